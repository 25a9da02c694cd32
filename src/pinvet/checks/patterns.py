r"""Patterns of rules, run by a linear engine: owner of jsonschema-rs.

Python's ``re`` backtracks and hangs on hostile patterns; packs come from anywhere. The engine has no look-around
and no back-references, reads ECMA-262 syntax (``\\d`` is ASCII, ``$`` is the very end), and searches rather than
matching from the start.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE_LIMIT = 1 << 20


class BadPatternError(ValueError):
    """A pattern that the engine refuses: look-around, a back-reference, a syntax error, or a huge repetition."""


@lru_cache(maxsize=256)
def searcher(pattern: str) -> Callable[[str], bool]:
    """Compile a pattern to a test of texts. Raises BadPatternError where the engine refuses it."""
    import jsonschema_rs

    try:
        validator = jsonschema_rs.Draft202012Validator(
            {"type": "string", "pattern": pattern},
            pattern_options=jsonschema_rs.RegexOptions(size_limit=SIZE_LIMIT),
            retriever=_no_retrieval,
        )
    except Exception:  # noqa: BLE001  # the engine has its own error types, and their texts quote the pattern
        message = "the pattern is not one that a linear engine runs: no look-around, no back-references"
        raise BadPatternError(message) from None
    return _encodable(validator.is_valid)


def _encodable(is_valid: Callable[[str], bool]) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        if text.isascii():
            return is_valid(text)
        # the engine raises on lone surrogates, which JSON escapes can bring in; they match nothing
        return is_valid(text.encode("utf-8", "replace").decode("utf-8"))

    return test


def _no_retrieval(uri: str) -> None:
    message = f"a pattern fetches nothing: {len(uri)} characters of address refused"
    raise BadPatternError(message)
