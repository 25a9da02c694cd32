"""The variables of a collection, and the texts they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.text.spots import Runs

VARIABLE: Final = re.compile(r'\{\{([^{}"\\\x00-\x1f]*+)\}\}')
_ROUNDS: Final = 5  # variables may stand in the values of others
_LONGEST: Final = MIB
_MOST: Final = 64 * MIB  # characters that one file may put in: a variable repeats its value at no cost to the file


class Variables:
    """Values by name: those given from outside, or else those of the collection. One without a value is unknown.

    One that is given as None is unknown whatever the collection says.
    """

    def __init__(self, variables: Any, given: Mapping[str, str | None]) -> None:
        unknown = {name for name, value in given.items() if value is None}
        own = {name: value for name, value in values_of(variables).items() if name not in unknown}
        self._raw = own | {name: value for name, value in given.items() if value}
        self._known: dict[str, str | None] = {}
        self._left = _MOST

    def value(self, name: str) -> str | None:
        """Return the value of a variable, other variables put in; None where it is unknown or too much."""
        if name not in self._known:
            self._known[name] = self._resolved(name)
        value = self._known[name]
        if value is None or len(value) > self._left:
            return None
        self._left -= len(value)
        return value

    def fill(self, text: str) -> str:
        """Return a text with the values of its variables; those that are unknown stay."""
        if "{{" not in text:
            return text
        return VARIABLE.sub(lambda match: match[0] if (value := self.value(match[1])) is None else value, text)

    def _resolved(self, name: str) -> str | None:
        text = self._raw.get(name)
        for _ in range(_ROUNDS):
            if text is None or len(text) > _LONGEST:
                return None
            filled = self._once(text)
            if filled == text:
                break
            text = filled
        return text

    def _once(self, text: str) -> str | None:
        """Return a text with the values of its variables as they are written; None where it grows too long."""
        size = len(text)
        for match in VARIABLE.finditer(text):
            size += len(self._raw.get(match[1], ""))
            if size > _LONGEST:
                return None
        return VARIABLE.sub(lambda match: self._raw.get(match[1], match[0]), text)


def values_of(variables: Any) -> dict[str, str]:
    """Return the values by name of a list of variables, those without a value and those switched off left out."""
    found = {}
    for variable in variables if isinstance(variables, list) else ():
        if not isinstance(variable, dict) or variable.get("disabled") is True or variable.get("enabled") is False:
            continue
        name, value = variable.get("key", variable.get("id")), text_of(variable.get("value"))
        if isinstance(name, str) and value:
            found[name] = value
    return found


def text_of(value: Any) -> str:
    """Return how a value stands in an address or a form: nothing for null and for what is no scalar."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else ""


def replaced(text: str, spans: list[tuple[int, int, str]]) -> tuple[str, Runs]:
    """Return a text with other characters at some spans, which are sorted, and the runs that lead back to it."""
    runs: Runs = [(0, 0)]
    parts = []
    inner = last = 0
    for start, end, characters in spans:
        inner += start - last
        runs += [(inner, start), (inner + len(characters), end)]
        parts += [text[last:start], characters]
        inner, last = inner + len(characters), end
    parts.append(text[last:])
    runs.append((inner + len(text) - last, len(text)))
    return "".join(parts), runs
