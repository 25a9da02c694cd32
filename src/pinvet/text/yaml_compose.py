"""YAML events to one plain value with positions; no recursion, every count bounded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pinvet.text.document import RefusedError, trouble_at
from pinvet.text.index import ROOT, Index
from pinvet.text.json_tokens import template
from pinvet.text.lines import Lines
from pinvet.text.yaml_anchors import Anchored, Anchors
from pinvet.text.yaml_scalars import ScalarError, fits_collection, plain, rendered, tagged

if TYPE_CHECKING:
    from pinvet.text.limits import Limits

_PROPERTIES: Final = re.compile(r"(?:[&!]\S*+(?:\s++(?:#[^\r\n]*+)?)*+)++")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_.*-]{1,64}")
_NO_KEY: Final = (0, 0)


class Mode(NamedTuple):
    """What a YAML text may use besides plain values: a pack nothing, a cassette the tags that vcrpy writes."""

    strict: bool = False
    cassette: bool = False


class _Open:
    """A list or object that is not closed yet."""

    __slots__ = ("anchor", "before", "flow", "height", "key", "keys", "name", "node", "value")

    def __init__(self, value: Any, node: int, anchor: str | None, before: int, *, flow: bool) -> None:
        self.value = value
        self.node = node
        self.anchor = anchor
        self.before = before  # values counted before this one
        self.flow = flow
        self.height = 1
        self.name: str | None = None  # the key whose value comes next
        self.key = _NO_KEY
        self.keys: dict[str, int] = {}  # where each key stands first


class Composer:
    """Takes the events of one YAML document in turn; `value`, `index` and `repeats` hold the outcome.

    Every method raises RefusedError for what may not stand in the text.
    """

    def __init__(self, text: str, limits: Limits, mode: Mode) -> None:
        self.value: Any = None
        self.index = Index()
        self.repeats = False
        self._text = text
        self._limits = limits
        self._mode = mode
        self._open: list[_Open] = []
        self._anchors = Anchors(text, limits)
        self._last_end = 0

    def scalar(self, text: str, tag: str | None, anchor: str | None, span: tuple[int, int], *, bare: bool) -> None:
        """Take a scalar; `bare` means neither quoted nor tagged, `span` is its extent with tag and anchor."""
        start = self._content(span, tag, anchor)
        end = _without_breaks(self._text, start, span[1])
        value = self._value(text, tag, span[0], bare=bare)
        if self._wants_key():
            if anchor is not None or (bare and text == "<<"):
                what = "merge keys (<<)" if bare and text == "<<" else "anchors on keys"
                raise self._refuse(span[0], f"{what} are not read", "write the members out")
            self._take_key(value, (start, end))
            return
        self._anchors.spend(start, 1)
        node = self._put(value, start, end)
        self._last_end = end
        if anchor is not None:
            self._anchors.define(anchor, Anchored(value, node, 1, 0))

    def alias(self, anchor: str, span: tuple[int, int]) -> None:
        """Take an alias: the value of its anchor stands here again, and counts again."""
        start, end = span
        if self._mode.strict:
            raise self._refuse(start, "an alias stands here; packs have none", "write the value out")
        if self._wants_key():
            raise self._refuse(start, "an alias stands where a key should", "write the key out")
        named = self._anchors.recall(anchor, start)
        self._deepen(start, named.height)
        self.index.targets[self._put(named.value, start, end)] = named.node
        self._last_end = end

    def open(self, value: Any, tag: str | None, anchor: str | None, span: tuple[int, int], *, flow: bool) -> None:
        """Take the start of a list or object, `value` being an empty one."""
        start = self._content((span[0], len(self._text)), tag, anchor)
        if self._wants_key():
            found = template(self._text, start)
            message, hint = "a list or object stands where a key should", "put the key in double quotes"
            raise RefusedError(found) if found is not None else self._refuse(start, message, hint)
        kind = "map" if type(value) is dict else "seq"
        if not fits_collection(tag, kind, cassette=self._mode.cassette):
            message = f"the tag{rendered(tag or '')} is not read here"
            raise self._refuse(span[0], message, "write plain values")
        self._deepen(start, 1)
        self._anchors.spend(start, 1)
        node = self._put(value, start, start)
        self.index.containers[node] = 1
        if anchor is not None:
            self._anchors.begin(anchor)
        self._open.append(_Open(value, node, anchor, self._anchors.spent - 1, flow=flow))

    def close(self, end: int) -> None:
        """Take the end of the innermost list or object."""
        done = self._open.pop()
        # The parser lets a block end where the next one begins; the value ends with its last member.
        end = end if done.flow else self._last_end
        self.index.close(done.node, end)
        self._last_end = end
        if done.anchor is not None:
            size = self._anchors.spent - done.before
            self._anchors.define(done.anchor, Anchored(done.value, done.node, size, done.height))
        if self._open:
            self._open[-1].height = max(self._open[-1].height, done.height + 1)

    def _wants_key(self) -> bool:
        return bool(self._open) and type(self._open[-1].value) is dict and self._open[-1].name is None

    def _take_key(self, name: Any, span: tuple[int, int]) -> None:
        if not isinstance(name, str):
            message = "the key is a number, true, false or null, and keys are strings"
            raise self._refuse(span[0], message, "put it in double quotes, as JSON does")
        here = self._open[-1]
        here.name, here.key = name, span
        first = here.keys.setdefault(name, span[0])
        if first == span[0]:
            return
        self.repeats = True
        if self._mode.strict:
            what = f"the key {name}" if _PLAIN_KEY.fullmatch(name) else "the key"
            line, column = Lines(self._text).position(first)
            message = f"{what} stands twice; it stands at line {line}, column {column} already"
            raise self._refuse(span[0], message, "keep one of the two")

    def _put(self, value: Any, start: int, end: int) -> int:
        if not self._open:
            self.value = value
            return self.index.add("", ROOT, _NO_KEY, start, end)
        here = self._open[-1]
        if here.name is None:
            node = self.index.add(len(here.value), here.node, _NO_KEY, start, end)
            here.value.append(value)
            return node
        node = self.index.add(here.name, here.node, here.key, start, end)
        here.value[here.name] = value
        here.name = None
        return node

    def _content(self, span: tuple[int, int], tag: str | None, anchor: str | None) -> int:
        """Return where a value begins after its tag and anchor."""
        if tag is None and anchor is None:
            return span[0]
        if self._mode.strict:
            what = "a tag" if tag is not None else "an anchor"
            raise self._refuse(span[0], f"{what} stands here; packs have none", "write plain values")
        match = _PROPERTIES.match(self._text, *span)
        return match.end() if match is not None else span[0]

    def _value(self, text: str, tag: str | None, start: int, *, bare: bool) -> Any:
        digits = self._limits.max_digits
        try:
            if tag is not None:
                return tagged(text, tag, digits, cassette=self._mode.cassette)
            return plain(text, digits) if bare else text
        except ScalarError as error:
            hint = "write plain values; a string stands in quotes"
            raise RefusedError(trouble_at(self._text, start, error.message, hint, error.kind)) from None

    def _deepen(self, start: int, levels: int) -> None:
        if len(self._open) + levels > self._limits.max_depth:
            message = f"lists and objects are nested more than {self._limits.max_depth} deep"
            raise RefusedError(trouble_at(self._text, start, message, kind="limit"))
        if self._open:
            self._open[-1].height = max(self._open[-1].height, levels + 1)

    def _refuse(self, offset: int, message: str, hint: str | None = None) -> RefusedError:
        return RefusedError(trouble_at(self._text, offset, message, hint))


def _without_breaks(text: str, start: int, end: int) -> int:
    """Return where a scalar ends before the line ends that the parser counts in."""
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end
