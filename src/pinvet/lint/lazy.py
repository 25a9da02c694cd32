"""Lists of a report that are put together when somebody first looks: most library calls never do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Item = TypeVar("Item")


class Lazy(Sequence[Item]):
    """What a function returns, called once and when it is needed. Compared, hashed and written like a tuple."""

    __slots__ = ("_build", "_built")

    def __init__(self, build: Callable[[], tuple[Item, ...]]) -> None:
        self._build = build
        self._built: tuple[Item, ...] | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, in their order."""
        if self._built is None:
            self._built = self._build()
        return self._built

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self.items)

    def __repr__(self) -> str:
        return repr(self.items)

    def __reduce__(self) -> tuple[type, tuple[tuple[Item, ...]]]:
        return tuple, (self.items,)  # a report travels between processes with what it tells, not with the run
