"""What is judged beside requests, in the table: no operation of the API, with facts that are written by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.api.build import build
from pinvet.api.error import ApiTableError
from pinvet.api.table import load_table

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = {
    "type": "object",
    "properties": {
        "columns": {"type": "array", "items": {"type": "string", "enum": ["A", "B"]}},
        "level": {"type": "string", "enum": ["X"]},
        "name": {"type": "string"},
    },
}
DESCRIPTION = {
    "info": {"version": "5.1.0"},
    "paths": {
        "/reports": {
            "post": {
                "operationId": "reports/make",
                "requestBody": {"content": {"application/json": {"schema": SCHEMA}}},
            }
        }
    },
}
PARAMETERS = {
    "one": {"type": "string", "like": ["reports/make", "columns"]},
    "several": {"type": "array", "items": {"type": "string"}, "like": ["reports/make", "level"]},
    "plain": {"type": "string", "like": ["reports/make", "name"]},
    "elsewhere": {"type": "string", "like": ["reports/none", "level"]},
    "nowhere": {"type": "string", "like": ["reports/make", "none"]},
    "a": {"type": "object"},
    "a.b": {"type": "integer"},
}


def built(folder: Path, pseudo: Any) -> dict[str, Any]:
    (folder / "d.json").write_text(json.dumps(DESCRIPTION))
    (folder / "facts.json").write_text(json.dumps({"pseudo": pseudo}))
    table = build([folder / "d.json"], [], folder / "facts.json")
    (folder / "operations").mkdir(exist_ok=True)
    for name, content in table.items():
        (folder / name).write_bytes(content)
    return {name: json.loads(content) for name, content in table.items()}


def test_it_stands_beside_the_operations(tmp_path: Path) -> None:
    files = built(tmp_path, {"thing/config": {"entity": "thing", "parameters": PARAMETERS}})
    index = files["operations.json"]
    assert list(index["operations"]) == ["reports/make"]
    assert index["pseudo"] == {
        "thing/config": {
            "method": "", "path": "", "entity": "thing", "does": "other", "since": "5.1", "until": None, "rate": None,
            "keys": ["a", "elsewhere", "nowhere", "one", "plain", "several"], "wrapper": [], "required": [],
        }
    }  # fmt: skip
    table = load_table(tmp_path)
    assert (table.ids(), list(table.pseudo)) == (("reports/make",), ["thing/config"])
    assert table.operation("thing/config").parameters["a.b"].types == ("integer",)


def test_its_parameters_take_over_the_words_of_others_and_may_be_null(tmp_path: Path) -> None:
    files = built(tmp_path, {"thing/config": {"parameters": PARAMETERS}})
    stored = files["operations/thing.config.json"]
    assert stored["entity"] is None
    assert stored["parameters"] == {
        "a": {"type": "object", "nullable": True},
        "a.b": {"type": "integer", "nullable": True},
        "elsewhere": {"type": "string", "nullable": True},
        "nowhere": {"type": "string", "nullable": True},
        "one": {"type": "string", "enum": ["A", "B"], "nullable": True},
        "plain": {"type": "string", "nullable": True},
        "several": {"type": "array", "items": {"type": "string", "enum": ["X"]}, "nullable": True},
    }


def test_a_table_without_any_has_no_place_for_it(tmp_path: Path) -> None:
    assert "pseudo" not in built(tmp_path, {})["operations.json"]
    assert load_table(tmp_path).pseudo == {}


@pytest.mark.parametrize(
    ("pseudo", "message"),
    [([], "pseudo: expected dict"), ({"a/b": {"method": "GET"}}, r"pseudo\.a/b: unknown key method")],
)
def test_its_form_is_checked(tmp_path: Path, pseudo: Any, message: str) -> None:
    with pytest.raises(ApiTableError, match=message):
        built(tmp_path, pseudo)
