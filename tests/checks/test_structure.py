"""The API table against requests: what no version knows, ids that are none, what must be there, and shapes."""

from __future__ import annotations

from typing import Any

import pytest

from rulebench import a_rule, create, judge, update

UNKNOWN = a_rule(structure="unknown")
IDS = a_rule(structure="id")
REQUIRED = a_rule(structure="required")


@pytest.mark.parametrize(
    ("entity", "found"),
    [
        ({"name": "A", "start_time": 5}, []),
        ({"nmae": "A"}, ["/nmae"]),
        ({"nmae": ""}, ["/nmae"]),
        ({"nmae": {}}, ["/nmae"]),
        ({"nmae": None}, []),
        ({"tracking_urls": {"clicks": ["u"], "click": ["u"]}}, ["/tracking_urls/clicks"]),
        ({"tracking_urls": ["clicks"]}, []),
        ({"tracking_urls": "clicks"}, []),
        ({"strange": {"inside": {"is": 1}}}, ["/strange"]),
        ({"bid_options": {"app_type_multipliers": {"ANY": 1, "OTHER": 2}}}, []),  # a map: its keys are free
    ],
)
def test_names_that_no_version_knows(entity: dict[str, Any], found: list[str]) -> None:
    assert create(UNKNOWN, entity).at == found


def test_names_inside_lists() -> None:
    values = [{"amount": 1}, {"number": 1}, "text", None]
    judged = create(UNKNOWN, {"template_values": values}, "promotions/create")
    assert judged.at == ["/template_values/1/number"]


@pytest.mark.parametrize(("name", "meant"), [("nmae", "name"), ("Start-Time", "start_time"), ("STATUS", "status")])
def test_a_misspelled_name_is_mended(name: str, meant: str) -> None:
    one = create(UNKNOWN, {name: 1}).only
    assert one.message == f"{name} is not a parameter that campaigns/create knows; did you mean {meant}?"
    assert one.patch == ({"op": "move", "from": (0, name), "path": (0, meant)},)
    assert (one.fix_title, one.safe) == (f"rename {name} to {meant}", False)


def test_a_misspelled_name_beside_the_right_one_is_taken_out() -> None:
    one = create(UNKNOWN, {"start_tiem": 1, "start_time": 1798761600}).only
    assert one.patch == ({"op": "remove", "path": (0, "start_tiem")},)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "boost_prospecting_ad_group_bid",
            (
                "boost_prospecting_ad_group_bid is not a parameter that campaigns/create knows; "
                "did you mean performance_plus_campaign_settings.boost_prospecting_ad_group_bid?"
            ),
        ),
        (
            "created_time",
            (
                "created_time is not a parameter that campaigns/create knows; "
                "it is read-only: the API tells it in its answers"
            ),
        ),
        ("wholly_else", "wholly_else is not a parameter that campaigns/create knows"),
        ("né", "a name of 2 characters is not a parameter that campaigns/create knows"),
        ("x" * 81, "a name of 81 characters is not a parameter that campaigns/create knows"),
        ("pina_AQ123", "a name of 10 characters is not a parameter that campaigns/create knows"),
    ],
)
def test_what_was_meant(name: str, message: str) -> None:
    one = create(UNKNOWN, {name: 1}).only
    assert one.message == message
    assert one.patch == ({"op": "remove", "path": (0, name)},)
    assert one.safe is False


def test_a_wrapper_parameter_on_an_item_is_known() -> None:
    items = [{"country": "US", "operation": "UPSERT", "item_id": "1"}]
    judged = judge(UNKNOWN, {"country": "US", "items": items}, "items_batch/post")
    assert judged.found == []


@pytest.mark.parametrize(
    ("entity", "found"),
    [
        ({"order_line_id": "123"}, []),
        ({"order_line_id": "0"}, []),
        ({"order_line_id": 0}, []),
        ({"order_line_id": 5}, []),  # another type
        ({"order_line_id": ""}, []),
        ({"order_line_id": None}, []),
        ({"order_line_id": "{{id}}"}, []),
        ({"order_line_id": "ORDER_LINE_ID"}, ["/order_line_id"]),
        ({"order_line_id": "string"}, ["/order_line_id"]),
        ({"order_line_id": "12a"}, ["/order_line_id"]),
        ({"order_line_id": "٣"}, ["/order_line_id"]),
    ],
)
def test_ids(entity: dict[str, Any], found: list[str]) -> None:
    assert create(IDS, entity).at == found


