"""Write the generated documentation: pages from packs, schemas and help texts, and the outputs shown in others.

With --check nothing is written: the exit code is 1 if a page is out of date, and its name is printed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages.blocks import BrokenBlockError, refreshed
from pages.cli import cli
from pages.config import config
from pages.connector import with_words
from pages.coverage import coverage
from pages.rules import index, pack_page
from pinvet.api.table import load_table
from pinvet.examples.judging import Bench
from pinvet.rulebook.load import load_packs
from pinvet.text.document import Document
from pinvet.text.yaml import read_pack_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
WITH_BLOCKS = ("README.md", "CONTRIBUTING.md", "docs/api-changes.md", "docs/connector.md", "docs/rule-language.md")


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or compare them. Returns 1 for pages that are out of date, or that cannot be made."""
    try:
        made = pages(ROOT)
    except BrokenBlockError as error:
        print(error)
        return 1
    stray = [path for path in (ROOT / "docs/rules").rglob("*.md") if path.relative_to(ROOT).as_posix() not in made]
    stale = [name for name, text in made.items() if _read(ROOT / name) != text]
    if "--check" in arguments:
        for name in sorted([*stale, *(path.relative_to(ROOT).as_posix() for path in stray)]):
            print(f"{name} is out of date: run make docs")
        return 1 if stale or stray else 0
    for path in stray:
        path.unlink()
    for name in stale:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(made[name], encoding="utf-8", newline="\n")
        print(f"wrote {name}")
    return 0


def pages(root: Path) -> dict[str, str]:
    """Return the text of every page that is made, by its path below the root."""
    api = load_table()
    packs = load_packs((), api)
    bench = Bench([rule for pack in packs for rule in pack.rules], api)
    schema = json.loads((root / "schemas/config.schema.json").read_text(encoding="utf-8"))
    return {
        "docs/rules/README.md": index(packs),
        **{f"docs/rules/{pack.name}.md": pack_page(pack, bench, api) for pack in packs},
        "docs/coverage.md": coverage(packs, _rows(root, "rows"), _rows(root, "uncovered")),
        "docs/cli.md": cli(),
        "docs/config.md": config(schema),
        "schemas/connector.schema.json": with_words(_read(root / "schemas/connector.schema.json"), api),
        **{name: refreshed(_read(root / name), root) for name in WITH_BLOCKS},
    }


def _rows(root: Path, name: str) -> dict[str, Any]:
    document = read_pack_yaml((root / f"rules/{name}.yaml").read_text(encoding="utf-8"))
    return dict(document.value["rows"]) if isinstance(document, Document) else {}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
