"""What examples of rules say beside their bodies: operations, versions, days and severities that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.checks.formats import FORMATS
from pinvet.config.assume import KNOWN, fact
from pinvet.model import SEVERITIES
from pinvet.rulebook.mistakes import Slip, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pinvet.api.table import Table
    from pinvet.model import Pointer


def example_words(at: Pointer, example: dict[str, Any], table: Table, operations: Sequence[str] = ()) -> Iterator[Slip]:
    """Yield what is wrong with an example before it is judged; ``operations`` are those of its rule."""
    for place, one in ((at, example), *(((*at, "requests", n), r) for n, r in enumerate(example.get("requests", ())))):
        operation = one.get("operation")
        if operation is not None and operation not in table:
            yield Slip(
                (*place, "operation"),
                f"there is no operation {operation}",
                near(operation, table.ids()),
            )
    version = example.get("api_version")
    if version is not None and not table.has_version(version):
        known = ", ".join(table.index["versions"])
        yield Slip((*at, "api_version"), f"the API table has no version {version}", f"it has {known}")
    elif version is not None:
        judged_as = example.get("operation") or next(iter(operations), None)
        if judged_as in table and judged_as not in table.at(version):
            yield Slip((*at, "api_version"), f"version {version} of the API has no {judged_as}", None)
    day = example.get("as_of")
    if day is not None and FORMATS["date"][0](day) is not True:
        yield Slip((*at, "as_of"), "this is no day", "a day is written as 2026-11-21")
    for index, word in enumerate(example.get("assume", ())):
        if fact(word) is None:
            message = f"nothing can be assumed as {word}"
            yield Slip((*at, "assume", index), message, f"known are {', '.join(KNOWN)}")
    if "text" in example:
        yield from _text((*at, "text"), example["text"])
    yield from _finds((*at, "finds"), example.get("finds", []))


def _text(at: Pointer, text: str) -> Iterator[Slip]:
    from pinvet.text.document import Trouble
    from pinvet.text.json import read_json

    document = read_json(text)
    if isinstance(document, Trouble):
        yield Slip(at, f"the text of an example is JSON: {document.message}", document.hint)


def _finds(at: Pointer, finds: Any, *, nested: bool = False) -> Iterator[Slip]:
    """Yield what is wrong with expectations: pointers, severities by pointer, or either by number of request."""
    for key, value in finds.items() if isinstance(finds, dict) else ():
        if key.isdigit() and not nested:
            if isinstance(value, (list, dict)):
                yield from _finds((*at, key), value, nested=True)
            else:
                yield Slip((*at, key), f"what request {key} finds is a list of pointers", "such as [/0/name]")
        elif value not in SEVERITIES:
            yield Slip((*at, key), f"a finding is one of {', '.join(SEVERITIES)}", None)
