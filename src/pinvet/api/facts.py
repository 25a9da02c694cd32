"""The facts that no description holds: what counts as unset, what never changes, where entities lie.

They are written by hand in schemas/api/facts.yaml and laid over the merged operations here. Facts about operations
or parameters that a description does not have are left out, so that one sheet serves tables of several versions.
What is judged beside requests, a connector's configuration, is no operation of any description: the sheet holds all
there is to know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.describe import Layout
from pinvet.api.error import ApiTableError
from pinvet.api.pseudo import PSEUDO, stored
from pinvet.api.shape import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pinvet.api.shape import Facts

DIGITS: Final = r"^\d+$"
PLACES: Final = ("parameters", "wrapper", "query", "path_parameters")
BY_METHOD: Final = {"GET": "read", "PATCH": "update", "PUT": "update", "DELETE": "delete"}
# The form of the sheet: for each kind of entry, its keys and what each holds.
ENTITY: Final[Mapping[str, type]] = {
    "operations": list,
    "at": list,
    "wrapper_stands_for": list,
    "parameters": dict,
    "documented": dict,
}
OPERATION: Final[Mapping[str, type]] = {
    "does": str,
    "min": int,
    "max": int,
    "parts": dict,
    "parameters": dict,
}
NAMES: Final[Mapping[str, type]] = {"is": list, "ends": list, "patterns": list, "types": list, "facts": dict}


class FactSheet:
    """The hand-written facts. Raises ApiTableError, naming the entry, where one has the wrong form."""

    __slots__ = ("_entities", "_names", "_operations", "_pseudo")

    def __init__(self, value: Any, source: str) -> None:
        sheet = _formed(value, {"entities": dict, "operations": dict, "names": list, "pseudo": dict}, source)
        self._entities = {
            name: {"operations": [], **_formed(entity, ENTITY, f"{source}: entities.{name}")}
            for name, entity in sheet.get("entities", {}).items()
        }
        self._operations = {
            name: _formed(operation, OPERATION, f"{source}: operations.{name}")
            for name, operation in sheet.get("operations", {}).items()
        }
        self._pseudo = {
            name: {"parameters": {}, **_formed(one, PSEUDO, f"{source}: pseudo.{name}")}
            for name, one in sheet.get("pseudo", {}).items()
        }
        self._names = [
            {"facts": {}, **_formed(rule, NAMES, f"{source}: names[{index}]")}
            for index, rule in enumerate(sheet.get("names", []))
        ]

    def layouts(self) -> dict[str, Layout]:
        """Return where entities lie, for the operations in which the description does not tell."""
        layouts = {
            operation: Layout(tuple(entity["at"]))
            for entity in self._entities.values()
            if "at" in entity
            for operation in entity["operations"]
        }
        for name, operation in self._operations.items():
            if "parts" in operation:
                layouts[name] = Layout((), frozenset(operation["parts"]))
        return layouts

    def apply(self, operations: Mapping[str, dict[str, Any]]) -> None:
        """Write the facts into merged operations."""
        for operation in operations.values():
            operation["entity"] = None
            operation["does"] = doing(operation["id"], operation["method"])
            for place in PLACES:
                for name, facts in operation[place].items():
                    operation[place][name] = facts | self._by_name(name, facts)
        for name, entity in self._entities.items():
            for operation_id in entity["operations"]:
                if operation_id in operations:
                    _apply_entity(operations[operation_id], name, entity)
        for operation_id, facts in self._operations.items():
            if operation_id in operations:
                _apply_operation(operations[operation_id], facts)

    def pseudo(self, operations: Mapping[str, dict[str, Any]], since: str) -> dict[str, dict[str, Any]]:
        """Return what is judged beside requests, as the table stores operations."""
        return {name: stored(name, one, operations, since) for name, one in self._pseudo.items()}

    def named(self) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        """Yield operations, parameter, and whether only documents know it, for each parameter with facts."""
        for entity in self._entities.values():
            operations = tuple(entity["operations"])
            yield from ((operations, parameter, False) for parameter in entity.get("parameters", {}))
            yield from ((operations, parameter, True) for parameter in entity.get("documented", {}))
        for name, operation in self._operations.items():
            yield from (((name,), parameter, False) for parameter in operation.get("parameters", {}))

    def _by_name(self, name: str, facts: Facts) -> Facts:
        """Return the facts that follow from a parameter's own name, its types and its pattern."""
        last = name.rpartition(".")[2]
        pattern = facts.get("pattern") or facts.get("items", {}).get("pattern")
        found: Facts = {}
        for rule in self._names:
            if (
                (last in rule.get("is", ()) or last.endswith(tuple(rule.get("ends", ()))))
                and ("patterns" not in rule or pattern in rule["patterns"])
                and ("types" not in rule or set(types_of(facts)) <= set(rule["types"]))
            ):
                found |= rule["facts"]
        return with_pattern(facts, found)


def doing(operation: str, method: str) -> str:
    """Return what an operation does, by its method and the last part of its id."""
    if method in BY_METHOD:
        return BY_METHOD[method]
    verb = operation.rpartition("/")[2]
    return "create" if verb.startswith("create") else "read" if verb in ("get", "list") else "other"


def with_pattern(facts: Facts, found: Facts) -> Facts:
    """Return newly found facts with the pattern of an id, where they say id and the parameter has no pattern."""
    if not found.get("id"):
        return found
    if "array" in types_of(facts):
        return {**found, "items": {"type": "string", "pattern": DIGITS, **facts.get("items", {})}}
    return {**found, "pattern": facts.get("pattern", DIGITS)}


def _formed(value: Any, form: Mapping[str, type], where: str) -> dict[str, Any]:
    """Return an entry of the sheet, if it has no key but those of its form and each holds what it should."""
    if not isinstance(value, dict):
        raise ApiTableError(f"{where}: expected an object")
    for key, held in value.items():
        if key not in form:
            raise ApiTableError(f"{where}: unknown key {key}; known are {', '.join(form)}")
        if not isinstance(held, form[key]):
            raise ApiTableError(f"{where}: {key}: expected {form[key].__name__}")
    return value


def _apply_entity(operation: dict[str, Any], name: str, entity: Mapping[str, Any]) -> None:
    operation["entity"] = name
    if operation["body"] is None:
        return
    _apply_parameters(operation, entity.get("parameters", {}))
    added = {
        parameter: {**facts, "documented": True}
        for parameter, facts in entity.get("documented", {}).items()
        if parameter not in operation["parameters"]
    }
    operation["parameters"] = dict(sorted({**operation["parameters"], **added}.items()))
    if "wrapper_stands_for" in entity:
        operation["body"]["wrapper_stands_for"] = entity["wrapper_stands_for"]


def _apply_operation(operation: dict[str, Any], facts: Mapping[str, Any]) -> None:
    operation["does"] = facts.get("does", operation["does"])
    if operation["body"] is None:
        return
    operation["body"] |= {word: facts[word] for word in ("min", "max", "parts") if word in facts}
    _apply_parameters(operation, facts.get("parameters", {}))


def _apply_parameters(operation: dict[str, Any], sheet: Mapping[str, Facts]) -> None:
    parameters = operation["parameters"]
    for name, facts in sheet.items():
        if name in parameters:
            new = parameters[name] | with_pattern(parameters[name], facts)
            # A fact of null takes one back that the description has and that does not hold for all.
            parameters[name] = {word: fact for word, fact in new.items() if fact is not None}
