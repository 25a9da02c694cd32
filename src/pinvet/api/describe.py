"""The operations of one API description, each with flat parameters, before versions are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.api.data import operation_file
from pinvet.api.flatten import Parameters, flatten, parameter
from pinvet.api.schemas import Schemas, step
from pinvet.api.shape import types_of
from pinvet.api.told import told
from pinvet.api.unions import led

if TYPE_CHECKING:
    from collections.abc import Mapping

ID_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
METHODS: Final = ("get", "put", "post", "delete", "patch")


class Layout(NamedTuple):
    """Where the entities of an operation lie in its body, as far as the facts and not the description tell it."""

    at: tuple[str, ...] | None = None
    stop: frozenset[str] = frozenset()


class Described(NamedTuple):
    """One operation as one description has it. `told` are the names that its answer has for an entity."""

    id: str
    method: str
    path: str
    body: dict[str, Any] | None
    parameters: Parameters
    wrapper: Parameters
    query: Parameters
    path_parameters: Parameters
    scopes: tuple[str, ...]
    rate: str | None
    told: tuple[str, ...]


def operations(root: Mapping[str, Any], source: str, layouts: Mapping[str, Layout]) -> dict[tuple[str, str], Described]:
    """Return the operations of a description by method and path; `layouts` are found by operation id.

    Raises ApiTableError at the first place that is not as OpenAPI 3 has it.
    """
    schemas = Schemas(root, source)
    paths = root.get("paths")
    if not isinstance(paths, dict):
        raise schemas.error("/paths", "expected an object of paths; is this an OpenAPI 3 description?")
    found: dict[tuple[str, str], Described] = {}
    files: set[str] = set()
    for path, entry in paths.items():
        item, at = schemas.follow(entry, f"/paths/{step(path)}")
        for method in METHODS:
            if method in item:
                one = _operation(schemas, str(path), method, item, at, layouts)
                if operation_file(one.id) in files:
                    raise schemas.error(f"{at}/{method}", f"the operationId {one.id} stands for two operations")
                files.add(operation_file(one.id))
                found[one.method, one.path] = one
    return found


def _operation(
    schemas: Schemas, path: str, method: str, item: dict[str, Any], at: str, layouts: Mapping[str, Layout]
) -> Described:
    where = f"{at}/{method}"
    operation, where = schemas.follow(item[method], where)
    name = operation.get("operationId")
    if not isinstance(name, str) or not name or not set(name) <= ID_LETTERS:
        raise schemas.error(where, "an operation needs an operationId of letters, digits and _ - . /")
    rate = operation.get("x-ratelimit-category")
    outside = _outside(schemas, item, at) | _outside(schemas, operation, where)
    body, parameters, wrapper = _body(schemas, operation, where, layouts.get(name, Layout()))
    return Described(
        name,
        method.upper(),
        path,
        body,
        parameters,
        wrapper,
        {key: facts for (place, key), facts in sorted(outside.items()) if place == "query"},
        {key: facts for (place, key), facts in sorted(outside.items()) if place == "path"},
        _scopes(operation),
        rate if isinstance(rate, str) else None,
        told(schemas, operation, where) if body is not None else (),
    )


def _outside(schemas: Schemas, owner: dict[str, Any], at: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the parameters of a path or an operation that stand outside the body, by place and name."""
    listed = owner.get("parameters", [])
    if not isinstance(listed, list):
        raise schemas.error(f"{at}/parameters", "expected a list of parameters")
    found = {}
    for index, entry in enumerate(listed):
        one, where = schemas.follow(entry, f"{at}/parameters/{index}")
        name, place = one.get("name"), one.get("in")
        if not isinstance(name, str) or not isinstance(place, str):
            raise schemas.error(where, "a parameter needs a name and a place (in)")
        shape = schemas.shape(one.get("schema", {}), f"{where}/schema")
        found[place, name] = parameter(shape, is_required=one.get("required") is True)
    return found


def _body(
    schemas: Schemas, operation: dict[str, Any], at: str, layout: Layout
) -> tuple[dict[str, Any] | None, Parameters, Parameters]:
    """Return where the entities of a JSON body lie, the parameters of one, and those of the wrapper."""
    if "requestBody" not in operation:
        return None, {}, {}
    found = schemas.json_body(operation["requestBody"], f"{at}/requestBody")
    if found is None:
        return None, {}, {}
    shape, where = found
    body: dict[str, Any] = {"type": parameter(shape).get("type", "object")}
    steps = layout.at if layout.at is not None else ("*",) if "array" in types_of(body) else ()
    body["at"] = list(steps)
    entity = shape
    for position, name in enumerate(steps):
        inner = entity.elements if name == "*" else entity.properties.get(name)
        if inner is None:
            message = f"facts.yaml says that entities lie at {'.'.join(steps)}, which this body does not have"
            raise schemas.error(where, message)
        if name == "*" and position == len(steps) - 1:
            limits = {"min": entity.facts.get("minItems"), "max": entity.facts.get("maxItems")}
            body |= {key: limit for key, limit in limits.items() if limit is not None}
        entity = inner
    every = flatten(shape, f"{schemas.source}: at {where}", layout.stop)
    prefix = "".join(f"{name}." for name in steps)
    inside = {name.removeprefix(prefix): led(facts, prefix) for name, facts in every.items() if name.startswith(prefix)}
    around = {} if not steps or steps[0] == "*" else _around(every, steps[0])
    return body, inside, around


def _around(every: Parameters, name: str) -> Parameters:
    """Return the parameters around the entities, the list that holds them included."""
    return {one: facts for one, facts in every.items() if not one.startswith(f"{name}.")}


def _scopes(operation: dict[str, Any]) -> tuple[str, ...]:
    """Return the OAuth scopes that an operation asks for."""
    security = operation.get("security")
    scopes = {
        str(scope)
        for scheme in (security if isinstance(security, list) else [])
        if isinstance(scheme, dict)
        for names in scheme.values()
        if isinstance(names, list)
        for scope in names
    }
    return tuple(sorted(scopes))
