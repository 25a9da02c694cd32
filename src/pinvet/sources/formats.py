"""The names of the formats that inputs come in, and the reader of each."""

from __future__ import annotations

from typing import Final, Literal

Format = Literal["ndjson", "har", "cassette", "curl", "postman", "debuglog", "flow"]

READERS: Final[dict[Format, str]] = {
    "ndjson": "pinvet.sources.ndjson",
    "har": "pinvet.sources.har",
    "cassette": "pinvet.sources.cassette",
    "curl": "pinvet.sources.curl",
    "postman": "pinvet.sources.postman",
    "debuglog": "pinvet.sources.debuglog",
    "flow": "pinvet.sources.flow",
}
PAYLOAD: Final = "payload"
INPUT_FORMATS: Final = (PAYLOAD, *READERS)
