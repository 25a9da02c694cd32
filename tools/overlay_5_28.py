"""Make schemas/api/overlay-5.28.json from the request models of pinterestsdk 2.1.0.

Usage: python tools/overlay_5_28.py [OUTPUT]

The package is generated from version 5.28 of the official API description, of which no other machine-readable
copy is at hand. Its sources are parsed, never imported. What comes out is a small OpenAPI description without
prose: paths, parameters, request bodies and the schemas they reach. A generator writes down less than the
description held, so the table treats what the overlay leaves unsaid as unchanged. Operation ids are read back
from method names, in which the slash had become an underscore.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "schemas/api/overlay-5.28.json"

SCALARS: dict[str, Schema] = {
    "StrictStr": {"type": "string"},
    "SecretStr": {"type": "string", "format": "password"},
    "str": {"type": "string"},
    "StrictInt": {"type": "integer"},
    "int": {"type": "integer"},
    "StrictBool": {"type": "boolean"},
    "bool": {"type": "boolean"},
    "StrictFloat": {"type": "number"},
    "float": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "object": {"type": "object"},
    "Any": {},
}
BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
LENGTHS = {"min_length": ("minLength", "minItems"), "max_length": ("maxLength", "maxItems")}
# The words that end an operation id; what stands before them is the noun.
VERBS = (
    "download_csv|get_status|get_upload_url|process_csv|bulk_add|bulk_delete|"
    "list|get|create|update|delete|read|post|operate|apply|remove"
)


def package() -> Path:
    """Return the folder of the installed pinterestsdk, which is not imported."""
    spec = find_spec("pinterestsdk")
    if spec is None or spec.origin is None:
        sys.exit("pinterestsdk is not installed: pip install pinterestsdk==2.1.0")
    return Path(spec.origin).parent


def schema_of(annotation: ast.expr) -> Schema:
    """Write a type annotation of the generator as a schema; a model becomes a reference to it."""
    if isinstance(annotation, ast.Name):
        known = SCALARS.get(annotation.id)
        return dict(known) if known is not None else {"$ref": f"#/components/schemas/{annotation.id}"}
    if not isinstance(annotation, ast.Subscript) or not isinstance(annotation.value, ast.Name):
        sys.exit(f"an annotation that the generator did not use before: {ast.unparse(annotation)}")
    inner = annotation.slice
    arguments = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    outer = annotation.value.id
    if outer == "Optional":
        return schema_of(arguments[0])
    if outer == "List":
        return {"type": "array", "items": schema_of(arguments[0])}
    if outer == "Dict":
        values = schema_of(arguments[1])
        return {"type": "object", "additionalProperties": values or True}
    if outer == "Annotated":
        schema = schema_of(arguments[0])
        for extra in arguments[1:]:
            schema |= bounds_of(extra, list_like=schema.get("type") == "array")
        return schema
    if outer == "Union":
        return number_or_union([schema_of(argument) for argument in arguments])
    return sys.exit(f"an annotation that the generator did not use before: {ast.unparse(annotation)}")


def number_or_union(branches: list[Schema]) -> Schema:
    """Join the branches of a union; the generator writes a number as a float or an integer."""
    if {branch.get("type") for branch in branches} == {"number", "integer"}:
        return branches[0] | {"type": "number"}
    return {"oneOf": branches}


def bounds_of(call: ast.expr, *, list_like: bool) -> Schema:
    """Read the bounds out of a pydantic Field(...)."""
    schema: Schema = {}
    if not isinstance(call, ast.Call):
        return schema
    for keyword in call.keywords:
        if keyword.arg in BOUNDS:
            schema[BOUNDS[keyword.arg]] = ast.literal_eval(keyword.value)
        elif keyword.arg in LENGTHS:
            schema[LENGTHS[keyword.arg][list_like]] = ast.literal_eval(keyword.value)
    return schema


def field_call(value: ast.expr | None) -> tuple[str | None, Any]:
    """Return the alias of a field and its default: ... where there is none and the field is required."""
    if value is None:
        return None, ...
    if isinstance(value, ast.Constant):
        return None, value.value
    if isinstance(value, ast.Attribute):
        return None, value.attr  # a member of an enum, which is named like its value
    alias, default = None, ...
    for keyword in value.keywords if isinstance(value, ast.Call) else []:
        if keyword.arg == "alias":
            alias = ast.literal_eval(keyword.value)
        elif keyword.arg == "default":
            default = ast.literal_eval(keyword.value)
    return alias, default


def meant(values: list[Any]) -> list[Any]:
    """Return the members of an enum; the generator's YAML reader took the country code of Norway for false."""
    return ["NO" if value == "false" and "true" not in values else value for value in values]


def validated(function: ast.FunctionDef) -> tuple[list[str], Schema, bool]:
    """Return which fields a validator looks at, its pattern or enum, and whether that is of each item."""
    fields: list[str] = []
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call):
            fields = [ast.literal_eval(argument) for argument in decorator.args]
    if function.name.endswith("_validate_regular_expression"):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.match":
                return fields, {"pattern": ast.literal_eval(node.args[0])}, False
    if function.name.endswith("_validate_enum"):
        each = any(isinstance(node, ast.For) for node in ast.walk(function))
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "set":
                return fields, {"enum": meant(ast.literal_eval(node.args[0]))}, each
    return [], {}, False


