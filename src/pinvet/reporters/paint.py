"""Colour and links for a terminal, in plain ANSI sequences, or nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pinvet.reporters import Options

STYLES: Final = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "strong": "1",
    "faint": "2",
    "gutter": "1;34",
}


class Paint:
    """Dresses pieces of text; without colour and links every method returns its text unchanged."""

    __slots__ = ("_color", "_links")

    def __init__(self, options: Options) -> None:
        self._color = options.color
        self._links = options.hyperlinks

    def __call__(self, style: str, text: str) -> str:
        """Colour a text that holds no line break in one of `STYLES`."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self._color and text else text

    def link(self, text: str, url: str) -> str:
        """Make a text a link to a web page; any other kind of address is left out."""
        if not self._links or not url.startswith(("https://", "http://")) or not url.isprintable():
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"
