"""One change of the API, and the places where it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from pinvet.api.compare import Where

What = Literal["came", "gone", "renamed", "changed"]


class Place(NamedTuple):
    """Where something changed: the operation, the part of its request, and the dotted name of the parameter.

    Part and name are empty for the operation itself. What came has its new name, all else the old one.
    """

    operation: str
    part: str = ""
    name: str = ""


class Change(NamedTuple):
    """One change of the API.

    `fact` is the word of what changed, empty where all of an operation or parameter came, went or was renamed.
    `before` and `after` are that fact as JSON values, the last part of the name of what was renamed, or the facts of
    what went or came. `inside` names the parameters that came and went with it; `where` parameters and those of their
    values with which alone this holds, each by itself.
    """

    what: What
    places: tuple[Place, ...]
    fact: str = ""
    before: Any = None
    after: Any = None
    inside: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that it is about, sorted."""
        return tuple(sorted({place.operation for place in self.places}))

    @property
    def of_operation(self) -> bool:
        """Whether it is about an operation itself and not about a parameter."""
        return not self.places[0].part

    def beside(self, other: Change) -> Change:
        """Return this change with the places of another one, which is the same.

        Of what came or went stay the facts that hold everywhere: a parameter of a shared schema may be there always in
        one place and only in some branches of a union in another.
        """
        told = self._replace(places=self.places + other.places)
        if self.what == "changed" or self.of_operation:
            return told
        return told._replace(before=_common(self.before, other.before), after=_common(self.after, other.after))


def _common(one: Any, other: Any) -> Any:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one
    return {word: fact for word, fact in one.items() if other.get(word) == fact}
