"""Rules between runs: our own packs compiled into the wheel, all others in the user's cache."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pinvet.api.data import PACKAGE, data_dir
from pinvet.rulebook.rule import Rule
from pinvet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pinvet.api.table import Table
    from pinvet.cache import Cache
    from pinvet.rulebook.load import Pack
    from pinvet.rulebook.mistakes import Mistake

    Vet = Callable[[Sequence[Pack], Sequence[Rule], Table], list[Mistake]]

COMPILED = PACKAGE / "compiled.json"
LISTS = tuple(Rule._fields.index(name) for name in ("covers", "operations", "when"))  # JSON has no tuples


def rules_of(folders: Sequence[Path], table: Table, cache: Cache, vet: Vet) -> tuple[Rule, ...]:
    """Return the rules of our packs and of the folders. Raises PackError with every mistake of every pack.

    ``vet`` judges the examples of packs; those of the folders must do what they say. Ours are tested before a
    release.
    """
    ours = _our_rules(table, cache)
    return (*ours, *_users_rules(folders, ours, table, cache, vet))


def compiled(table: Table) -> bytes:
    """Return our packs as the wheel carries them."""
    from pinvet.rulebook.load import load_packs

    return _dump(tuple(rule for pack in load_packs((), table) for rule in pack.rules))


def _our_rules(table: Table, cache: Cache) -> tuple[Rule, ...]:
    if COMPILED.is_file():
        return _parse(COMPILED.read_bytes())
    key = _key([data_dir("rules")], cache)
    stored = _stored(key, cache)
    if stored is not None:
        return stored
    from pinvet.rulebook.load import load_packs

    rules = tuple(rule for pack in load_packs((), table) for rule in pack.rules)
    cache.store(key, _dump(rules))
    return rules


def _users_rules(
    folders: Sequence[Path], ours: Sequence[Rule], table: Table, cache: Cache, vet: Vet
) -> tuple[Rule, ...]:
    if not folders:
        return ()
    key = _key([data_dir("rules"), *folders], cache)
    stored = _stored(key, cache)
    if stored is not None:
        return stored
    from pinvet.rulebook.load import load_packs
    from pinvet.rulebook.mistakes import PackError

    packs = load_packs(folders, table, ours=False, beside=ours)
    mistakes = vet(packs, ours, table)
    if mistakes:
        raise PackError(tuple(mistakes))
    rules = tuple(rule for pack in packs for rule in pack.rules)
    cache.store(key, _dump(rules))
    return rules


def _key(folders: Sequence[Path], cache: Cache) -> str:
    return cache.key("rules", __version__, *_contents(folders)) if cache.enabled else ""


def _stored(key: str, cache: Cache) -> tuple[Rule, ...] | None:
    """Return the rules kept under a key, or None where there are none, or none that can be read."""
    data = cache.load(key)
    try:
        return None if data is None else _parse(data) or None
    except (ValueError, TypeError, LookupError):
        return None


def _contents(folders: Sequence[Path]) -> list[bytes]:
    from pinvet.rulebook.load import pack_files

    parts: list[bytes] = []
    for folder in folders:
        parts.append(os.fsencode(folder))
        for path in pack_files(folder):
            parts.append(os.fsencode(path))
            with suppress(OSError):  # told when the packs are loaded: nothing is kept of them then
                parts.append(path.read_bytes())
    return parts


def _dump(rules: Sequence[Rule]) -> bytes:
    import json

    return json.dumps([list(rule) for rule in rules], separators=(",", ":")).encode()


def _parse(data: bytes) -> tuple[Rule, ...]:
    import json

    rules: list[list[Any]] = json.loads(data)
    for fields in rules:
        for place in LISTS:
            fields[place] = tuple(fields[place])
    return tuple(map(Rule._make, rules))
