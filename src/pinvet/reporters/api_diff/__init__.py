"""A comparison of two versions of the API, printed for people, for a pull request, and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.api.sides import Side
    from pinvet.rulebook.rule import Rule
    from pinvet.rulebook.touched import Told


class Comparison(NamedTuple):
    """What there is to print: both sides, each change with the rules that it touches, and all rules."""

    old: Side
    new: Side
    told: tuple[Told, ...]
    rules: tuple[Rule, ...]

    @property
    def touched(self) -> tuple[str, ...]:
        """The ids of the rules that some change touches, sorted."""
        return tuple(sorted({touch.rule for one in self.told for touch in one.touches}))


# Format -> the module in this package that prints it.
FORMATS: Final = {"text": "text", "json": "data", "markdown": "markdown"}


def render(comparison: Comparison, format: str, *, every: bool = False) -> str:  # noqa: A002 - the word of the CLI
    """Print a comparison in one of `FORMATS`; with `every` each change is told where it would be summed up."""
    from importlib import import_module

    printer: Callable[..., str] = import_module(f"{__name__}.{FORMATS[format]}").render
    return printer(comparison, every=every)
