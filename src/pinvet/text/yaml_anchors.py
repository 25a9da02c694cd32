"""What YAML anchors name, and how many values a text holds once its aliases repeat them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.text.document import RefusedError, trouble_at

if TYPE_CHECKING:
    from pinvet.text.limits import Limits


class Anchored(NamedTuple):
    """What an anchor names: its value and node, how many values it is with aliases expanded, how deep it nests."""

    value: Any
    node: int
    size: int
    height: int


class Anchors:
    """The anchors of one text and its budget of values; `spent` counts those so far, repeated ones too."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.spent = 0
        self._text = text
        self._limits = limits
        self._named: dict[str, Anchored | None] = {}  # None while the anchored value is still open
        self._aliases = 0

    def begin(self, name: str) -> None:
        """Note that the value of an anchor has begun."""
        self._named[name] = None

    def define(self, name: str, anchored: Anchored) -> None:
        """Note what an anchor names; a later anchor of the same name takes its place."""
        self._named[name] = anchored

    def spend(self, offset: int, values: int) -> None:
        """Count values that stand at an offset. Raises RefusedError beyond the limit."""
        self.spent += values
        if self.spent > self._limits.max_nodes:
            message = f"the text holds more than {self._limits.max_nodes:,} values, repeated ones counted"
            raise RefusedError(trouble_at(self._text, offset, message, kind="limit"))

    def recall(self, name: str, offset: int) -> Anchored:
        """Return what the alias at an offset repeats. Raises RefusedError where it may not."""
        anchored = self._named.get(name)
        if anchored is None and name in self._named:
            raise RefusedError(trouble_at(self._text, offset, "the value contains itself"))
        if anchored is None:
            message, hint = (
                "no anchor of this name stands before the alias",
                "a text with * first stands in quotes",
            )
            raise RefusedError(trouble_at(self._text, offset, message, hint))
        self._aliases += 1
        if self._aliases > self._limits.max_aliases:
            message = f"the text holds more than {self._limits.max_aliases:,} aliases"
            raise RefusedError(trouble_at(self._text, offset, message, kind="limit"))
        self.spend(offset, anchored.size)
        return anchored
