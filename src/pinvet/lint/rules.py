"""The rules of a run: ours, and those of the folders that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.api.table import load_table
from pinvet.cache import user_cache
from pinvet.rulebook.store import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.api.table import Table
    from pinvet.config import Settings
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.mistakes import Mistake
    from pinvet.rulebook.rule import Rule


def rules_for(settings: Settings) -> tuple[Rule, ...]:
    """Return every rule, those that are off included. Raises PackError with every mistake of the packs.

    Packs are read against all versions of the API together: a rule may speak of what only one of them has.
    """
    return rules_of(settings.packs, load_table(), user_cache(enabled=settings.cache), _vet)


def _vet(packs: Sequence[Pack], ours: Sequence[Rule], table: Table) -> list[Mistake]:
    """Judge the examples of users' packs; what that needs is imported only where such packs are loaded."""
    from pinvet.examples import vet

    return vet(packs, table, beside=ours)
