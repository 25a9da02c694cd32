"""The JSON reader: strict RFC 8259, no recursion, and a located word for every mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.text.document import Document, RefusedError, Trouble, trouble_at
from pinvet.text.limits import LIMITS, Limits

if TYPE_CHECKING:
    from pinvet.text.index import Index
    from pinvet.text.json_trouble import Expected

_SPACE: Final = r"[ \t\n\r]*+"
_STRING: Final = r'"([^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+)"'
_NUMBER: Final = r"(-?(?:0|[1-9][0-9]*+))((?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?)"
_VALUE: Final = rf"(?:{_STRING}|{_NUMBER}|(true|false|null)|([{{\[])){_SPACE}([,}}\]])?"

# One match reads a whole member or element with the comma or bracket after it: that is what makes this fast.
_ITEM: Final = re.compile(rf"{_SPACE}(?:{_STRING}{_SPACE}:{_SPACE})?{_VALUE}")
_AFTER: Final = re.compile(rf"{_SPACE}([,}}\]])")
_REST: Final = re.compile(_SPACE)

_WORDS: Final = {"true": True, "false": False, "null": None}
_INFINITE: Final = (float("inf"), float("-inf"))


def read_json(text: str, limits: Limits = LIMITS) -> Document | Trouble:
    """Return the one JSON value that a text holds, or why it holds none. Never raises for a bad text."""
    if len(text) > limits.max_bytes:
        message = f"the text has {len(text):,} characters; at most {limits.max_bytes:,} are read"
        return Trouble("limit", message, 1, 1)
    text = text.removeprefix("\ufeff")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return trouble_at(text, error.start, "half of a surrogate pair stands here, which is no character")
    try:
        value, repeats = _read(text, limits)
    except RefusedError as refusal:
        return refusal.trouble
    return Document("json", text, value, _locate, repeats=repeats)


def _locate(text: str) -> Index:
    from pinvet.text.json_index import index_json

    return index_json(text)


def _read(text: str, limits: Limits) -> tuple[Any, bool]:
    """Return the value, and whether any object repeats a key. Raises RefusedError."""
    root: list[Any] = []
    stack: list[Any] = [root]  # the open containers, innermost last
    opened: list[int] = []  # where each of them opens; the root list stands in no text
    here: Any = root
    keyed, repeats = False, False
    position = nodes = 0
    while True:
        match = _ITEM.match(text, position)
        if match is None or (match[1] is None) is keyed:
            raise _refusal(text, position, opened, "key" if keyed else "value")
        key, string, _, _, _, bracket, after = match.groups()
        value = string if string is not None and "\\" not in string else _value(text, match, limits)
        if keyed:
            name = key if "\\" not in key else _unescaped(text, match, 1)
            repeats = repeats or name in here
            here[name] = value
        else:
            here.append(value)
        nodes += 1
        position = match.end()
        if bracket is not None:
            stack.append(value)
            opened.append(match.start(6))
            here, keyed = value, bracket == "{"
        if nodes > limits.max_nodes or len(opened) > limits.max_depth:
            raise _too_much(text, match, limits, nodes)
        if bracket is not None and after is None:
            continue
        if bracket is not None and after == ",":
            raise _refusal(text, position - 1, opened, "key" if keyed else "value")
        if after == "," and opened:
            continue
        position = _close(text, position, after, stack, opened)
        if not opened:
            return root[0], repeats
        here = stack[-1]
        keyed = type(here) is dict


def _close(text: str, position: int, after: str | None, stack: list[Any], opened: list[int]) -> int:
    """Close every container that ends at a position, and return where the next member begins. Raises RefusedError.

    With no container left, the text must end. `after` is what was read last: a comma, a closing bracket or None.
    """
    if not opened and after is not None:
        raise _refusal(text, position - 1, opened, "end")
    while opened:
        if after == ",":
            return position
        if after is None:
            raise _refusal(text, position, opened, "separator")
        if after != ("}" if type(stack[-1]) is dict else "]"):
            raise _refusal(text, position - 1, opened, "separator")
        stack.pop()
        opened.pop()
        match = _AFTER.match(text, position) if opened else None
        after = None if match is None else match[1]
        position = position if match is None else match.end()
    match = _REST.match(text, position)
    if match is not None and match.end() != len(text):
        raise _refusal(text, match.end(), opened, "end")
    return len(text)


def _value(text: str, match: re.Match[str], limits: Limits) -> Any:
    """Return any value but a plain string; of a list or object, an empty one. Raises RefusedError."""
    _, string, integer, fraction, word, bracket, _ = match.groups()
    if bracket is not None:
        return {} if bracket == "{" else []
    if word is not None:
        return _WORDS[word]
    if string is not None:
        return _unescaped(text, match, 2)
    if len(integer) + len(fraction) - integer.startswith("-") > limits.max_digits:
        raise _bad_number(text, match, f"the number has more than {limits.max_digits:,} digits")
    if not fraction:
        try:
            return int(integer)
        except ValueError:  # PYTHONINTMAXSTRDIGITS may ask for less than our own limit
            raise _bad_number(text, match, "the number has more digits than Python is set to read") from None
    value = float(integer + fraction)
    if value in _INFINITE:
        raise _bad_number(text, match, "the number is beyond what a 64-bit float holds (about 1.8e308)")
    return value


def _unescaped(text: str, match: re.Match[str], group: int) -> str:
    from pinvet.text.json_strings import LoneSurrogateError, unescape

    try:
        return unescape(match[group])
    except LoneSurrogateError as error:
        message = "the escape is half of a surrogate pair, which is no character"
        hint = "a character beyond U+FFFF takes two \\u escapes; write both, or the character itself"
        raise RefusedError(trouble_at(text, match.start(group) + error.offset, message, hint)) from None


def _refusal(text: str, position: int, opened: list[int], expected: Expected) -> RefusedError:
    from pinvet.text.json_trouble import explain

    return RefusedError(explain(text, position, opened, expected))


def _bad_number(text: str, match: re.Match[str], message: str) -> RefusedError:
    return RefusedError(trouble_at(text, match.start(3), message, kind="limit"))


def _too_much(text: str, match: re.Match[str], limits: Limits, nodes: int) -> RefusedError:
    message = f"lists and objects are nested more than {limits.max_depth} deep"
    if nodes > limits.max_nodes:
        message = f"the text holds more than {limits.max_nodes:,} values"
    offset = next(match.start(group) for group in (6, 5, 3, 2) if match[group] is not None)
    return RefusedError(trouble_at(text, offset, message, kind="limit"))
