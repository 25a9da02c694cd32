"""Every rule that ships does what its examples say, and every row of the catalogue is served or explained."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pinvet.api.data import data_dir
from pinvet.examples import count_examples, judge_packs
from pinvet.rulebook.load import Pack, load_packs, pack_files
from pinvet.text.yaml import read_pack_yaml
from rulebench import table


@lru_cache(maxsize=1)
def packs() -> tuple[Pack, ...]:
    return tuple(load_packs((), table(None)))


NAMES = [path.relative_to(data_dir("rules")).with_suffix("").as_posix() for path in pack_files(data_dir("rules"))]


@pytest.mark.parametrize("name", NAMES)
def test_examples(name: str) -> None:
    assert [str(failure) for failure in judge_packs(packs(), table(None), [name])] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_called_like_its_file(name: str) -> None:
    assert name in {pack.name for pack in packs()}


def test_every_rule_is_tried_from_both_sides() -> None:
    assert count_examples(packs()) >= 2 * sum(len(pack.rules) for pack in packs())


def test_every_row_is_served_or_explained() -> None:
    def rows(name: str) -> set[str]:
        document = read_pack_yaml((data_dir("rules") / name).read_text(encoding="utf-8"))
        return set(getattr(document, "value", {})["rows"])

    served = {row for pack in packs() for rule in pack.rules for row in rule.covers}
    assert served | rows("uncovered.yaml") == rows("rows.yaml")
    assert served.isdisjoint(rows("uncovered.yaml"))
