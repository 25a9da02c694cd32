"""Context files: an account in our own shape or as the API lists it, and every mistake at its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinvet.account import Account
from pinvet.account.context import fill, load_context
from pinvet.config.mistake import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def load(folder: Path, value: Any, name: str = "account.json") -> Account:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value, indent=1), encoding="utf-8")
    account = Account()
    load_context(path, account)
    return account


def wrong(folder: Path, value: Any, name: str = "account.json") -> list[tuple[int, int, str, str | None]]:
    with pytest.raises(ConfigError) as caught:
        load(folder, value, name)
    assert {one.path for one in caught.value.mistakes} == {(folder / name).as_posix()}
    return [(one.line, one.column, one.message, one.hint) for one in caught.value.mistakes]


class TestOwnShape:
    def test_what_the_token_may_do(self, tmp_path: Path) -> None:
        assert load(tmp_path, {"scopes": ["ads:read", "catalogs:read"]}).scopes == {"ads:read", "catalogs:read"}
        assert load(tmp_path, {"scopes": []}).scopes == frozenset()
        assert load(tmp_path, {"listed": ["promotions"]}).scopes is None
        ((line, column, *_),) = wrong(tmp_path, {"scopes": "ads:read"})
        assert (line, column) == (2, 12)

    def test_by_id(self, tmp_path: Path) -> None:
        account = load(tmp_path, {
            "campaigns": {"1": {"name": "A"}, "2": {"name": "B", "partial": True}},
            "ad_groups": {"5": {"campaign_id": "1", "role": "base"}},
            "promotions": {"4": {"deleted": True, "ad_account_id": "9"}},
            "listed": ["promotions", "ad_groups of 1"],
        })  # fmt: skip
        one, two, four = (account.get(*what) for what in (("campaigns", "1"), ("campaigns", "2"), ("promotions", "4")))
        assert one is not None
        assert two is not None
        assert four is not None
        assert (one.values, one.whole, one.by_client, one.presumed) == ({"name": "A", "id": "1"}, True, False, False)
        assert two.whole is False
        assert (four.deleted, four.ad_account_id) == (True, "9")
        assert [group.id for group in account.children("ad_groups", "1")] == ["5"]
        assert account.listed == {"promotions", "ad_groups of 1"}

    def test_as_lists_of_entities(self, tmp_path: Path) -> None:
        account = load(tmp_path, {"campaigns": [{"id": "1", "name": "A"}], "ads": [{"id": "7", "ad_group_id": "5"}]})
        assert set(account.entities["campaigns"]) == {"1"}
        assert account.listed == set()

    def test_as_list_responses_in_place_of_a_collection(self, tmp_path: Path) -> None:
        pages = [
            {"items": [{"id": "5", "campaign_id": "1"}], "bookmark": "x"},
            {"items": [{"id": "6", "campaign_id": "2"}]},
        ]
        account = load(tmp_path, {"campaigns": {"items": [{"id": "1"}], "bookmark": None}, "ad_groups": pages})
        assert set(account.entities["ad_groups"]) == {"5", "6"}
        assert account.listed == {"campaigns", "ad_groups of 2"}

    def test_as_yaml(self, tmp_path: Path) -> None:
        for name in ("account.yaml", "account.yml"):
            account = load(tmp_path, "campaigns:\n  '1': {name: A, start_time: 5}\n", name)
            assert account.get("campaigns", "1").values == {"name": "A", "start_time": 5, "id": "1"}  # type: ignore[union-attr]

    def test_it_is_laid_over_what_is_there(self, tmp_path: Path) -> None:
        account = Account()
        fill(account, {"campaigns": {"1": {"name": "old"}, "2": {}}})
        (tmp_path / "a.json").write_text('{"campaigns": {"1": {"name": "new"}}}')
        load_context(tmp_path / "a.json", account)
        assert {known.values.get("name") for known in account.entities["campaigns"].values()} == {"new", None}


CAMPAIGN = {"id": "1", "name": "A", "objective_type": "SALES"}
GROUP = {"id": "5", "campaign_id": "1", "billable_event": "IMPRESSION"}

RAW: list[tuple[str, dict[str, Any], str]] = [
    ("campaigns", CAMPAIGN, "campaigns"),
    ("ad_groups", GROUP, "ad_groups of 1"),
    ("ad_groups", {"id": "5", "campaign_id": "1", "targeting_spec": {}}, "ad_groups of 1"),
    ("ads", {"id": "7", "ad_group_id": "5", "creative_type": "REGULAR"}, "ads of 5"),
    ("ads", {"id": "7", "ad_group_id": "5", "pin_id": "3"}, "ads of 5"),
    (
        "product_group_promotions",
        {"id": "8", "ad_group_id": "5", "catalog_product_group_id": "3"},
        "product_group_promotions of 5",
    ),
    ("promotions", {"id": "4", "promotion_type": "FIXED"}, "promotions"),
    ("promotions", {"id": "4", "promotion_title": "T"}, "promotions"),
    ("catalog_product_groups", {"id": "3", "filters": {}}, "catalog_product_groups"),
    ("feeds", {"id": "6", "format": "CSV", "location": "https://e.test/f"}, "feeds"),
]


class TestRawResponses:
    @pytest.mark.parametrize(("collection", "item", "listed"), RAW, ids=[f"{c} {sorted(i)}" for c, i, _ in RAW])
    def test_entities_are_told_by_their_parameters(
        self, tmp_path: Path, collection: str, item: dict[str, Any], listed: str
    ) -> None:
        account = load(tmp_path, {"items": [item], "bookmark": None})
        assert set(account.entities[collection]) == {item["id"]}
        assert account.listed == {listed}
        assert load(tmp_path, {"items": [item], "bookmark": "more"}).listed == set()

    def test_several_responses(self, tmp_path: Path) -> None:
        account = load(
            tmp_path, [{"items": [CAMPAIGN]}, {"items": [GROUP, {**GROUP, "id": "6", "campaign_id": ["odd"]}]}]
        )
        assert set(account.entities["ad_groups"]) == {"5", "6"}
        assert account.listed == {"campaigns", "ad_groups of 1"}

    def test_an_empty_response_tells_nothing(self, tmp_path: Path) -> None:
        account = load(tmp_path, {"items": [], "bookmark": None})
        assert (account.listed, any(account.entities.values())) == (set(), False)


NO_ID = "the id is missing, or is no text"
QUOTES = 'an id is written in quotes: "id": "626736533506"'


def test_what_a_caller_gives_in_no_shape_tells_nothing() -> None:
    account = Account()
    fill(account, {"campaigns": 5, "ads": [5, {"items": [7]}], "feeds": {"1": "text"}, "promotions": {"4": {}}})
    assert {name for name, items in account.entities.items() if items} == {"promotions"}


class TestMistakes:
    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError) as caught:
            load_context(tmp_path / "nowhere.json", Account())
        (one,) = caught.value.mistakes
        assert (one.path, one.line, one.message) == (
            str(tmp_path / "nowhere.json"),
            0,
            "the context file cannot be read",
        )

    @pytest.mark.parametrize("text", ['{"campaigns": {', "", "\x00", '{"campaigns": {}} x'])
    def test_a_file_that_is_no_json(self, tmp_path: Path, text: str) -> None:
        ((line, column, *_),) = wrong(tmp_path, text)
        assert line >= 1
        assert column >= 1

    def test_a_file_that_is_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "account.json"
        path.write_bytes(b'{"campaigns": "\xff"}')
        with pytest.raises(ConfigError):
            load_context(path, Account())

    def test_a_file_below_the_current_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "deep").mkdir()
        (tmp_path / "deep" / "account.json").write_text("{")
        monkeypatch.chdir(tmp_path)
        with pytest.raises(ConfigError) as caught:
            load_context(tmp_path / "deep" / "account.json", Account())
        assert [one.path for one in caught.value.mistakes] == ["deep/account.json"]

    def test_a_file_that_is_no_yaml(self, tmp_path: Path) -> None:
        assert wrong(tmp_path, "campaigns: [", "account.yaml")

    @pytest.mark.parametrize("value", [{}, [], 5, "text", [1], {"items": 5}, [{"items": []}, 5]])
    def test_neither_shape(self, tmp_path: Path, value: Any) -> None:
        assert wrong(tmp_path, value)

    def test_a_collection_that_does_not_exist(self, tmp_path: Path) -> None:
        (one,) = wrong(tmp_path, {"campaign": {"1": {}}})
        assert one == (2, 2, "the key campaign is unknown here", "did you mean campaigns?")

    def test_an_entity_that_is_no_object(self, tmp_path: Path) -> None:
        ((line, column, _, _),) = wrong(tmp_path, '{"campaigns":\n  {"1": 5}}')
        assert (line, column) == (2, 9)

    def test_a_role_that_does_not_exist(self, tmp_path: Path) -> None:
        ((line, _, message, _),) = wrong(tmp_path, {"ad_groups": {"5": {"role": "bass"}}})
        assert line == 4
        assert "base" in message

    def test_an_item_of_nothing_that_is_kept(self, tmp_path: Path) -> None:
        found = wrong(tmp_path, '{"items": [\n  {"id": "1", "board": "x"},\n  5]}')
        assert [(line, column) for line, column, *_ in found] == [(2, 3), (3, 3)]
        assert found[0][2].startswith("this is none of campaigns, ad_groups, ads")
        assert found[0][3] == 'put it under its collection: {"campaigns": [...]}'

    def test_an_item_without_an_id(self, tmp_path: Path) -> None:
        raw = [{"items": [{"id": 1, "objective_type": "SALES"}, {"objective_type": "SALES"}, CAMPAIGN]}]
        found = wrong(tmp_path, raw)
        assert [(message, hint) for *_, message, hint in found] == [(NO_ID, QUOTES)] * 2
        assert [line for line, *_ in found] == [5, 8]
        inside = wrong(tmp_path, {"campaigns": [{"items": [{"id": 1}]}], "ads": {"items": [{"name": "A"}]}})
        assert [message for *_, message, _ in inside] == [NO_ID] * 2

    @pytest.mark.parametrize("name", ["campaign", "ad groups of 1", "campaigns of 1", "ad_groups of", "ad_groups 1"])
    def test_a_list_that_does_not_exist(self, tmp_path: Path, name: str) -> None:
        ((line, column, message, hint),) = wrong(tmp_path, {"listed": ["promotions", name]})
        assert (line, column, message) == (4, 3, "this names no list")
        assert hint == "write `promotions`, or `ad_groups of 626736533506`"

    def test_all_mistakes_together(self, tmp_path: Path) -> None:
        assert len(wrong(tmp_path, {"campaign": {}, "listed": "all", "ads": [{"x": 1}]})) == 3

    def test_nothing_is_learned_from_a_wrong_file(self, tmp_path: Path) -> None:
        account = Account()
        (tmp_path / "a.json").write_text('{"campaigns": {"1": {}}, "listed": ["x"]}')
        with pytest.raises(ConfigError):
            load_context(tmp_path / "a.json", account)
        assert account.entities["campaigns"] == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["1", "ads of 5", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["items", "id", "campaigns", "ads", "listed", "bookmark", "objective_type", "ad_group_id", "pin_id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_every_file_is_taken_or_refused_at_a_place(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(value))
    mistakes: tuple[Any, ...] = ()
    try:
        load_context(path, Account())
    except ConfigError as error:
        mistakes = error.mistakes
    assert all(one.line >= 1 and one.column >= 1 and one.message for one in mistakes)
