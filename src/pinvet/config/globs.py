"""Globs over paths, in time that grows with the length of both and never explodes.

`*` and `?` stay inside one step of a path, `**` is any number of steps. A glob without a slash fits at any depth,
one with a slash from the root on, and a glob that fits a folder fits everything in it, as in .gitignore. There are
no brackets, braces, negations or escapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def matches(path: str, glob: str) -> bool:
    """Tell whether a path relative to the root, written with `/`, fits a glob."""
    return _fits(path.split("/"), _steps(glob), _is_any_steps, _step_fits)


def fits(path: str, glob: str) -> bool:
    """Tell whether an absolute path fits an absolute glob to its end: a glob that fits its folder is not enough."""
    return _fits(path.split("/"), glob.split("/"), _is_any_steps, _step_fits)


def within(glob: str, folder: str) -> str:
    """Rewrite a glob that is relative to a folder as one relative to the root; an empty folder is the root."""
    if not folder:
        return glob
    anchored = "/" in glob.rstrip("/")
    return f"/{folder}/{glob.lstrip('/')}" if anchored else f"/{folder}/**/{glob}"


def is_glob(text: str) -> bool:
    """Tell whether a text holds a wildcard."""
    return "*" in text or "?" in text


def fixed_folder(glob: str) -> str:
    """Return the part of a path before its first step with a wildcard; empty where the first step has one."""
    steps = glob.split("/")
    for index, step in enumerate(steps):
        if is_glob(step):
            head = "/".join(steps[:index])
            return head or ("/" if index else "")
    return glob


def _steps(glob: str) -> list[str]:
    trimmed = glob.removeprefix("./").rstrip("/")
    anchored = "/" in trimmed
    steps = [step for step in trimmed.split("/") if step]
    return [*([] if anchored else ["**"]), *steps, "**"]


def _is_any_steps(step: str) -> bool:
    return step == "**"


def _is_any_letters(letter: str) -> bool:
    return letter == "*"


def _step_fits(step: str, pattern: str) -> bool:
    return _fits(step, pattern, _is_any_letters, _letter_fits)


def _letter_fits(letter: str, pattern: str) -> bool:
    return pattern in ("?", letter)


def _fits(
    given: Sequence[str],
    pattern: Sequence[str],
    is_any: Callable[[str], bool],
    fits: Callable[[str, str], bool],
) -> bool:
    """Match a sequence against a pattern in which some elements stand for any number of others.

    The newest such element alone is ever widened, so the work is at most the product of both lengths.
    """
    at = step = 0
    star, mark = -1, 0
    while at < len(given):
        if step < len(pattern) and is_any(pattern[step]):
            star, mark = step, at
            step += 1
        elif step < len(pattern) and fits(given[at], pattern[step]):
            at += 1
            step += 1
        elif star >= 0:
            mark += 1
            at, step = mark, star + 1
        else:
            return False
    return all(is_any(each) for each in pattern[step:])
