"""The addresses of a curl command, with what its options add to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pinvet.sources.curl.body import encoded
from pinvet.sources.curl.parts import Part
from pinvet.sources.curl.quotes import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pinvet.sources.curl.body import Read
    from pinvet.sources.curl.parts import Word

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NO_HOST: Final = ("${", "{", "<", "/")  # how an address begins whose host is a variable, or missing
_STANDARD_INPUT: Final = frozenset({"-", "."})


def addresses(words: Sequence[Word]) -> list[Word]:
    """Return the words that are addresses: a variable that may hold options is one only where there is no other."""
    named = [word for word in words if word.text and not (word.is_unknown and word.parts[0].name in ALL)]
    certain = [word for word in named if not (word.is_unknown and word.parts[0].split)]
    return certain or named[:1]


def query(words: Sequence[Word], read: Read) -> list[Part]:
    """Return what --url-query adds: values as of --data-urlencode, or with a + before them as they are."""
    parts: list[Part] = []
    for word in words:
        piece = word.after(1).parts if word.text.startswith("+") else encoded(word, read)
        parts += [Part("&", word.start, word.start)] if parts else []
        parts += piece or ()
    return parts


def address(word: Word, asked: Sequence[Part] | None, upload: Word | None) -> str:
    """Return an address with its scheme, the name of a file that is uploaded into a folder, and more of a query."""
    url = word.text.strip().partition("#")[0]
    if not _SCHEME.match(url) and not url.startswith(_NO_HOST):
        url = f"http://{url}"
    path, mark, own = url.partition("?")
    is_folder = path.endswith("/") or path.count("/") == 2
    if upload is not None and is_folder and upload.text not in _STANDARD_INPUT:
        path = f"{path.removesuffix('/')}/{upload.text.rpartition('/')[2]}"
    added = "".join(part.text for part in asked or ())
    if not added:
        return f"{path}{mark}{own}"
    return f"{path}?{own}{added}" if not own or own.endswith("&") else f"{path}?{own}&{added}"