def model_schema(cls: ast.ClassDef) -> Schema:
    """Write one generated class (an enum, a union, or an object) as a schema."""
    if any(ast.unparse(base) == "Enum" for base in cls.bases):
        values = [ast.literal_eval(node.value) for node in cls.body if isinstance(node, ast.Assign)]
        return {"type": "integer" if isinstance(values[0], int) else "string", "enum": meant(values)}
    fields = [node for node in cls.body if isinstance(node, ast.AnnAssign)]
    names = [ast.unparse(field.target) for field in fields]
    if "one_of_schemas" in names or "any_of_schemas" in names:
        branches = [f for f, name in zip(fields, names, strict=True) if name.endswith("_validator")]
        return number_or_union([schema_of(branch.annotation) for branch in branches])
    schema: Schema = {"type": "object", "properties": {}}
    spelled = {}
    required = []
    for field, name in zip(fields, names, strict=True):
        if name == "additional_properties":
            schema["additionalProperties"] = True
        if name in ("additional_properties", "__properties"):
            continue
        alias, default = field_call(field.value)
        spelled[name] = alias or name
        one = schema_of(field.annotation)
        if default is ...:
            required.append(spelled[name])
        elif default is not None:
            one["default"] = default
        schema["properties"][spelled[name]] = one
    if required:
        schema["required"] = required
    refine(schema["properties"], spelled, cls)
    return schema


def refine(properties: Schema, spelled: dict[str, str], cls: ast.ClassDef) -> None:
    """Add what a class says outside its annotations: patterns, enums, and which fields may be null."""
    for function in cls.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        fields, found, each = validated(function)
        for name in fields:
            target = properties.get(spelled.get(name, ""), {})
            (target["items"] if each else target).update(found)
        if function.name == "to_dict":
            for node in ast.walk(function):
                if isinstance(node, ast.If) and "self.model_fields_set" in ast.unparse(node.test):
                    tested = re.match(r"self\.(\w+) is None", ast.unparse(node.test))
                    if tested is not None:
                        properties[spelled[tested[1]]]["nullable"] = True


def operation_id(method: str) -> str:
    """Put the slash back into the name of a method: customer_segment_create is customer_segment/create."""
    return re.sub(rf"_({VERBS})$", r"/\1", method)


def operations(tree: ast.Module) -> list[tuple[str, str, Schema]]:
    """Return path, method and description of each operation in one module of the package's api folder."""
    (cls,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    functions = {node.name: node for node in cls.body if isinstance(node, ast.FunctionDef)}
    found = []
    for name, serialize in functions.items():
        if not name.endswith("_serialize"):
            continue
        public = functions[name[1 : -len("_serialize")]]
        text = ast.unparse(serialize)
        route = re.search(r"method='(\w+)', resource_path='([^']*)'", text)
        if route is None:
            sys.exit(f"{name}: no method and path found")
        found.append((route[2], route[1].lower(), operation(public, text)))
    return found


def operation(public: ast.FunctionDef, text: str) -> Schema:
    """Describe one operation: its signature tells types, the text of its serialiser tells where each goes."""
    arguments = [argument for argument in public.args.args if argument.arg != "self"]
    without = len(arguments) - len(public.args.defaults)
    parameters = []
    body: Schema | None = None
    for position, argument in enumerate(arguments):
        if argument.annotation is None or argument.arg.startswith("_"):
            continue
        schema = schema_of(argument.annotation)
        needed = position < without
        path = re.search(rf"_path_params\['(\w+)'\] = {argument.arg}\b", text)
        query = re.search(rf"_query_params\.append\(\('(\w+)', {argument.arg}\b", text)
        if path or query:
            where = ("path", path[1]) if path else ("query", query[1] if query else "")
            parameters.append({"name": where[1], "in": where[0], "required": needed, "schema": schema})
        elif re.search(rf"_body_params = {argument.arg}\b", text):
            body = {"required": needed, "content": {"application/json": {"schema": schema}}}
    described: Schema = {"operationId": operation_id(public.name)}
    if parameters:
        described["parameters"] = parameters
    if body:
        described["requestBody"] = body
    return described


def references(node: object) -> set[str]:
    """Return the names of the schemas that a description refers to."""
    return set(re.findall(r'#/components/schemas/(\w+)"', json.dumps(node)))


def overlay(folder: Path) -> Schema:
    """Describe the operations of the package in a folder, with the schemas that their requests reach."""
    paths: dict[str, Schema] = {}
    for module in sorted(folder.glob("api/*_api.py")):
        for path, method, described in operations(ast.parse(module.read_text("utf-8"))):
            paths.setdefault(path, {})[method] = described
    classes = {}
    for module in sorted(folder.glob("models/*.py")):
        for node in ast.parse(module.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
    schemas: dict[str, Schema] = {}
    wanted = references(paths)
    while wanted:
        fresh = {name: model_schema(classes[name]) for name in wanted}
        schemas |= fresh
        wanted = references(fresh) - schemas.keys()
    return {
        "openapi": "3.0.3",
        "info": {"title": "Pinterest REST API, requests only", "version": "5.28.0"},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def text_of(description: Schema) -> str:
    """Write the overlay with one path or schema per line, so that a changed model is one changed line."""

    def lines(members: Schema) -> str:
        return ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in members.items())

    head = json.dumps({key: description[key] for key in ("openapi", "info")})[1:-1]
    schemas = description["components"]["schemas"]
    return (
        f'{{{head},\n"paths": {{\n{lines(description["paths"])}\n}},\n'
        f'"components": {{"schemas": {{\n{lines(schemas)}\n}}}}}}\n'
    )


def main() -> None:
    """Write the overlay to the file named on the command line, or to its place in the checkout."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    output.write_text(text_of(overlay(package())), "utf-8")
    print(f"wrote {output}")


if __name__ == "__main__":
    main()