def test_ids_in_lists_and_with_letters() -> None:
    group = {"promotion_ids": ["1", "x", "{{y}}", None, 4], "campaign_id": "C12", "targeting_template_ids": ["0"]}
    judged = create(IDS, group, "ad_groups/create")
    assert judged.at == ["/promotion_ids/1", "/promotion_ids/4"]
    assert create(IDS, {"campaign_id": "CX"}, "ad_groups/create").at == ["/campaign_id"]


def test_an_id_is_a_text() -> None:
    one = create(IDS, {"campaign_id": 626736533506}, "ad_groups/create").only
    assert one.message == "campaign_id is 626736533506, expected an id in quotes: long numbers lose digits"
    assert one.patch == ({"op": "replace", "path": (0, "campaign_id"), "value": "626736533506"},)
    others: list[Any] = [True, 1.5, ["1"], {}]
    for other in others:
        assert create(IDS, {"campaign_id": other}, "ad_groups/create").at == []


def test_an_id_is_shown_only_if_it_looks_like_a_placeholder() -> None:
    placeholder = create(IDS, {"order_line_id": "ORDER_ID"}).only.message
    assert placeholder == (
        'order_line_id is "ORDER_ID", expected an id: a text of digits; '
        "it looks like a placeholder that was never filled in"
    )
    secret = create(IDS, {"order_line_id": "hunter2-hunter2"}).only.message
    assert secret == "order_line_id is a text of 15 characters, expected an id: a text of digits"


def test_what_the_api_requires() -> None:
    assert create(REQUIRED, {"name": "", "objective_type": None}).at == ["/name", "/objective_type"]
    assert create(REQUIRED, {"name": "{{n}}", "objective_type": 5}).at == []
    assert create(REQUIRED, {}).verdicts[0].message == "name is missing; campaigns/create requires it"


def test_on_an_update_only_the_id_is_required_and_must_be_in_the_request() -> None:
    assert update(REQUIRED, {"status": "PAUSED"}).at == ["/id"]
    assert update(REQUIRED, {"id": "1"}).at == []


def test_nothing_is_missing_in_an_object_that_is_missing() -> None:
    assert update(REQUIRED, {"id": "1", "bid_options": {}}).at == ["/bid_options/update_mask"]
    assert update(REQUIRED, {"id": "1", "bid_options": "text"}).at == []
    assert update(REQUIRED, {"id": "1"}, context={"campaigns": {"1": {"bid_options": {"x": 1}}}}).at == []


SHAPES = [
    a_rule(f"SHP{n}", structure=aspect) for n, aspect in enumerate(("shape", "shape-of-one", "size", "duplicate"), 1)
]


def test_shapes_have_rules_of_their_own() -> None:
    assert judge(SHAPES, {"name": "A"}, "campaigns/create").found == [("SHP1", "", "error")]
    assert judge(SHAPES, [], "campaigns/create").found == [("SHP3", "", "error")]
    assert judge(SHAPES, [{}] * 31, "campaigns/create").found == [("SHP3", "", "error")]
    assert judge(SHAPES, [{}] * 30, "campaigns/create").found == []
    assert judge(SHAPES, [{"items": [{}]}], "items_batch/post").found == [("SHP2", "", "error")]
    assert judge(SHAPES, [{}, 5], "campaigns/create").found == [("SHP1", "/1", "error")]
    assert judge(SHAPES[1:], {"name": "A"}, "campaigns/create").found == []


def test_a_wrong_shape_does_not_hide_what_is_inside() -> None:
    rules = [*SHAPES, a_rule("TST1", required=["name"])]
    assert judge(rules, {"status": "ACTIVE"}, "campaigns/create").found == [
        ("SHP1", "", "error"),
        ("TST1", "/name", "error"),
    ]


def test_shapes_are_weighed_like_any_rule() -> None:
    rule = a_rule(
        structure="shape", weaker=[{"versions": "<6", "severity": "warning", "contested": "It is taken too."}]
    )
    one = judge(rule, {"name": "A"}, "campaigns/create").only
    assert (one.severity, one.contested, one.entity) == ("warning", "It is taken too.", ())
    dropped = a_rule(structure="shape", weaker=[{"versions": "<6", "severity": "none"}])
    assert judge(dropped, {"name": "A"}, "campaigns/create").found == []
    elsewhere = a_rule(structure="shape", when={"declared.performance_plus": True})
    assert judge(elsewhere, {"name": "A"}, "campaigns/create", assume=["no-performance-plus"]).found == []
