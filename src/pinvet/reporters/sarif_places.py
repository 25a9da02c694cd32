"""Places as SARIF locations: relative paths, regions in code points, JSON Pointers as logical locations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pinvet.model import Place

ROOT: Final = "SRCROOT"
START: Final = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


def artifact(path: str) -> dict[str, str]:
    """Name a file: relative to the root, or as a file address where it lies outside."""
    from urllib.parse import quote

    try:
        octets = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = path.encode("utf-8", "surrogatepass")
    written = quote(octets, safe="/")
    if path.startswith("/"):
        return {"uri": f"file://{written}" if not path.startswith("//") else f"file:{written}"}
    if path[1:3] in {":/", ":\\"}:
        return {"uri": "file:///" + path[0] + ":" + quote(octets[2:].replace(b"\\", b"/"), safe="/")}
    return {"uri": written, "uriBaseId": ROOT}


def region(place: Place | None) -> dict[str, int]:
    """Write a span; hosts want one, so a file of which only the path is known is marked at its start."""
    if place is None:
        return dict(START)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def location(path: str, place: Place | None, pointer: str, part: str, owner: str) -> dict[str, Any]:
    """Write a location; `owner` names the whole of which `pointer` is a part."""
    written: dict[str, Any] = {}
    if path:
        written["physicalLocation"] = {"artifactLocation": artifact(path), "region": region(place)}
    if pointer or owner or place is None:  # else it is the file itself that is meant
        written["logicalLocations"] = [logical(pointer, part, owner)]
    return written


def logical(pointer: str, part: str, owner: str) -> dict[str, str]:
    """Write a JSON Pointer as a logical location; the whole of a body is the pointer `#`."""
    if not pointer:
        return {"name": owner or "body", "fullyQualifiedName": "#", "kind": "value"}
    name = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    kind = "value" if name.isdigit() else "property"  # an element of a list, or a member of an object
    return {
        "name": name or '""',
        "fullyQualifiedName": pointer,
        "kind": kind if part == "body" else "parameter",
    }
