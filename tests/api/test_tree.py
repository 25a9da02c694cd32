"""The parameters of an operation as a tree: what stands under a key, and what branches make of a parameter."""

from __future__ import annotations

from typing import Any

import pytest

from pinvet.api.parameter import Parameters, parameter_of
from pinvet.api.table import load_table
from pinvet.api.tree import Node, here, tree_of

STORED: dict[str, dict[str, Any]] = {
    "kind": {"type": "string", "branches": ["A", "B"]},
    "media": {"type": "object"},
    "media.type": {"type": "string", "branches": ["X"]},
    "media.url": {"type": "string"},
    "rates": {"type": "object", "map": True},
    "rates.*": {"type": "number"},
    "rates.all": {"type": "integer"},
    "rows": {"type": "array", "items": {"type": "object"}},
    "rows.*": {"type": "object"},
    "rows.*.type": {"type": "string", "branches": ["X"]},
    "open": {"type": "object", "map": True},
    "deep.inside.it": {"type": "string"},  # of which nothing is known in between
}


@pytest.fixture(scope="module")
def root() -> Node:
    return tree_of(Parameters(STORED))


def at(node: Node, *steps: str) -> Node | None:
    for step in steps:
        inner = node.inner(step)
        if inner is None:
            return None
        node = inner
    return node


@pytest.mark.parametrize(
    ("steps", "name"),
    [
        (("media", "url"), "media.url"),
        (("rates", "all"), "rates.all"),
        (("rates", "anything"), "rates.*"),
        (("deep",), "deep"),
        (("deep", "inside", "it"), "deep.inside.it"),
        (("media", "path"), None),
        (("open", "anything"), None),
        (("media", "url", "anything"), None),
        (("nothing",), None),
        (("*",), None),
    ],
)
def test_what_stands_under_a_key(root: Node, steps: tuple[str, ...], name: str | None) -> None:
    found = at(root, *steps)
    assert (found and found.name) == name


def test_what_is_known_of_a_node(root: Node) -> None:
    nodes = {node.name: node for node in root.every()}
    assert nodes.keys() == {"", "deep", "deep.inside", *STORED}
    assert nodes["deep"].known is None
    assert nodes["media.url"].known == parameter_of({"type": "string"})
    assert [name for name, node in nodes.items() if node.free] == ["rates", "open"]
    rows = nodes["rows"]
    assert rows.each is nodes["rows.*"]
    assert rows.inner("0") is rows.each
    assert nodes["rows.*"].deciding == ("type",)


def test_what_branches_are_told(root: Node) -> None:
    media, row = root.members["media"], root.members["rows"].each
    assert row is not None
    assert root.told({"kind": "A"}, {}) == {"kind": "A"}
    assert media.told({"type": "X", "kind": "B"}, {"kind": "A"}) == {"kind": "A", "media.type": "X"}
    assert row.told({"type": "X"}, {}) == {"rows.*.type": "X"}
    for untold in ("C", "{{kind}}", None, 5, ["A"], {}):
        assert root.told({"kind": untold}, {"body.x": "y"}) == {"body.x": "y"}
    assert root.told({}, {}) == {}


def test_a_parameter_as_it_is_where_branches_are_told_apart() -> None:
    plain = parameter_of({"type": "string"})
    assert here(plain, {"kind": "A"}) is plain
    there = parameter_of({"type": "string", "when": {"kind": ["A", "B"], "size": ["L"]}})
    assert here(there, {}) is there
    assert here(there, {"kind": "B"}) is there
    assert here(there, {"kind": "B", "size": "S"}) is None
    assert here(there, {"kind": "C"}) is None
    varied = parameter_of({"type": "string", "maxLength": 9, "variants": {"kind": {"A": {"required": True}}}})
    assert here(varied, {"kind": "B"}) is varied
    assert here(varied, {"kind": "A"}) == parameter_of({"type": "string", "maxLength": 9, "required": True})


def test_a_parameter_of_one_version() -> None:
    words = {"type": "string", "enum": ["A", "B", "C"], "enum_since": {"C": "5.28"}, "enum_until": {"B": "5.28"}}
    varied = {**words, "variants": {"kind": {"X": {"enum": ["B", "C"], "enum_since": {"C": "5.28"}}}}}
    listed = {"type": "array", "items": words}
    assert parameter_of(words, "5.23").enum == ("A", "B")
    assert parameter_of(words, "5.28").enum == ("A", "C")
    assert parameter_of(words).enum == ("A", "B", "C")
    for version, here_, inside in (("5.23", ("A", "B"), ("B",)), ("5.28", ("A", "C"), ("B", "C"))):
        one = parameter_of(varied, version)
        assert one.enum == here_
        assert one.variants is not None
        assert one.variants["kind"]["X"].enum == inside
        items = parameter_of(listed, version).items
        assert items is not None
        assert items.enum == here_


def test_every_parameter_of_the_table_has_its_node() -> None:
    table = load_table().at()
    for name in (*table.ids(), *table.pseudo):
        operation = table.operation(name)
        for parameters in (operation.parameters, operation.wrapper, operation.query):
            nodes = {node.name: node.known for node in tree_of(parameters).every()}
            assert {dotted: parameters[dotted] for dotted in parameters} == {
                dotted: known for dotted, known in nodes.items() if known is not None
            }


def test_what_decides_stands_where_it_is_looked_for() -> None:
    """Every parameter that others hang on has branches, and is told before they are judged."""
    table = load_table().at()
    for name in table.ids():
        operation = table.operation(name)
        for parameters in (operation.parameters, operation.wrapper, operation.query):
            for dotted, known in parameters.items():
                for by in (*(known.when or {}), *(known.variants or {})):
                    outside = by.removeprefix("body.")
                    decides = operation.wrapper.get(outside) if by != outside else parameters.get(by)
                    assert decides is not None, (name, dotted, by)
                    assert decides.branches, (name, dotted, by)
                    assert by != outside or dotted.startswith(by.rpartition(".")[0]), (name, dotted, by)
