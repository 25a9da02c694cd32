"""Pack files to rules: read, checked against the schema, then for sense; every mistake at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.api.data import data_dir
from pinvet.checks.registry import ALL_KINDS
from pinvet.rulebook.mistakes import Mistake, PackError
from pinvet.rulebook.rule import Rule, rule_from
from pinvet.rulebook.sense import Sense
from pinvet.text.document import Document, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pinvet.api.table import Table

MAX_PACK_BYTES = 5 << 20
DATA_FILES = frozenset({"rows.yaml", "uncovered.yaml"})


class Pack(NamedTuple):
    """One pack file: where it is, its content with positions, and its rules."""

    path: str
    document: Document
    rules: tuple[Rule, ...]
    ours: bool

    @property
    def name(self) -> str:
        """The pack's name: folder and file."""
        return str(self.document.value["pack"])


def pack_files(folder: Path) -> list[Path]:
    """Return the pack files under a folder, in order of their names."""
    other = DATA_FILES if folder == data_dir("rules") else frozenset()
    return sorted(path for suffix in ("*.yaml", "*.yml") for path in folder.rglob(suffix) if path.name not in other)


def load_packs(folders: Iterable[Path], table: Table, *, ours: bool = True, beside: Iterable[Rule] = ()) -> list[Pack]:
    """Read our packs (unless ``ours`` is false) and those of the folders.

    ``beside`` are rules of ours that are known already: their ids and names are taken. Raises PackError with every
    mistake of every file.
    """
    sources = [(data_dir("rules"), True)] if ours else []
    sources += [(folder, False) for folder in folders]
    mistakes: list[Mistake] = []
    read: list[tuple[str, Document, bool]] = []
    sense = Sense(table, beside)
    for folder, own in sources:
        files = pack_files(folder)
        if not files:
            mistakes.append(Mistake(str(folder), 1, 1, "there is no pack here", "a pack is a .yaml file of rules"))
        for path in files:
            shown = f"rules/{path.relative_to(folder).as_posix()}" if own else path.as_posix()
            document = _read(path, shown, mistakes)
            if document is not None:
                mistakes.extend(sense.mistakes(shown, document, ours=own))
                read.append((shown, document, own))
    if mistakes:
        raise PackError(tuple(sorted(mistakes)))
    return [Pack(shown, document, _rules(document.value, ours=own), own) for shown, document, own in read]


def _rules(pack: dict[str, Any], *, ours: bool) -> tuple[Rule, ...]:
    return tuple(rule_from(pack, body, ALL_KINDS, ours=ours) for body in pack["rules"])


def _read(path: Path, shown: str, mistakes: list[Mistake]) -> Document | None:
    """Return the document of a pack that passes the schema, or None where there is a mistake more."""
    from pinvet.text.yaml import read_pack_yaml

    try:
        data = path.read_bytes()
    except OSError:
        mistakes.append(Mistake(shown, 1, 1, "the pack cannot be read"))
        return None
    if len(data) > MAX_PACK_BYTES:
        mistakes.append(Mistake(shown, 1, 1, f"the pack is larger than {MAX_PACK_BYTES >> 20} MiB"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        mistakes.append(Mistake(shown, 1, 1, "the pack is not UTF-8 text"))
        return None
    document = read_pack_yaml(text)
    if isinstance(document, Trouble):
        mistakes.append(Mistake(shown, document.line, document.column, document.message, document.hint))
        return None
    troubles = list(_schema_mistakes(shown, document))
    mistakes.extend(troubles)
    return None if troubles else document


def _schema_mistakes(path: str, document: Document) -> Iterator[Mistake]:
    from pinvet.text.schema import check

    for trouble in check(document, pack_schema()):
        yield Mistake(path, trouble.line, trouble.column, trouble.message, trouble.hint)


_SCHEMAS: dict[str, dict[str, Any]] = {}


def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema of packs."""
    if "pack" not in _SCHEMAS:
        import json

        text = (data_dir("schemas") / "rule-pack.schema.json").read_text(encoding="utf-8")
        _SCHEMAS["pack"] = json.loads(text)
    return _SCHEMAS["pack"]
