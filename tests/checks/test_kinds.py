"""Every kind of check on every state of a parameter: null, empty, unset, a placeholder, another type, an update."""

from __future__ import annotations

from typing import Any

import pytest

from rulebench import a_rule, create, update

NOTHING: list[str] = []
LIFE, DAY = "/lifetime_spend_cap", "/daily_spend_cap"

# kind and argument, entity of campaigns/create, pointers found
ON_CREATE: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    # required
    ({"required": ["name"]}, {"name": "A"}, NOTHING),
    ({"required": ["name"]}, {"name": "{{name}}"}, NOTHING),
    ({"required": ["name"]}, {"name": 5}, NOTHING),
    ({"required": ["name"]}, {"name": None}, ["/name"]),
    ({"required": ["name"]}, {"name": ""}, ["/name"]),
    ({"required": ["name"]}, {}, ["/name"]),
    ({"required": ["lifetime_spend_cap"]}, {"lifetime_spend_cap": 0}, [LIFE]),
    ({"required": ["start_time"]}, {"start_time": 0}, NOTHING),
    ({"required": ["is_performance_plus"]}, {"is_performance_plus": False}, NOTHING),
    ({"required": ["tracking_urls.click"]}, {"tracking_urls": {"click": []}}, ["/tracking_urls/click"]),
    ({"required": ["tracking_urls.click"]}, {"tracking_urls": "text"}, ["/tracking_urls/click"]),
    ({"required": ["tracking_urls.*"]}, {"tracking_urls": {"click": []}}, ["/tracking_urls"]),
    ({"required": ["tracking_urls.*"]}, {"tracking_urls": {"click": [], "engagement": ["u"]}}, NOTHING),
    ({"required": ["name", "status"]}, {"name": "A"}, ["/status"]),
    # forbidden
    ({"forbidden": ["name"]}, {"name": "A"}, ["/name"]),
    ({"forbidden": ["name"]}, {"name": "${X}"}, ["/name"]),
    ({"forbidden": ["name"]}, {"name": [1]}, ["/name"]),
    ({"forbidden": ["name"]}, {"name": ""}, NOTHING),
    ({"forbidden": ["name"]}, {"name": None}, NOTHING),
    ({"forbidden": ["name"]}, {}, NOTHING),
    ({"forbidden": ["daily_spend_cap"]}, {"daily_spend_cap": 0}, NOTHING),
    ({"forbidden": ["is_performance_plus"]}, {"is_performance_plus": False}, ["/is_performance_plus"]),
    (
        {"forbidden": ["tracking_urls.*"]},
        {"tracking_urls": {"click": ["u"], "engagement": []}},
        ["/tracking_urls/click"],
    ),
    # only
    ({"only": ["name"]}, {"name": "A", "status": "ACTIVE", "strange": 1}, ["/status"]),
    ({"only": ["name"]}, {"status": None, "daily_spend_cap": 0, "tracking_urls": {}}, NOTHING),
    ({"only": ["name"], "strict": True}, {"name": "A", "strange": 1}, ["/strange"]),
    (
        {"only": ["click"], "at": "tracking_urls"},
        {"tracking_urls": {"click": ["u"], "engagement": ["u"]}},
        ["/tracking_urls/engagement"],
    ),
    ({"only": ["click"], "at": "tracking_urls"}, {"tracking_urls": "text"}, NOTHING),
    # at most, at least, exactly one; all or none
    (
        {"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]},
        {"lifetime_spend_cap": 5, "daily_spend_cap": 5},
        [DAY],
    ),
    (
        {"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]},
        {"lifetime_spend_cap": 0, "daily_spend_cap": 5},
        NOTHING,
    ),
    (
        {"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]},
        {"lifetime_spend_cap": "{{x}}", "daily_spend_cap": 5},
        [DAY],
    ),
    (
        {"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]},
        {"lifetime_spend_cap": None, "daily_spend_cap": 5},
        NOTHING,
    ),
    ({"at_most_one": [["name", "status"], "start_time"]}, {"name": "A", "start_time": 1}, NOTHING),
    (
        {"at_most_one": [["name", "status"], "start_time"]},
        {"name": "A", "status": "ACTIVE", "start_time": 1},
        ["/start_time"],
    ),
    (
        {"at_most_one": ["name", "status", "start_time"]},
        {"name": "A", "status": "ACTIVE", "start_time": 1},
        ["/start_time"],
    ),
    ({"at_most_one": ["tracking_urls.*", "name"]}, {"name": "A", "tracking_urls": {"click": ["u"]}}, ["/name"]),
    ({"at_least_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"daily_spend_cap": 0}, [""]),
    ({"at_least_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"daily_spend_cap": "{{cap}}"}, NOTHING),
    ({"at_least_one": ["name", ["start_time", "end_time"]]}, {"start_time": 5}, [""]),
    ({"at_least_one": ["name", ["start_time", "end_time"]]}, {"start_time": 5, "end_time": 6}, NOTHING),
    ({"at_least_one": ["tracking_urls.click", "tracking_urls.engagement"]}, {}, [""]),
    (
        {"at_least_one": ["tracking_urls.click", "tracking_urls.engagement"]},
        {"tracking_urls": {"click": []}},
        ["/tracking_urls"],
    ),
    ({"at_least_one": ["tracking_urls.*", "name"]}, {"tracking_urls": {"click": []}}, [""]),
    ({"exactly_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {}, [""]),
    (
        {"exactly_one": ["lifetime_spend_cap", "daily_spend_cap"]},
        {"daily_spend_cap": 5, "lifetime_spend_cap": 5},
        [DAY],
    ),
    ({"exactly_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"daily_spend_cap": 5}, NOTHING),
    ({"all_or_none": ["start_time", "end_time"]}, {"start_time": 5}, ["/end_time"]),
    ({"all_or_none": ["start_time", "end_time"]}, {"start_time": 5, "end_time": -1}, ["/end_time"]),
    ({"all_or_none": ["start_time", "end_time"]}, {"start_time": 5, "end_time": "${END}"}, NOTHING),
    ({"all_or_none": ["start_time", "end_time"]}, {"start_time": None, "end_time": None}, NOTHING),
    ({"all_or_none": ["name", ["start_time", "end_time"]]}, {"name": "A", "end_time": 5}, ["/start_time"]),
    ({"all_or_none": ["name", ["start_time", "end_time"]]}, {"start_time": 1}, NOTHING),
    ({"all_or_none": {"start_time": "end_time", "name": "status"}}, {"start_time": 5}, ["/end_time"]),
    (
        {"all_or_none": {"start_time": "end_time", "name": "status"}},
        {"end_time": 5, "name": "A"},
        ["/start_time", "/status"],
    ),
    ({"all_or_none": {"start_time": "end_time", "name": "status"}}, {"daily_spend_cap": 5}, NOTHING),
    ({"all_or_none": {"tracking_urls.click": "tracking_urls.impression"}}, {"tracking_urls": 5}, NOTHING),
    ({"all_or_none": {"tracking_urls.click": "name"}}, {"tracking_urls": {"click": ["a"]}}, ["/name"]),
    # values
    ({"values": {"status": "ACTIVE"}}, {"status": "PAUSED"}, ["/status"]),
    ({"values": {"status": "ACTIVE"}}, {"status": ""}, NOTHING),
    ({"values": {"status": "ACTIVE"}}, {"status": None}, NOTHING),
    ({"values": {"status": "ACTIVE"}}, {}, NOTHING),
    ({"values": {"status": "ACTIVE"}}, {"status": "{{status}}"}, NOTHING),
    ({"values": {"status": "ACTIVE"}}, {"status": 7}, NOTHING),
    ({"values": {"daily_spend_cap": {"minimum": 5}}}, {"daily_spend_cap": 0}, NOTHING),
    (
        {"values": {"tracking_urls.*": {"maxItems": 1}}},
        {"tracking_urls": {"click": ["a", "b"], "engagement": ["a"]}},
        ["/tracking_urls/click"],
    ),
    (
        {"values": {"tracking_urls.click": {"items": {"pattern": "^https"}}}},
        {"tracking_urls": {"click": ["https://e.test", "ftp://e.test", None, "{{u}}"]}},
        ["/tracking_urls/click/1"],
    ),
    (
        {"values": {"status": "ACTIVE", "name": {"maxLength": 1}}},
        {"status": "PAUSED", "name": "AB"},
        ["/name", "/status"],
    ),
    # must_be
    ({"must_be": {"status": "ACTIVE"}}, {"status": "PAUSED"}, ["/status"]),
    ({"must_be": {"status": "ACTIVE"}}, {}, ["/status"]),
    ({"must_be": {"status": "ACTIVE"}}, {"status": None}, ["/status"]),
    ({"must_be": {"status": "ACTIVE"}}, {"status": ""}, ["/status"]),
    ({"must_be": {"status": "ACTIVE"}}, {"status": "{{status}}"}, NOTHING),
    ({"must_be": {"status": "ACTIVE"}}, {"status": 7}, NOTHING),
    ({"must_be": {"daily_spend_cap": 0}}, {"daily_spend_cap": 0}, NOTHING),
    ({"must_be": {"daily_spend_cap": 0}}, {"daily_spend_cap": 5}, [DAY]),
    ({"must_be": {"name": {"empty": True}}}, {"name": "A"}, ["/name"]),
    ({"must_be": {"name": {"empty": True}}}, {"name": ""}, NOTHING),
    ({"must_be": {"name": {"empty": True}}}, {}, NOTHING),
    # empty_as
    ({"empty_as": {"name": []}}, {"name": ""}, ["/name"]),
    ({"empty_as": {"name": []}}, {"name": None}, NOTHING),
    ({"empty_as": {"name": []}}, {}, NOTHING),
    ({"empty_as": {"name": []}}, {"name": "A"}, NOTHING),
    ({"empty_as": {"daily_spend_cap": [0]}}, {"daily_spend_cap": 0}, NOTHING),
    ({"empty_as": {"daily_spend_cap": [0]}}, {"daily_spend_cap": ""}, [DAY]),
    ({"empty_as": {"tracking_urls.click": [[]]}}, {"tracking_urls": {"click": {}}}, ["/tracking_urls/click"]),
    ({"empty_as": {"tracking_urls.click": [[]]}}, {"tracking_urls": []}, NOTHING),
    # immutable: a create changes nothing
    ({"immutable": ["objective_type"]}, {"objective_type": "SALES"}, NOTHING),
]


@pytest.mark.parametrize(("kind", "entity", "found"), ON_CREATE, ids=[f"{k} on {e}" for k, e, _ in ON_CREATE])
def test_on_a_create(kind: dict[str, Any], entity: dict[str, Any], found: list[str]) -> None:
    judged = create(a_rule(**kind), entity)
    assert sorted(judged.at) == found
    assert judged.skips == []


KNOWN_WHOLE = {"campaigns": {"1": {"name": "A", "status": "ACTIVE", "daily_spend_cap": 5, "objective_type": "SALES"}}}
IN_PART = {"campaigns": {"1": {"status": "ACTIVE", "partial": True}}}
SKIP = "skip"

# kind, request laid over campaign 1, what is found where it is known whole, in part, and not at all
ON_UPDATE: list[tuple[dict[str, Any], dict[str, Any], Any, Any, Any]] = [
    ({"required": ["name", "start_time"]}, {"name": "B"}, ["/start_time"], SKIP, SKIP),
    ({"required": ["name", "status"]}, {"name": "B"}, NOTHING, NOTHING, SKIP),
    ({"required": ["name"]}, {"status": "PAUSED"}, NOTHING, NOTHING, NOTHING),
    ({"required": ["name"]}, {"name": ""}, ["/name"], ["/name"], ["/name"]),
    ({"required": ["tracking_urls.*", "name"]}, {"name": "B"}, ["/tracking_urls"], SKIP, SKIP),
    ({"forbidden": ["name"]}, {"name": "A"}, NOTHING, ["/name"], ["/name"]),
    ({"forbidden": ["name"]}, {"name": "B"}, ["/name"], ["/name"], ["/name"]),
    ({"forbidden": ["name"]}, {"name": None}, NOTHING, NOTHING, NOTHING),
    ({"only": ["id", "name"]}, {"name": "B", "status": "ACTIVE"}, NOTHING, NOTHING, ["/status"]),
    ({"only": ["id", "name"]}, {"status": "PAUSED"}, ["/status"], ["/status"], ["/status"]),
    ({"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"lifetime_spend_cap": 9}, [LIFE], NOTHING, NOTHING),
    ({"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"lifetime_spend_cap": 9, "daily_spend_cap": 0},
     NOTHING, NOTHING, NOTHING),
    ({"at_most_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"lifetime_spend_cap": 9, "daily_spend_cap": 5},
     [LIFE], [DAY], [DAY]),
    ({"at_least_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"daily_spend_cap": 0}, [""], SKIP, SKIP),
    ({"at_least_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"lifetime_spend_cap": 5}, NOTHING, NOTHING, NOTHING),
    ({"at_least_one": [["start_time", "end_time"], "name"]}, {"name": "", "end_time": 5}, [""], SKIP, SKIP),
    ({"exactly_one": ["lifetime_spend_cap", "daily_spend_cap"]}, {"lifetime_spend_cap": 9}, [LIFE], NOTHING, NOTHING),
    ({"all_or_none": ["daily_spend_cap", "status"]}, {"daily_spend_cap": 6}, NOTHING, NOTHING, SKIP),
    ({"all_or_none": ["daily_spend_cap", "end_time"]}, {"daily_spend_cap": 6}, ["/end_time"], SKIP, SKIP),
    ({"all_or_none": ["daily_spend_cap", "end_time"]}, {"end_time": 6}, NOTHING, SKIP, SKIP),
    ({"all_or_none": {"daily_spend_cap": "end_time"}}, {"daily_spend_cap": 6}, ["/end_time"], SKIP, SKIP),
    ({"values": {"name": "C"}}, {"name": "B"}, ["/name"], ["/name"], ["/name"]),
    ({"values": {"name": "C"}}, {"name": "A"}, NOTHING, ["/name"], ["/name"]),
    ({"values": {"name": "C"}}, {"status": "PAUSED"}, NOTHING, NOTHING, NOTHING),
    ({"must_be": {"status": "ACTIVE", "name": "B"}}, {"name": "B"}, NOTHING, NOTHING, SKIP),
    ({"must_be": {"start_time": {"minimum": 5}, "name": "B"}}, {"name": "B"}, ["/start_time"], SKIP, SKIP),
    ({"compare": {"start_time": {"below": "daily_spend_cap"}}}, {"start_time": 9}, ["/start_time"], SKIP, SKIP),
    ({"compare": {"start_time": {"below": "daily_spend_cap"}}}, {"start_time": "{{t}}"}, NOTHING, NOTHING, NOTHING),
    ({"compare": {"start_time": {"below": "daily_spend_cap"}}}, {"daily_spend_cap": 4}, NOTHING, SKIP, SKIP),
    ({"empty_as": {"name": ["-"]}}, {"name": None}, ["/name"], ["/name"], ["/name"]),
    ({"empty_as": {"name": ["-"]}}, {"status": "PAUSED"}, NOTHING, NOTHING, NOTHING),
    ({"immutable": ["objective_type"]}, {"objective_type": "LEADS"}, ["/objective_type"], SKIP, SKIP),
    ({"immutable": ["objective_type"]}, {"objective_type": "SALES"}, NOTHING, SKIP, SKIP),
    ({"immutable": ["objective_type"]}, {"objective_type": "{{o}}"}, NOTHING, NOTHING, NOTHING),
    ({"immutable": ["objective_type"]}, {"objective_type": None, "name": "B"}, NOTHING, NOTHING, NOTHING),
    ({"immutable": ["is_top_of_search"]}, {"is_top_of_search": False}, NOTHING, SKIP, SKIP),
    ({"immutable": ["is_top_of_search"]}, {"is_top_of_search": True}, ["/is_top_of_search"], SKIP, SKIP),
    ({"immutable": ["start_time"]}, {"start_time": 5}, ["/start_time"], SKIP, SKIP),
    ({"immutable": ["objective_type"]}, {"objective_type": 7}, NOTHING, SKIP, SKIP),  # a wrong type is no change
    ({"immutable": ["daily_spend_cap"]}, {"daily_spend_cap": 5.5}, ["/daily_spend_cap"], SKIP, SKIP),
]  # fmt: skip


def test_what_a_create_has_to_say_was_something_where_nobody_tells_what() -> None:
    untold = {"campaigns": {"1": {"name": "A"}}}
    judged = update(a_rule(immutable=["objective_type"]), {"id": "1", "objective_type": "SALES"}, context=untold)
    assert (judged.found, judged.skips) == ([], [("TST1", ("was.objective_type",))])


@pytest.mark.parametrize(
    ("kind", "request_", "whole", "in_part", "unseen"), ON_UPDATE, ids=[f"{k} on {r}" for k, r, *_ in ON_UPDATE]
)
def test_on_an_update(kind: dict[str, Any], request_: dict[str, Any], whole: Any, in_part: Any, unseen: Any) -> None:
    for context, expected in ((KNOWN_WHOLE, whole), (IN_PART, in_part), ({}, unseen)):
        judged = update(a_rule(**kind), {"id": "1", **request_}, context=context)
        assert judged.at == ([] if expected == SKIP else expected), context
        assert bool(judged.skips) is (expected == SKIP), context


def test_an_id_that_is_sent_does_not_count_as_a_change() -> None:
    assert update(a_rule(only=["name"]), {"id": "1", "name": "B"}).at == ["/id"]
    assert update(a_rule(required=["id", "name"]), {"status": "ACTIVE"}).at == []


def test_null_clears_nothing_but_for_empty_as() -> None:
    rules = [a_rule("TST1", required=["name"]), a_rule("TST2", empty_as={"name": ["-"]})]
    assert update(rules, {"id": "1", "name": None}, context=KNOWN_WHOLE).found == [("TST2", "/0/name", "error")]


def test_a_nested_parameter_is_laid_over_what_is_known_of_it() -> None:
    known = {"ad_groups": {"1": {"targeting_spec": {"GEO": ["US"], "AGE_BUCKET": ["18-24"]}}}}
    sent = {"id": "1", "targeting_spec": {"AGE_BUCKET": ["25-34"]}}
    kinds: list[dict[str, Any]] = [
        {"required": ["targeting_spec.GEO"]},
        {"at_least_one": ["targeting_spec.GEO", "targeting_spec.LOCATION"]},
    ]
    for kind in kinds:
        assert update(a_rule(**kind), sent, "ad_groups/update", context=known).at == []
    changed = update(a_rule(forbidden=["targeting_spec.AGE_BUCKET"]), sent, "ad_groups/update", context=known)
    assert changed.at == ["/targeting_spec/AGE_BUCKET"]
    again = {"id": "1", "targeting_spec": {"AGE_BUCKET": ["18-24"]}}
    assert update(a_rule(forbidden=["targeting_spec.AGE_BUCKET"]), again, "ad_groups/update", context=known).at == []


INSIDE = ("tracking_urls.click", "tracking_urls.engagement")


@pytest.mark.parametrize(
    "kind",
    [
        {"required": list(INSIDE)},
        {"required": ["tracking_urls.*"]},
        {"forbidden": list(INSIDE)},
        {"at_most_one": list(INSIDE)},
        {"at_least_one": list(INSIDE)},
        {"exactly_one": list(INSIDE)},
        {"all_or_none": ["tracking_urls.click", "start_time"]},
        {"values": {"tracking_urls.click": 5, "tracking_urls.*": 5}},
        {"must_be": {"tracking_urls.click": 5}},
        {"empty_as": {"tracking_urls.click": []}},
        {"compare": {"start_time": {"below": "tracking_urls.click"}}},
        {"at": "tracking_urls", "required": ["click"]},
        {"at": "tracking_urls", "only": ["click"]},
        {"required": ["start_time"], "when": {"tracking_urls.click": 5}},
        {"structure": "unknown"},
        {"spelling": {"names": {"tracking_urls.clik": "tracking_urls.click"}}},
    ],
    ids=str,
)
def test_nobody_knows_what_is_inside_a_placeholder(kind: dict[str, Any]) -> None:
    judged = create(a_rule(**kind), {"tracking_urls": "{{urls}}", "start_time": 5})
    assert (judged.at, judged.skips) == ([], [])


@pytest.mark.parametrize(
    "kind",
    [
        {"required": ["template_values.*.percent"]},
        {
            "at_least_one": [
                "template_values.*.percent",
                ["template_values.*.amount", "template_values.*.currency_code"],
            ]
        },
        {"exactly_one": ["template_values.*.percent", "template_values.*.amount"]},
        {"all_or_none": ["promotion_title", "template_values.*.percent"]},
        {"table": {"by": "promotion_title", "rows": [{"for": "A", "required": ["template_values.*.percent"]}]}},
    ],
    ids=lambda kind: next(iter(kind)),
)
@pytest.mark.parametrize("values", ["x", ["x"], [5, {"custom_text": "x"}], {"percent": "x"}], ids=str)
def test_what_is_of_the_wrong_type_is_not_said_to_be_missing_too(kind: dict[str, Any], values: Any) -> None:
    sent = {"promotion_title": "A", "template_values": values}
    assert create(a_rule(**kind), sent, "promotions/create").at == []
    assert create(a_rule(**kind), {**sent, "template_values": [{}, None]}, "promotions/create").at != []


def test_a_condition_on_what_is_inside_a_placeholder_is_unknown() -> None:
    rule = a_rule(required=["name"], when={"tracking_urls.click": 5})
    assert create(rule, {"tracking_urls": "{{urls}}"}).skips == [("TST1", ("tracking_urls.click",))]
    listed = a_rule(required=["promotion_title"], when={"template_values.*.percent": 5})
    sent = {"template_values": ["{{value}}", {"percent": 4}]}
    assert create(listed, {"template_values": ["{{value}}"]}, "promotions/create").skips
    assert create(listed, sent, "promotions/create").at == []


def test_objects_in_a_list_that_an_update_brings_are_new() -> None:
    rule = a_rule(at="template_values.*", required=["amount"], when={"touched": "percent"})
    known = {"promotions": {"1": {"template_values": [{"percent": 5, "amount": 4}]}}}
    judged = update(rule, {"id": "1", "template_values": [{"percent": 5}]}, "promotions/update", context=known)
    assert judged.at == ["/template_values/0/amount"]


MESSAGES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"required": ["name"]}, {}, "name is missing"),
    ({"required": ["name"]}, {"name": ""}, "name is empty"),
    ({"forbidden": ["status"]}, {"status": "ACTIVE"}, "status does not belong here"),
    (
        {"only": ["name", "start_time"]},
        {"end_time": 5, "name": "A"},
        "end_time is not among the 2 parameters that the page lists",
    ),
    (
        {"only": ["statuses"], "strict": True},
        {"status": "A"},
        "status is not among the 1 parameters that the page lists; did you mean statuses?",
    ),
    (
        {"at_most_one": ["name", "status"]},
        {"name": "A", "status": "B"},
        "only one of name and status can be set; name is set too",
    ),
    ({"at_least_one": ["name", ["status", "start_time"]]}, {}, "name or status and start_time is missing"),
    ({"all_or_none": ["name", "status"]}, {"name": "A"}, "status is missing beside name"),
    (
        {"values": {"status": ["ACTIVE", "PAUSED"]}},
        {"status": "ARCHIVED"},
        'status is "ARCHIVED", expected one of ACTIVE or PAUSED',
    ),
    (
        {"values": {"name": {"maxLength": 2}}},
        {"name": "secret"},
        "name is a text of 6 characters, expected at most 2 characters",
    ),
    ({"must_be": {"status": "ACTIVE"}}, {}, "status is missing, expected ACTIVE"),
    (
        {"must_be": {"is_flexible_daily_budgets": True}},
        {"is_flexible_daily_budgets": False},
        "is_flexible_daily_budgets is false, expected true",
    ),
    (
        {"compare": {"start_time": {"below": "end_time", "plus": {"days": 2}}}},
        {"start_time": 900000, "end_time": 5},
        "start_time must be below end_time plus 2 days, but is 900000",
    ),
    ({"empty_as": {"name": []}}, {"name": ""}, 'name is left out rather than sent as ""'),
    (
        {"empty_as": {"daily_spend_cap": [0, "0"]}},
        {"daily_spend_cap": ""},
        'daily_spend_cap is cleared with 0 or "0", not with ""',
    ),
    (
        {"spelling": {"values": {"objective_type": {"CONVERSION": "SALES"}}}},
        {"objective_type": "CONVERSION"},
        "objective_type is spelled SALES, not CONVERSION",
    ),
]


@pytest.mark.parametrize(("kind", "entity", "message"), MESSAGES, ids=[m for *_, m in MESSAGES])
def test_messages(kind: dict[str, Any], entity: dict[str, Any], message: str) -> None:
    assert create(a_rule(**kind), entity).only.message == message


def test_messages_of_updates() -> None:
    both = update(a_rule(at_most_one=["lifetime_spend_cap", "daily_spend_cap"]), {"id": "1", "lifetime_spend_cap": 9},
                  context=KNOWN_WHOLE).only  # fmt: skip
    assert both.message.endswith("daily_spend_cap is already set")
    assert both.related == ()
    changed = update(a_rule(immutable=["status", "start_time"]), {"id": "1", "status": "PAUSED", "start_time": 5},
                     context=KNOWN_WHOLE)  # fmt: skip
    assert [one.message for one in changed.verdicts] == [
        'status cannot change from "ACTIVE" to "PAUSED"',
        "start_time cannot change from unset to 5",
    ]


def test_what_stands_beside_is_related() -> None:
    one = create(a_rule(at_most_one=["name", "status"]), {"name": "A", "status": "B"}).only
    assert one.related == (((0, "name"), "name is set here", None),)
    one = create(a_rule(compare={"start_time": {"below": "end_time"}}), {"start_time": 9, "end_time": 5}).only
    assert one.related == (((0, "end_time"), "end_time stands here", None),)


def test_the_reason_stands_in_the_message() -> None:
    rule = a_rule(required=["start_time"], when={"status": "ACTIVE", "not": {"set": "end_time"}})
    one = create(rule, {"status": "ACTIVE"}).only
    assert one.message == "start_time is missing, because status is ACTIVE and end_time is not set"
