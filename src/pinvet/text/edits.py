"""Small changes to a document's text that leave everything else as its author wrote it.

Each function returns one edit, or None where no edit of a single span gives what is asked for: then the change can
only be described. The places count in the document's text, which has no byte order mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.finding import Edit
from pinvet.text.index import ROOT
from pinvet.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pinvet.model import Pointer
    from pinvet.text.document import Document

_BOM: Final = "\ufeff"
_YAML_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_YAML_PLAIN: Final = re.compile(r"[^\s\"'|>&*!%@`{}\[\],?#-][^\r\n]*|-[^\s][^\r\n]*")
_YAML_SCALAR: Final = re.compile(r'"[^"\\\r\n]*"|-?[0-9][0-9.eE+-]*|true|false|null')


def remove(document: Document, pointer: Pointer) -> Edit | None:
    """Return the edit that takes a member or list element out, with its comma and the space before the next one.

    None for the whole document, for YAML, and where the key stands more than once.
    """
    node = _unique(document, pointer)
    if node is None or document.kind != "json":
        return None
    index = document.index
    siblings = index.offspring(index.parents[node])
    at = siblings.index(node)
    if len(siblings) == 1:
        parent = index.parents[node]
        return _edit(document, index.starts[parent] + 1, index.ends[parent] - 1, "")
    if at + 1 < len(siblings):
        return _edit(document, _start(document, node), _start(document, siblings[at + 1]), "")
    return _edit(document, index.ends[siblings[at - 1]], index.ends[node], "")


def replace(document: Document, pointer: Pointer, text: str) -> Edit | None:
    """Return the edit that puts another JSON text in a value's place.

    In YAML only an unquoted value on one line can be replaced, by a scalar without escapes.
    """
    index = document.index
    node = index.find(pointer)
    if node is None:
        return None
    if document.kind == "yaml" and not (_is_plain(document, node) and _YAML_SCALAR.fullmatch(text)):
        return None
    return _edit(document, index.starts[node], index.ends[node], text)


def rename(document: Document, pointer: Pointer, key: str) -> Edit | None:
    """Return the edit that gives a member another key, which its object must not hold yet."""
    node = _unique(document, pointer)
    index = document.index
    if node is None or isinstance(index.names[node], int) or key in index.children(index.parents[node]):
        return None
    start, end = index.keys[node], index.key_ends[node]
    if document.kind == "json":
        return _edit(document, start, end, _quoted(key))
    plain = not index.targets and document.text[start:end] == index.names[node]
    return _edit(document, start, end, key) if plain and _is_yaml_name(key) else None


def add(document: Document, parent: Pointer, key: str, text: str) -> Edit | None:
    """Return the edit that puts a member at the end of an object, laid out as the members before it.

    None for YAML, where the pointer leads to no object, and where the object holds the key already.
    """
    index = document.index
    node = index.find(parent)
    if node is None or document.kind != "json" or document.text[index.starts[node]] != "{":
        return None
    members = index.offspring(node)
    if not members:
        return _edit(document, index.starts[node] + 1, index.ends[node] - 1, f"{_quoted(key)}: {text}")
    if key in index.children(node):
        return None
    last = members[-1]
    colon = document.text[index.key_ends[last] : index.starts[last]]
    if len(members) > 1:
        between = document.text[index.ends[members[-2]] : index.keys[last]]
    else:
        space = document.text[index.starts[node] + 1 : index.keys[last]]
        between = "," + (space or (" " if colon.endswith(" ") else ""))
    return _edit(document, index.ends[last], index.ends[last], f"{between}{_quoted(key)}{colon}{text}")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; a byte order mark stays. Raises ValueError where two edits overlap."""
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    lines = Lines(body)
    parts = [mark]
    done = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: edit.place):
        start = lines.offset(edit.place.line, edit.place.column)
        if start < done:
            message = "two edits change the same text"
            raise ValueError(message)
        parts += (body[done:start], edit.text)
        done = lines.offset(edit.place.end_line, edit.place.end_column)
    return "".join((*parts, body[done:]))


def _edit(document: Document, start: int, end: int, text: str) -> Edit:
    return Edit(document.lines.place(start, end), text)


def _start(document: Document, node: int) -> int:
    """Return where a member begins: at its key, or at the value of a list element."""
    index = document.index
    return index.keys[node] if index.keys[node] < index.key_ends[node] else index.starts[node]


def _unique(document: Document, pointer: Pointer) -> int | None:
    """Return the node of a member or element whose key stands once in its container."""
    index = document.index
    node = index.find(pointer)
    if node is None or node == ROOT:
        return None
    names = [index.names[sibling] for sibling in index.offspring(index.parents[node])]
    return node if names.count(index.names[node]) == 1 else None


def _is_plain(document: Document, node: int) -> bool:
    """Tell whether a YAML value is an unquoted scalar on one line without tag, anchor or alias anywhere near."""
    index, text = document.index, document.text
    start, end = index.starts[node], index.ends[node]
    if index.targets or index.containers[node] or not _YAML_PLAIN.fullmatch(text, start, end):
        return False
    return text[max(0, start - 200) : start].rstrip(" ")[-1:] in (":", "-", ",", "[", "{", "\n", "\r", "")


def _is_yaml_name(key: str) -> bool:
    from pinvet.text.yaml_scalars import plain

    return _YAML_NAME.fullmatch(key) is not None and isinstance(plain(key, 1), str)


def _quoted(key: str) -> str:
    import json

    return json.dumps(key)
