"""The query of a URL, as the API reads it."""

from __future__ import annotations

from typing import Final

MOST_FIELDS: Final = 1000


def query_of(url: str) -> dict[str, list[str]] | None:
    """Return the query of a URL by name: a list is repeated keys, or one with commas. None where it cannot be read."""
    text = url.partition("#")[0].partition("?")[2]
    if not text:
        return {}
    from urllib.parse import parse_qs

    try:
        query = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return {name: [part for value in values for part in value.split(",")] for name, values in query.items()}
