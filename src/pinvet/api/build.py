"""The API table, built from official descriptions, overlays and hand-written facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.api.data import data_dir, operation_file
from pinvet.api.describe import operations
from pinvet.api.error import ApiTableError
from pinvet.api.facts import FactSheet
from pinvet.api.merge import Version, merged
from pinvet.api.parameter import Parameter
from pinvet.api.read import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

INDEX: Final = "operations.json"
FOLDER: Final = "operations"
HEAD: Final = ("id", "method", "path", "entity", "does", "since", "until", "rate", "scopes", "body", "read_only")
SECTIONS: Final = ("parameters", "wrapper", "query", "path_parameters")


def build(descriptions: Sequence[Path], overlays: Sequence[Path], facts: Path) -> dict[str, bytes]:
    """Return the files of the table: their contents by name relative to the table's folder.

    Each description and overlay holds one version of the API; they may come in any order. Raises ApiTableError,
    naming the file and the place, where one of them cannot be used.
    """
    sheet = FactSheet(read_value(facts), str(facts))
    layouts = sheet.layouts()
    versions: list[Version] = []
    for path in (*descriptions, *overlays):
        root = read_value(path)
        if not isinstance(root, dict):
            raise ApiTableError(f"{path}: expected an object; is this an OpenAPI 3 description?")
        name = version_of(root, path)
        if any(version.name == name for version in versions):
            raise ApiTableError(f"{path}: version {name} of the API is there twice")
        versions.append(Version(name, operations(root, str(path), layouts), path in overlays))
    if not versions:
        raise ApiTableError("no API description is given")
    versions.sort(key=lambda version: tuple(map(int, version.name.split("."))))
    table = merged(versions)
    sheet.apply(table)
    return _files(table, sheet.pseudo(table, versions[0].name), [version.name for version in versions])


def write_table(descriptions: Sequence[Path], overlay: Path | None, output: Path | None) -> list[str]:
    """Build a table with pinvet's own facts and write it; return the names of the files that changed.

    `output` is the folder of the table, the shipped one where it is None. Files of operations that are no longer
    there are removed. Raises ApiTableError as `build` does, and where the folder cannot be written.
    """
    shipped = data_dir("schemas") / "api"
    folder = shipped if output is None else output
    files = build(descriptions, [] if overlay is None else [overlay], shipped / "facts.yaml")
    changed = []
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)
                changed.append(name)
        for path in sorted((folder / FOLDER).glob("*.json")):
            name = f"{FOLDER}/{path.name}"
            if name not in files:
                path.unlink()
                changed.append(name)
    except OSError as error:
        raise ApiTableError(f"{folder}: cannot be written: {error.strerror or 'unknown reason'}") from None
    return changed


def version_of(root: Mapping[str, Any], path: Path) -> str:
    """Return the version of a description as the table names it, the first two numbers of info.version."""
    info = root.get("info")
    version = info.get("version") if isinstance(info, dict) else None
    numbers = str(version).split(".")[:2]
    if not all(number.isascii() and number.isdigit() and len(number) < 10 for number in numbers):
        raise ApiTableError(f"{path}: at /info/version: expected a version such as 5.28.0")
    return ".".join(numbers)


def _files(
    table: Mapping[str, dict[str, Any]], pseudo: Mapping[str, dict[str, Any]], versions: Sequence[str]
) -> dict[str, bytes]:
    files = {operation_file(name): _operation_text(one).encode() for name, one in {**table, **pseudo}.items()}
    sections = [f'"versions": {_json(list(versions))}', f'"operations": {{\n{_entries(table)}}}']
    if pseudo:
        sections.append(f'"pseudo": {{\n{_entries(pseudo)}}}')
    index = "{" + ",\n".join(sections) + "}\n"
    return {INDEX: index.encode(), **dict(sorted(files.items()))}


def _entries(table: Mapping[str, dict[str, Any]]) -> str:
    return _lines(f" {_json(name)}: {_json(_entry(operation))}" for name, operation in table.items())


def _entry(operation: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the index tells of an operation."""
    entry = {key: operation[key] for key in ("method", "path", "entity", "does", "since", "until", "rate")}
    if operation["body"] is None:
        return entry
    parameters = operation["parameters"]
    return entry | {
        "keys": [name for name in parameters if "." not in name],
        "wrapper": [name for name in operation["wrapper"] if "." not in name],
        "required": [name for name, facts in parameters.items() if "." not in name and facts.get("required")],
    }


def _operation_text(operation: Mapping[str, Any]) -> str:
    """Write one operation with a line per parameter, so that a changed parameter is one changed line."""
    head = ", ".join(f"{_json(key)}: {_json(operation[key])}" for key in HEAD if key in operation)
    sections = []
    for section in SECTIONS:
        lines = [f"  {_json(name)}: {_json(_ordered(facts))}" for name, facts in operation[section].items()]
        sections.append(f" {_json(section)}: {{\n{_lines(lines)} }}" if lines else f" {_json(section)}: {{}}")
    return f"{{{head},\n{_lines(sections, ',')}}}\n"


def _ordered(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {word: facts[word] for word in Parameter._fields if word in facts}


def _lines(lines: Iterable[str], between: str = ",") -> str:
    return f"{between}\n".join(lines) + "\n"


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
