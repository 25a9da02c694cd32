"""The operation that a file's name tells: `spring.campaigns.create.json` is for campaigns/create."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pinvet.sources.discover import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Container

_SUFFIX: Final = tuple(sorted(SUFFIXES, key=len, reverse=True))


def operation_in_name(path: str, known: Container[str]) -> str | None:
    """Return the known operation whose two words end a file's name, before its suffix, or None."""
    words = words_in_name(path)
    operation = "/".join(words)
    return operation if words and operation in known else None


def words_in_name(path: str) -> list[str]:
    """Return the last two words of a file's name, before its suffix, that points divide; none where there is one."""
    name = path.rpartition("/")[2].removesuffix(".gz")
    stem = next((name[: -len(suffix)] for suffix in _SUFFIX if name.lower().endswith(suffix)), name)
    words = stem.split(".")
    return words[-2:] if len(words) > 1 else []
