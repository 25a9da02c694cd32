"""The table of check kinds, written out: name in a pack, where it is compiled, place in the order of precedence.

The module of a kind is imported when a rule of that kind first applies: most runs need half of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from pinvet.checks.kinds.kind import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from pinvet.checks.kinds.kind import Kind
    from pinvet.checks.kinds.memory import End, Remember, Watch
    from pinvet.checks.scope import Scope

# kind -> the module in checks/kinds, and the function in it that compiles an argument in a scope
KINDS: Final[dict[str, tuple[str, str]]] = {
    "required": ("required", "compile_kind"),
    "forbidden": ("forbidden", "compile_kind"),
    "only": ("only", "compile_kind"),
    "at_most_one": ("cardinality", "at_most_one"),
    "at_least_one": ("cardinality", "at_least_one"),
    "exactly_one": ("cardinality", "exactly_one"),
    "all_or_none": ("together", "compile_kind"),
    "values": ("values", "compile_kind"),
    "must_be": ("must_be", "compile_kind"),
    "table": ("table", "compile_kind"),
    "compare": ("compare", "compile_kind"),
    "empty_as": ("empty_as", "compile_kind"),
    "known": ("known", "compile_kind"),
    "immutable": ("immutable", "compile_kind"),
    "count": ("count", "compile_kind"),
    "same_across": ("same_across", "compile_kind"),
    "before": ("before", "compile_kind"),
    "eventually": ("eventually", "compile_kind"),
    "rate": ("rate", "compile_kind"),
    "structure": ("structure", "compile_kind"),
}
SPELLING: Final = "spelling"
ALL_KINDS: Final = (*KINDS, SPELLING)

# what kinds remember of accepted entities, of those of the operations that they wait for, and say at the end
MEMORIES: Final = frozenset({"count", "same_across", "before", "eventually", "rate"})
WATCHES: Final = frozenset({"before", "eventually"})
ENDINGS: Final = frozenset({"same_across", "before", "eventually", "rate"})
# kind -> the key of its argument that names the operations that it waits for
AWAITED: Final = {"before": "earlier", "eventually": "later"}

# one fault, one finding: at the same pointer and aspect the lower number is reported
PRECEDENCE: Final = {SPELLING: 0, "forbidden": 2, "structure": 3, "only": 4}
OTHERS: Final = 1


def compile_kind(kind: str, argument: Any, scope: Scope) -> Kind:
    """Compile the argument of a rule of a kind."""
    module, function = KINDS[kind]
    compiled: Kind = _function(module, function)(argument, scope)
    return compiled


def remembering(kind: str, argument: Any, scope: Scope) -> Remember | None:
    """Return what remembers accepted entities for a rule, None where nothing is to be remembered."""
    remember: Remember | None = _function(kind, "remembering")(argument, scope) if kind in MEMORIES else None
    return remember


def ending(kind: str, argument: Any, scope: Scope) -> End | None:
    """Return what a rule says at the end of the input, None where it says nothing then."""
    end: End | None = _function(kind, "ending")(argument, scope) if kind in ENDINGS else None
    return end


def watching(argument: Any, scope: Scope) -> Watch:
    """Return what sees the accepted entities of an operation that a rule waits for."""
    watch: Watch = _function("awaited", "watching")(argument, scope)
    return watch


def waits_for(kind: str, argument: Any) -> tuple[str, ...]:
    """Return the operations that a rule of a kind waits for beside its own."""
    return named(argument, AWAITED[kind]) if kind in AWAITED else ()


def _function(module: str, name: str) -> Callable[[Any, Scope], Any]:
    function: Callable[[Any, Scope], Any] = getattr(import_module(f"pinvet.checks.kinds.{module}"), name)
    return function
