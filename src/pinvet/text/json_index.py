"""The positions of all nodes of a JSON text that was already found to be valid."""

from __future__ import annotations

import re
from typing import Final

from pinvet.text.index import ROOT, Index
from pinvet.text.json_strings import unescape

# A string, a string with its colon (a key), an opening bracket, a closing one, a bare number or word. In valid
# text nothing but white space and commas stands between them.
_TOKEN: Final = re.compile(
    r'[ \t\n\r,]*+(?:("[^"\\]*+(?:\\.[^"\\]*+)*+")(?:[ \t\n\r]*+(:))?|([{\[])|([}\]])|([^\s,{}\[\]":]++))'
)
_KEY, _OPEN, _CLOSE = 2, 3, 4
_NO_KEY: Final = (0, 0)


def index_json(text: str) -> Index:
    """Return where every node of a valid JSON text stands."""
    index = Index()
    stack: list[int] = []
    counts: list[int] = []  # elements so far of each open container
    key_span = _NO_KEY
    name: str | int = ""
    for match in _TOKEN.finditer(text):
        token = match.lastindex
        if token == _KEY:
            key_span = match.span(1)
            name = unescape(text[key_span[0] + 1 : key_span[1] - 1])
            continue
        if token == _CLOSE:
            index.close(stack.pop(), match.end())
            counts.pop()
            continue
        if stack and key_span is _NO_KEY:
            name = counts[-1]
            counts[-1] += 1
        start, end = match.span(token or 0)
        node = index.add(name, stack[-1] if stack else ROOT, key_span, start, end)
        key_span = _NO_KEY
        if token == _OPEN:
            index.containers[node] = 1
            stack.append(node)
            counts.append(0)
    return index
