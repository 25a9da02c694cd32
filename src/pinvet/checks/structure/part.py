"""One parameter of a request beside what the API table knows of it, and the words for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.kinds.kind import found, may_show, put
from pinvet.checks.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.api.parameter import Parameter
    from pinvet.checks.scope import Scope
    from pinvet.model import Pointer, Severity


class Part(NamedTuple):
    """A value that is there: where it stands, its parameter's dotted name, and what is known of it."""

    pointer: Pointer
    name: str
    value: Any
    known: Parameter
    scope: Scope

    @property
    def is_unset(self) -> bool:
        """Whether the value is one that the API reads as none; false is not 0."""
        return not isinstance(self.value, bool) and self.value in self.known.unset

    def says(self, words: Iterable[Any] = ()) -> str:
        """Say what stands here, as far as it may be shown, such as ``budget is 5``; `words` may be shown."""
        return f"{self.name} is {found(self.scope, self.name, self.value, words)}"

    def put(self, value: Any, title: str) -> dict[str, Any]:
        """Return the fix that gives the parameter a value made of this one; none where this may not be shown."""
        return put(self.pointer, value, title, there=True) if may_show(self.scope, self.name, self.value) else {}

    def problem(self, message: str, severity: Severity | None = None, **more: Any) -> Problem:
        """Return a problem with this value."""
        return Problem(self.pointer, "value", message, self.value, names=(self.name,), severity=severity, **more)
