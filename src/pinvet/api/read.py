"""Files that a table is built from: API descriptions, overlays and facts, in YAML or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.api.error import ApiTableError
from pinvet.text.limits import LIMITS

if TYPE_CHECKING:
    from pathlib import Path


def read_value(path: Path) -> Any:
    """Return the value of a JSON or YAML file; which of them it is, its name or its first character tells.

    Raises ApiTableError, at line and column, where the file cannot be read.
    """
    from pinvet.text.decode import decode
    from pinvet.text.document import SAVE_WHOLE, Trouble

    try:
        with path.open("rb") as file:
            data = file.read(LIMITS.max_bytes + 1)
    except OSError as error:
        raise ApiTableError(f"{path}: cannot be read: {error.strerror or 'unknown reason'}") from None
    found = decode(data)
    if isinstance(found, str):
        if path.suffix == ".json" or found.lstrip().startswith("{"):
            from pinvet.text.json import read_json as read
        else:
            from pinvet.text.yaml import read_yaml as read
        document = read(found)
        if not isinstance(document, Trouble):
            return document.value
        found = document.advising(SAVE_WHOLE)
    hint = f" ({found.hint})" if found.hint else ""
    raise ApiTableError(f"{path}:{found.line}:{found.column}: {found.message}{hint}")
