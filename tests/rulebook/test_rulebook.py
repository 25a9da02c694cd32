"""Rules of users beside ours: loaded, compiled for their operations and versions, and kept between runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pinvet.api.data import data_dir
from pinvet.cache import Cache
from pinvet.rulebook import load, store
from pinvet.rulebook.book import Rulebook, applies_to
from pinvet.rulebook.load import load_packs
from pinvet.rulebook.mistakes import Mistake, PackError
from pinvet.rulebook.program import holds_for
from rulebench import a_pack, a_rule, book, create, judge, rules_of, table, write_pack

if TYPE_CHECKING:
    from pinvet.rulebook.rule import Rule

FULL = a_rule(
    "TEAM1",
    required=["name"],
    why="Because.",
    url="https://example.test/other",
    confidence="stricter",
    contested="Not so.",
    remark="But.",
    severity="warning",
    versions=">=5.20",
    enabled=False,
    when={"status": "ACTIVE"},
    weaker=[{"at_default": True, "severity": "note"}],
    deprecated="2027-01-01",
)


def test_a_rule_carries_what_its_pack_says() -> None:
    plain, full = rules_of(a_pack(a_rule(required=["name"]), FULL, when={"set": "status"}))
    assert (plain.id, plain.kind, plain.argument, plain.pack, plain.url, plain.source, plain.verified) == (
        "TST1", "required", ["name"], "team/own", "https://example.test/page", "A page", "2026-11-21",
    )  # fmt: skip
    assert (plain.confidence, plain.enabled, plain.ours, plain.versions, plain.why) == (
        "documented",
        True,
        False,
        None,
        "",
    )
    assert plain.when == ({"set": "status"}, {})
    assert (full.url, full.confidence, full.enabled, full.versions) == (
        "https://example.test/other",
        "stricter",
        False,
        ">=5.20",
    )
    assert full.when == ({"set": "status"}, {"status": "ACTIVE"})
    assert full.body == {
        "id": "TEAM1",
        "severity": "warning",
        "weaker": FULL["weaker"],
        "versions": ">=5.20",
        "deprecated": "2027-01-01",
        "contested": "Not so.",
    }


@pytest.mark.parametrize(
    ("operations", "operation", "holds"),
    [
        (["campaigns/create"], "campaigns/create", True),
        (["campaigns/create"], "campaigns/update", False),
        (["@any"], "ads/create", True),
        (["@catalogs"], "feeds/create", True),
        (["@catalogs"], "items_batch/post", True),
        (["@catalogs"], "catalogs_product_groups/create", True),
        (["@catalogs"], "ads/create", False),
        (["@catalogs", "ads/create"], "ads/create", True),
        (["@ads_write"], "ads/create", True),
        (["@ads_write"], "ads/list", False),
    ],
)
def test_which_operations_a_rule_is_about(operations: list[str], operation: str, holds: bool) -> None:
    (rule,) = rules_of(a_pack(a_rule(required=["name"], operations=operations)))
    assert applies_to(rule, operation, table().operation(operation).rate) is holds


def test_a_program_is_compiled_once() -> None:
    one = book(a_rule(required=["name"]))
    assert one.program("campaigns/create") is one.program("campaigns/create")
    with pytest.raises(KeyError):
        one.program("no/operation")


@pytest.mark.parametrize(
    ("spec", "version", "holds"),
    [
        (None, "5.28", True),
        (">=5.28", "5.28", True),
        (">=5.9", "5.28", True),
        (">5.28", "5.28", False),
        ("<5.28", "5.23", True),
        ("<=5.23", "5.23", True),
        ("==5.28", "5.28", True),
        ("5.23", "5.28", False),
        (">=6", "5.28", False),
        (">=5", "5.28", True),
    ],
)
def test_versions(spec: str | None, version: str, holds: bool) -> None:
    assert holds_for(spec, version) is holds


def test_a_rule_for_another_version_is_not_there() -> None:
    rule = a_rule(required=["name"], versions="<5.28")
    assert create(rule, {}).found == []
    assert create(rule, {}, version="5.23").found != []


def test_a_rule_that_is_off_runs_when_it_is_selected() -> None:
    rules = rules_of(a_pack(a_rule("TST1", required=["name"], enabled=False), a_rule("TST2", required=["status"])))
    off = Rulebook(rules, table(), "5.28", selected=frozenset())
    on = Rulebook(rules, table(), "5.28", selected=frozenset({"TST1"}))
    assert judge(off, [{}]).found == [("TST2", "/0/status", "error")]
    assert {rule for rule, *_ in judge(on, [{}]).found} == {"TST1", "TST2"}


def test_all_rules_of_a_program_are_listed() -> None:
    rules = [
        a_rule("TST1", required=["name"]),
        a_rule("TST2", at="tracking_urls", required=["click"]),
        a_rule("TST3", structure="shape"),
        a_rule("TST4", spelling={"names": {"nmae": "name"}}),
    ]
    assert {rule.id for rule in book(*rules).program("campaigns/create").rules} == {"TST1", "TST2", "TST3", "TST4"}


class TestUsersPacks:
    """What users write behaves like what ships."""

    def test_it_is_loaded_beside_ours(self, tmp_path: Path) -> None:
        write_pack(tmp_path / "deep" / "er", a_pack(a_rule("TEAM1", required=["name"])), "x.yml")
        packs = load_packs([tmp_path], table())
        assert [pack.ours for pack in packs].count(False) == 1
        mine = packs[-1]
        assert (mine.name, mine.ours, mine.path) == ("team/own", False, (tmp_path / "deep/er/x.yml").as_posix())
        assert mine.rules[0].ours is False
        assert packs[0].rules[0].ours is True
        assert packs[0].path.startswith("rules/")

    def test_no_word_of_the_language_is_kept_for_ours(self, tmp_path: Path) -> None:
        """Each kind, written by a user, finds what it should."""
        kinds: dict[str, Any] = {
            "TEAM1": {"required": ["start_time"]},
            "TEAM2": {"forbidden": ["name"]},
            "TEAM3": {"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]},
            "TEAM4": {"values": {"status": "PAUSED"}},
            "TEAM5": {"structure": "unknown"},
        }
        write_pack(tmp_path, a_pack(*(a_rule(rule, **keys) for rule, keys in kinds.items())))
        (pack,) = load_packs([tmp_path], table(), ours=False)
        mine = Rulebook(pack.rules, table(), "5.28", selected=frozenset())
        entity = {"name": "A", "status": "ACTIVE", "lifetime_spend_cap": 5, "daily_spend_cap": 5, "strange": 1}
        assert sorted(judge(mine, [entity]).found) == [
            ("TEAM1", "/0/start_time", "error"),
            ("TEAM2", "/0/name", "error"),
            ("TEAM3", "/0/daily_spend_cap", "error"),
            ("TEAM4", "/0/status", "error"),
            ("TEAM5", "/0/strange", "error"),
        ]


class TestStore:
    """Rules between runs."""

    def no_vet(self, *_: Any) -> list[Mistake]:
        return []

    @pytest.fixture(autouse=True)
    def small(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """One small pack in place of all of ours, and the catalogue's rows beside it as they are."""
        rule = a_rule("OWN1", required=["name"], why="Because it is so.")
        ours = write_pack(tmp_path / "ours", a_pack(rule, pack="own/pack"))
        for module in (store, load):
            monkeypatch.setattr(module, "data_dir", lambda name: ours if name == "rules" else data_dir(name))

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return write_pack(tmp_path / "packs", a_pack(FULL, a_rule("TEAM2", name="other", values={"name": "A"})))

    @pytest.fixture
    def cache(self, tmp_path: Path) -> Cache:
        return Cache(tmp_path / "cache")

    def load(self, folder: Path, cache: Cache, vet: Any = None) -> tuple[Rule, ...]:
        return store.rules_of([folder], table(), cache, vet or self.no_vet)

    def test_the_second_run_reads_no_pack_and_gives_the_same(
        self, folder: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = self.load(folder, cache)
        monkeypatch.setattr(load, "load_packs", lambda *_, **__: pytest.fail("read again"))
        assert self.load(folder, cache) == first
        assert [rule.id for rule in first] == ["OWN1", "TEAM1", "TEAM2"]

    def test_a_changed_pack_is_read_again(self, folder: Path, cache: Cache) -> None:
        self.load(folder, cache)
        write_pack(folder, a_pack(a_rule("TEAM9", required=["name"])))
        assert {rule.id for rule in self.load(folder, cache) if not rule.ours} == {"TEAM9"}

    def test_a_pack_more_is_read_too(self, folder: Path, cache: Cache) -> None:
        self.load(folder, cache)
        write_pack(folder, a_pack(a_rule("TEAM9", name="third", required=["name"])), "more.yaml")
        assert len([rule for rule in self.load(folder, cache) if not rule.ours]) == 3

    @pytest.mark.parametrize(
        "damage", [b"", b"[", b"{}", b"[]", b"[5]", b"[[1]]", b'"text"', b"\xff", b"[{}]", b"null"]
    )
    def test_what_is_damaged_is_made_again(self, folder: Path, cache: Cache, damage: bytes) -> None:
        first = self.load(folder, cache)
        for kept in cache.folder.iterdir():
            kept.write_bytes(damage)
        assert self.load(folder, cache) == first
        assert self.load(folder, cache) == first

    def test_without_a_cache_nothing_is_kept(self, folder: Path, tmp_path: Path) -> None:
        cache = Cache(tmp_path / "cache", enabled=False)
        assert self.load(folder, cache)
        assert not cache.folder.exists()

    def test_mistakes_are_told_every_time(self, tmp_path: Path, cache: Cache) -> None:
        folder = write_pack(tmp_path / "packs", a_pack(a_rule(required=["nmae"])))
        for _ in range(2):
            with pytest.raises(PackError):
                self.load(folder, cache)

    def test_examples_that_fail_are_mistakes_and_nothing_is_kept(self, folder: Path, cache: Cache) -> None:
        wrong = Mistake("x.yaml", 3, 1, "TEAM1 is noisy")
        for _ in range(2):
            with pytest.raises(PackError, match=r"x\.yaml:3:1: TEAM1 is noisy"):
                self.load(folder, cache, lambda *_: [wrong])
        assert self.load(folder, cache)

    def test_a_folder_without_packs_is_a_mistake(self, tmp_path: Path, cache: Cache) -> None:
        with pytest.raises(PackError, match="there is no pack here"):
            self.load(tmp_path / "nowhere", cache)

    def test_a_pack_that_cannot_be_read_is_a_mistake(self, folder: Path, cache: Cache) -> None:
        (folder / "folder.yaml").mkdir()
        with pytest.raises(PackError, match="the pack cannot be read"):
            self.load(folder, cache)

    @pytest.mark.skipif(os.name != "posix", reason="such names exist on POSIX systems only")
    def test_a_file_name_that_is_no_text(self, folder: Path, cache: Cache) -> None:
        strange = Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml"))
        strange.write_text(
            (folder / "own.yaml")
            .read_text()
            .replace("TEAM", "CREW")
            .replace("other", "more")
            .replace("rule-team1", "r")
        )
        assert {"CREW1", "TEAM1"} <= {rule.id for rule in self.load(folder, cache)}

    def test_ours_travel_compiled(self, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ours = store.rules_of((), table(), Cache(tmp_path / "x", enabled=False), self.no_vet)
        compiled = tmp_path / "compiled.json"
        compiled.write_bytes(store.compiled(table()))
        monkeypatch.setattr(store, "COMPILED", compiled)
        monkeypatch.setattr(load, "load_packs", lambda *_, **__: pytest.fail("read"))
        assert store.rules_of((), table(), cache, self.no_vet) == ours
        assert not cache.folder.exists()
