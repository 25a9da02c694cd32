"""Small rule sets and entities that hypothesis draws."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rulebench import a_rule

# Rules over few parameters, so that they meet at the same places, and entities in which many of them find something.
PLAIN = ("name", "status", "start_time", "end_time", "daily_spend_cap", "lifetime_spend_cap")
NAMES = (*PLAIN, "tracking_urls", "tracking_urls.click", "tracking_urls.engagement")
NAME = st.sampled_from(NAMES)
SOME = st.lists(st.sampled_from(PLAIN), min_size=2, max_size=3, unique=True)
TESTS = st.sampled_from([5, "A", {"maximum": 3}, {"type": "string"}, {"type": "object"}, {"maxItems": 1}])
KINDS = st.one_of(
    st.lists(NAME, min_size=1, max_size=3, unique=True).map(lambda names: {"required": names}),
    st.lists(NAME, min_size=1, max_size=3, unique=True).map(lambda names: {"forbidden": names}),
    st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4, unique=True).map(lambda names: {"only": names}),
    st.sampled_from(["at_most_one", "at_least_one", "exactly_one", "all_or_none"]).flatmap(
        lambda kind: SOME.map(lambda names: {kind: names})
    ),
    st.dictionaries(NAME, TESTS, min_size=1, max_size=2).map(lambda tests: {"values": tests}),
    st.dictionaries(NAME, TESTS, min_size=1, max_size=2).map(lambda tests: {"must_be": tests}),
    SOME.map(lambda names: {"compare": {names[0]: {"below": names[1]}}}),
    st.just({"structure": "unknown"}),
)
SPELLING = {"spelling": {"names": {"nmae": "name"}, "values": {"status": {"B": "A"}}}}
STATES = st.dictionaries(st.sampled_from(["set", "unset"]), st.sampled_from(NAMES), min_size=1)
ANSWERS = st.sampled_from(
    [
        {"status": "A"},
        {"status": {"none_of": ["A"]}},
        {"is_flexible_daily_budgets": True},
        {"campaign.is_performance_plus": True},
        {"campaign.is_nca": False},
        {"declared.performance_plus": True},
        {"start_time": {"minimum": 3}},
    ]
)
WHENS = st.none() | STATES
CONDITIONS = st.recursive(
    STATES | ANSWERS,
    lambda inner: (
        inner.map(lambda one: {"not": one}) | st.lists(inner, min_size=2, max_size=2).map(lambda two: {"any": two})
    ),
    max_leaves=3,
)


@st.composite
def rule_sets(draw: st.DrawFn, whens: st.SearchStrategy[Any] = WHENS) -> list[dict[str, Any]]:
    rules = []
    for number in range(draw(st.integers(1, 5))):
        keys: dict[str, Any] = dict(draw(KINDS))
        when = draw(whens)
        if when is not None:
            keys["when"] = when
        keys["severity"] = draw(st.sampled_from(["error", "error", "warning", "note"]))
        rules.append(a_rule(f"TST{number}", **keys))
    return [a_rule("SPL1", **SPELLING), *rules] if draw(st.booleans()) else rules


ENTITIES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(PLAIN, st.sampled_from([None, "", "A", "B", 1, 5, "{{x}}"])),
        "tracking_urls": st.sampled_from(
            [None, {}, "text", {"click": []}, {"click": ["a", "b"]}, {"engagement": ["a"]}]
        ),
        "is_performance_plus": st.sampled_from([None, True, False, "{{x}}"]),
        "is_flexible_daily_budgets": st.sampled_from([None, True, False, 1]),
        "nmae": st.sampled_from([None, "A"]),
        "strange": st.just(1),
    },
)
