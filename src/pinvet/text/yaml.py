"""The YAML reader: one document of plain values, over PyYAML's events, which never recurse.

PyYAML's loaders crash on deep nesting, follow the word lists of YAML 1.1 and let aliases grow without bound;
its parser does none of that. Its messages quote the text, so they stop here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.text.document import Document, RefusedError, Trouble, trouble_at
from pinvet.text.limits import LIMITS, PACK_LIMITS, Limits
from pinvet.text.yaml_compose import Composer, Mode
from pinvet.text.yaml_trouble import explain

if TYPE_CHECKING:
    from yaml import Event, YAMLError

_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEYOND: Final = re.compile(r"\\U(?!000|0010)")
_MOST_TAGS: Final = 100  # the parser compares each declared tag with all before it
_PLAIN: Final = Mode()
_STRICT: Final = Mode(strict=True)
_CASSETTE: Final = Mode(cassette=True)


def read_yaml(text: str, limits: Limits = LIMITS) -> Document | Trouble:
    """Return the one value that a YAML text holds, or why it holds none. Never raises for a bad text.

    Anchors and aliases are followed within the limits, and a value that an alias repeats is one object that
    stands in several places: nobody may change it.
    """
    return _read(text, limits, _PLAIN)


def read_pack_yaml(text: str) -> Document | Trouble:
    """Return the value of a rule pack, where anchors, aliases, tags and repeated keys are mistakes."""
    return _read(text, PACK_LIMITS, _STRICT)


def read_cassette_yaml(text: str, limits: Limits = LIMITS) -> Document | Trouble:
    """Return the value of a recorded cassette: `!!binary` is bytes, and the tags that recorders write are dropped."""
    return _read(text, limits, _CASSETTE)


def _read(text: str, limits: Limits, mode: Mode) -> Document | Trouble:
    if len(text) > limits.max_bytes:
        message = f"the text has {len(text):,} characters; at most {limits.max_bytes:,} are read"
        return Trouble("limit", message, 1, 1)
    text = text.removeprefix("\ufeff")
    bad = _UNPRINTABLE.search(text)
    if bad is not None:
        message = f"the character U+{ord(bad[0]):04X} may not stand in YAML"
        return trouble_at(text, bad.start(), message, "remove it, or write it as an escape in double quotes")
    if text.count("%TAG") > _MOST_TAGS:
        message = f"the text declares more than {_MOST_TAGS} tags"
        return trouble_at(text, text.index("%TAG"), message, kind="limit")
    try:
        composer = _compose(text, limits, mode)
    except RefusedError as refusal:
        return refusal.trouble
    index = composer.index
    return Document("yaml", text, composer.value, lambda _: index, repeats=composer.repeats)


def _compose(text: str, limits: Limits, mode: Mode) -> Composer:
    """Return the composer that has taken every event. Raises RefusedError."""
    import yaml

    composer = Composer(text, limits, mode)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    documents = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message, hint = "a second document begins here", "one file holds one value"
                    raise RefusedError(trouble_at(text, _offset(event.start_mark), message, hint))
            else:
                _take(yaml, composer, event)
    except yaml.YAMLError as error:
        raise RefusedError(_explained(text, error)) from None
    except (ValueError, OverflowError):  # PyYAML's Python parser does not guard its escapes
        found = _BEYOND.search(text)
        message = "the escape stands for no character"
        raise RefusedError(trouble_at(text, 0 if found is None else found.start(), message)) from None
    if documents == 0:
        raise RefusedError(trouble_at(text, 0, "the text is empty", "a payload or pack is one value"))
    return composer


def _take(yaml: Any, composer: Composer, event: Event) -> None:
    span = (_offset(event.start_mark), _offset(event.end_mark))
    if isinstance(event, yaml.ScalarEvent):
        composer.scalar(event.value, event.tag, event.anchor, span, bare=event.implicit[0])
    elif isinstance(event, yaml.AliasEvent):
        composer.alias(event.anchor, span)
    elif isinstance(event, yaml.CollectionStartEvent):
        empty: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        composer.open(empty, event.tag, event.anchor, span, flow=bool(event.flow_style))
    elif isinstance(event, yaml.CollectionEndEvent):
        composer.close(span[1])


def _offset(mark: Any) -> int:
    # Marks count lines in the way of YAML 1.1, but their index is the offset in code points.
    return int(mark.index)


def _explained(text: str, error: YAMLError) -> Trouble:
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    problem = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}"
    offset = 0 if mark is None else _offset(mark)
    return explain(text, problem, offset, None if context is None else _offset(context))
