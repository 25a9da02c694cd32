"""The words of a team: ids, prefixes, names and packs to rules; severities; what is set aside for which files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pinvet.config import Settings
from pinvet.config.mistake import ConfigError
from pinvet.config.settings import Ignore
from pinvet.policy import Policy, fits, policy
from rulebench import a_pack, a_rule, rules_of

RULES = (
    *rules_of(a_pack(a_rule("PP1", name="one", required=["name"]), a_rule("PP12", name="two", required=["name"]),
                     a_rule("PPX3", name="three", required=["name"], enabled=False), pack="pages/campaign")),
    *rules_of(a_pack(a_rule("PR1", name="four", required=["name"]), pack="pages/ad")),
    *rules_of(a_pack(a_rule("API7", name="five", required=["name"]), pack="api")),
)  # fmt: skip


def decided(**keys: Any) -> Policy:
    return policy(Settings(Path("/project"), **keys), RULES)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("PP1", {"PP1", "PP12"}),
        ("PP12", {"PP12"}),
        ("PP", {"PP1", "PP12", "PPX3"}),
        ("P", {"PP1", "PP12", "PPX3", "PR1"}),
        ("two", {"PP12"}),
        ("pages/campaign", {"PP1", "PP12", "PPX3"}),
        ("pages", {"PP1", "PP12", "PPX3", "PR1"}),
        ("api", {"API7"}),
        ("pp", set()),
        ("page", set()),
        ("tw", set()),
        ("1", set()),
        ("", set()),
    ],
)
def test_what_a_word_means(word: str, meant: set[str]) -> None:
    assert {rule.id for rule in RULES if fits(rule, word)} == meant


ENABLED = {"PP1", "PP12", "PR1", "API7"}


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ({}, ENABLED),
        ({"select": ("PR",)}, {"PR1"}),
        ({"select": ("three", "PR1")}, {"PPX3", "PR1"}),
        ({"extend_select": ("PPX3",)}, {*ENABLED, "PPX3"}),
        ({"select": ("PP",), "ignore": ("two",)}, {"PP1", "PPX3"}),
        ({"ignore": ("pages",)}, {"API7"}),
        ({"select": ("api",), "extend_select": ("PR1",), "ignore": ("API",)}, {"PR1"}),
    ],
)
def test_what_is_selected(keys: Any, selected: set[str]) -> None:
    assert decided(**keys).selected == selected


def test_to_select_nothing_is_a_mistake() -> None:
    origins = {"select": "pinvet.toml:2:1", "ignore": "--ignore"}
    for keys, place in (
        ({"select": ("api",), "ignore": ("api",)}, "pinvet.toml"),
        ({"ignore": ("pages", "api")}, "--ignore"),
    ):
        with pytest.raises(ConfigError) as caught:
            decided(**keys, origins=origins)
        assert [(one.path, one.message) for one in caught.value.mistakes] == [(place, "no rule is left to judge by")]


def test_severities_of_words_the_later_one_counts() -> None:
    assert decided(severity={"PP": "note", "two": "error"}).severities == {
        "PP1": "note",
        "PP12": "error",
        "PPX3": "note",
    }


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ({"select": ("PP99",)}, None),
        ({"ignore": ("fuor",)}, "did you mean four?"),
        ({"extend_select": ("pages/campain",)}, "did you mean pages/campaign?"),
        ({"severity": {"zzz": "note"}}, "`pinvet rules` lists all rules and packs"),
        ({"ignores": (Ignore(("*",), ("zzz",), "why", "x"),)}, "`pinvet rules` lists all rules and packs"),
    ],
)
def test_a_word_that_means_nothing_is_a_mistake(keys: Any, hint: str | None) -> None:
    with pytest.raises(ConfigError) as caught:
        decided(**keys)
    (one,) = caught.value.mistakes
    assert one.message.startswith("no rule, prefix or pack is called ")
    if hint is not None:
        assert one.hint == hint


def test_mistakes_stand_where_the_word_was_written() -> None:
    origins = {"select.1": "pinvet.toml:3:12", "ignore": "--ignore"}
    with pytest.raises(ConfigError) as caught:
        decided(select=("PP1", "xyz"), ignore=("xyz",), origins=origins)
    places = [(one.path, one.line, one.column) for one in caught.value.mistakes]
    assert places == [("pinvet.toml", 3, 12), ("--ignore", 0, 0)]


def test_what_is_shown() -> None:
    shown = decided(min_severity="warning")
    assert [shown.shows(severity) for severity in ("error", "warning", "note")] == [True, True, False]
