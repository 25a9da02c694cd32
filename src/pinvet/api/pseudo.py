"""What is judged beside requests, a connector's configuration, as the table stores operations.

No description has it: the sheet of hand-written facts holds all there is to know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.api.shape import Facts

PSEUDO: Final[Mapping[str, type]] = {"entity": str, "parameters": dict}
WORDS: Final = ("enum", "enum_since", "enum_until")


def stored(name: str, entry: Mapping[str, Any], operations: Mapping[str, dict[str, Any]], since: str) -> dict[str, Any]:
    """Return an entry of the sheet as the table stores an operation: one object, without a method and a path.

    Its fact `like` names an operation and a parameter of it, whose words a parameter takes over.
    """
    parameters = entry["parameters"].items()
    return {
        "id": name,
        "method": "",
        "path": "",
        "entity": entry.get("entity"),
        "does": "other",
        "since": since,
        "until": None,
        "rate": None,
        "scopes": [],
        "body": {"type": "object", "at": []},
        "parameters": {parameter: _like(facts, operations) for parameter, facts in sorted(parameters)},
        "wrapper": {},
        "query": {},
        "path_parameters": {},
    }


def _like(facts: Facts, operations: Mapping[str, dict[str, Any]]) -> Facts:
    """Return the facts of a parameter with the words of the one that it is like; those of a list are its entries'.

    A table without that operation, or that parameter, has no words for it. A key without a value is left out.
    """
    told = {**{word: fact for word, fact in facts.items() if word != "like"}, "nullable": True}
    operation, parameter = facts.get("like", ("", ""))
    other = operations.get(operation, {}).get("parameters", {}).get(parameter, {})
    source = other.get("items", other)
    words = {word: source[word] for word in WORDS if word in source}
    return {**told, "items": {**told["items"], **words}} if "items" in told else {**told, **words}
