"""Reads curl scripts in tests, and shows what stands at a place of one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from capture_reading import at

from pinvet.sources.curl import read
from pinvet.sources.record import Capture, Record

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from pinvet.model import Notice, Pointer

API = "https://api.pinterest.com/v5"
CAMPAIGNS = f"{API}/ad_accounts/1/campaigns"


def read_all(text: str | bytes, path: str = "run.sh", folder: Path | None = None) -> list[Record | Notice]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(read(Capture(path, io.BytesIO(data), file_refs=folder)))


def records(text: str | bytes, path: str = "run.sh", folder: Path | None = None) -> list[Record]:
    return [each for each in read_all(text, path, folder) if isinstance(each, Record)]


def notices(text: str | bytes, path: str = "run.sh", folder: Path | None = None) -> list[Notice]:
    return [each for each in read_all(text, path, folder) if not isinstance(each, Record)]


def only(text: str, path: str = "run.sh", folder: Path | None = None) -> Record:
    (record,) = records(text, path, folder)
    return record


def body(text: str, folder: Path | None = None) -> Any:
    return only(text, folder=folder).request.body


def sent(text: str, path: str = "run.sh") -> list[tuple[str | None, str | None, Any]]:
    requests = [record.request for record in records(text, path)]
    return [(request.method, (request.url or "").removeprefix(API), request.body) for request in requests]


def value_at(text: str, *pointer: str | int, path: str = "run.sh", which: int = 0) -> str:
    """Return what stands in the script at the place of a value of a body."""
    document = records(text, path)[which].written()
    assert document is not None
    found: Pointer = pointer
    return at(text, document.value_place(found))
