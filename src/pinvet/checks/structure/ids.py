"""Whether ids are texts of digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinvet.checks.problem import Problem
    from pinvet.checks.structure.part import Part


def judge(part: Part) -> Problem | None:
    """Return the problem with an id that is a number, or a text of something else; other types are no ids at all."""
    value = part.value
    if value == "" or part.is_unset:
        return None
    if isinstance(value, int):
        if 0 in part.known.unset or "integer" in part.known.types:
            return None  # an id whose 0 means none is taken as a number too
        fix = part.put(str(value), "put it in quotes")
        return part.problem(f"{part.says()}, expected an id in quotes: long numbers lose digits", **fix)
    if is_id(value, prefixes(part.known.pattern or "")):
        return None
    looks = _looks_like_placeholder(value)
    hint = "; it looks like a placeholder that was never filled in" if looks else ""
    return part.problem(f"{part.says((value,) if looks else ())}, expected an id: a text of digits{hint}")


def is_id(text: str, letters: tuple[str, ...] = ()) -> bool:
    """Tell whether a text is an id: digits, behind one of some groups of letters or none."""
    digits = next((text.removeprefix(group) for group in letters if text.startswith(group)), text)
    return digits.isascii() and digits.isdigit()


def prefixes(pattern: str) -> tuple[str, ...]:
    r"""Return the groups of letters that an id's pattern allows before its digits: ``AG`` of ``^(AG)?\d+$``."""
    before = pattern.partition(r"\d")[0]
    return tuple("".join(one if one.isalpha() else " " for one in before).split())


def _looks_like_placeholder(value: str) -> bool:
    """Tell whether a text is a name in capitals such as ``CAMPAIGN_ID``, or the word ``string``."""
    capitals = value.replace("_", "")
    return value == "string" or (capitals.isascii() and capitals.isalpha() and capitals.isupper() and len(value) <= 40)
