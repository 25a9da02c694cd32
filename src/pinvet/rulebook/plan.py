"""What is left to judge of an entity, and what counts as judged without being asked."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.view import View
    from pinvet.rulebook.program import Check

Find = Callable[["View"], Iterable["Problem"]]


class Step(NamedTuple):
    """A group of checks on new entities, by its number: how to ask its condition (None: it holds), what is left.

    ``follows`` says that the condition follows from the shape and from the facts that the plan asks.
    """

    number: int
    holds: Callable[["View"], bool | None] | None
    finders: tuple[tuple[Find, "Check"], ...]
    follows: bool = False


class Touched(NamedTuple):
    """A group of which a change may concern some checks: how to ask its condition, and which checks those are."""

    holds: Callable[["View"], bool | None]
    checks: tuple["Check", ...]


class Plan(NamedTuple):
    """What is left to judge of a new entity in ``steps``, of a change in ``touched``.

    ``held`` are the groups that hold, ``judged`` the rules that judge every change; both count without being asked.
    ``placed`` are the checks that are judged at places inside what is sent; ``is_open`` says that names or values may
    have to be respelled first. ``fits`` tells quickly that nothing is wrong by the API table, None where something is,
    where names are respelled, and where an object around the entities counts too; ``gauged`` are the checks that find
    out what. ``asked`` are the facts from which conditions follow, ``states`` the plans for values of these.
    """

    steps: tuple[Step, ...] = ()
    touched: tuple[Touched, ...] = ()
    held: tuple[int, ...] = ()
    judged: tuple[str, ...] = ()
    placed: tuple["Check", ...] = ()
    is_open: bool = False
    fits: Callable[[dict[str, Any]], bool] | None = None
    gauged: tuple["Check", ...] = ()
    asked: tuple[Callable[["View"], Any], ...] = ()
    states: dict[Any, Any] | None = None
