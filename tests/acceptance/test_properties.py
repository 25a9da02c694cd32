"""What holds for every payload: no crash, no false alarm on what follows the page, the right place, the same answer.

``HYPOTHESIS_PROFILE=long`` draws many more examples; the slow test at the end does so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from desk import ROOT, WRITES, at, grave, linter
from entities import (
    ANY_JSON,
    ONLY,
    PAGES,
    PLACEHOLDERS,
    TARGETING,
    Entity,
    base,
    body_of,
    by_the_page,
    linter_of,
    operation_of,
    packs,
    pointer_of,
    put,
    requests,
    rule_argument,
    valid,
    with_faults,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from pinvet.report import Report

if TYPE_CHECKING:
    from pinvet.finding import Finding

FORBIDDING = [name for name, page in PAGES.items() if page.forbidden]
# kinds that judge a value or miss one; what may stand at a placeholder is that it should not be there at all
VALUE_KINDS = frozenset(
    {"values", "must_be", "compare", "empty_as", "known", "immutable", "required", "at_least_one", "all_or_none"}
)


def judge(operation: str, body: Any) -> Report:
    return linter_of(operation).check(body, operation=operation)


@given(st.sampled_from(WRITES), ANY_JSON, st.booleans())
def test_any_json_value_gives_a_report(operation: str, body: Any, as_text: bool) -> None:
    report = judge(operation, json.dumps(body) if as_text or isinstance(body, str) else body)
    assert isinstance(report, Report)
    assert report.inputs[0].operation == operation or any(notice.fatal for notice in report.notices)
    assert len(report.findings) == report.summary.errors + report.summary.warnings + report.summary.notes


@given(requests())
def test_findings_stand_in_an_entity_that_is_there_or_at_the_body(request: tuple[str, Any]) -> None:
    operation, body = request
    for one in judge(operation, body).findings:
        steps = one.pointer.split("/")
        index = next((number for number, step in enumerate(steps) if step.isdigit()), 0)
        assert _there(body, "/".join(steps[: index + 1]))


@pytest.mark.parametrize("operation", WRITES)
@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"name": inner}])
def test_deep_nesting_ends(operation: str, wrap: Any) -> None:
    body: Any = "x"
    for _ in range(2000):
        body = wrap(body)
    assert isinstance(judge(operation, body), Report)
    assert isinstance(judge(operation, body_of(operation, [{"id": "1", "name": body, "targeting_spec": body}])), Report)


@pytest.mark.parametrize("operation", PAGES)
@given(data=st.data())
def test_what_follows_the_page_is_clean(operation: str, data: st.DataObject) -> None:
    entity = data.draw(by_the_page(operation))
    report = judge(operation, body_of(operation, [entity]))
    assert grave(report) == []
    assert not report.skips


@pytest.mark.parametrize("operation", FORBIDDING)
@given(data=st.data())
def test_a_forbidden_parameter_is_found_whatever_else_is_there(operation: str, data: st.DataObject) -> None:
    rule = PAGES[operation].forbidden
    assert rule is not None
    names = sorted(rule_argument(rule))
    known = operation_of(operation)
    entity = data.draw(by_the_page(operation))
    added = data.draw(st.sets(st.sampled_from(names), min_size=1))
    for name in sorted(added):
        put(entity, name, data.draw(valid(known, name) if name in known.parameters else st.just("x")))
    report = judge(operation, body_of(operation, [entity]))
    found = {one.pointer for one in report.findings if one.rule == rule}
    set_values = {name for name in added if not _unset(known, name, entity)}
    assert found == {pointer_of(operation, 0, name) for name in set_values}


@pytest.mark.parametrize("operation", ONLY)
@given(data=st.data())
def test_a_parameter_that_the_table_leaves_out_is_found(operation: str, data: st.DataObject) -> None:
    known = operation_of(operation)
    listed = {*rule_argument(ONLY[operation]), *TARGETING}
    names = [name for name in known.parameters if name.count(".") == name.startswith("targeting_spec.")]
    name = data.draw(st.sampled_from(sorted(set(names) - listed)))
    entity = data.draw(by_the_page(operation))
    put(entity, name, data.draw(valid(known, name)))
    assume(not _unset(known, name, entity))
    report = judge(operation, body_of(operation, [entity]))
    place = pointer_of(operation, 0, name)
    assert [one for one in report.findings if one.pointer == place or one.pointer.startswith(f"{place}/")]


def _unset(known: Any, name: str, entity: Entity) -> bool:
    parameter = known.parameters.get(name)
    value = at(entity, "/" + name.replace(".", "/"))
    return parameter is not None and any(value == one and type(value) is type(one) for one in parameter.unset)


@given(st.sampled_from(sorted(PAGES)), st.data())
def test_placeholders_give_no_finding_about_their_value(operation: str, data: st.DataObject) -> None:
    entity = data.draw(with_faults(operation))
    known = operation_of(operation)
    names = sorted({*known.parameters, *base(operation)})
    for name in data.draw(st.sets(st.sampled_from([one for one in names if "*" not in one]), min_size=1, max_size=6)):
        put(entity, name, data.draw(PLACEHOLDERS))
    body = body_of(operation, [entity])
    for one in judge(operation, body).findings:
        assert not _unknown_there(body, one), one.message


@pytest.mark.parametrize("operation", PAGES)
def test_a_placeholder_stands_for_all_that_belongs_inside(operation: str) -> None:
    known = operation_of(operation)
    for name, parameter in known.parameters.items():
        if "*" in name or not {"object", "array"} & set(parameter.types):
            continue
        for value in ("{{value}}", ["{{value}}"]) if "array" in parameter.types else ("{{value}}",):
            entity = base(operation)
            put(entity, name, value)
            body = body_of(operation, [entity])
            found = [one for one in judge(operation, body).findings if _unknown_there(body, one)]
            assert [(one.rule, one.message) for one in found] == []


def _unknown_there(body: Any, one: Finding) -> bool:
    """Tell whether a finding claims to know what stands, or is missing, where a placeholder stands."""
    if _there(body, one.pointer):
        return _is_placeholder(at(body, one.pointer)) and _about_the_value(one)
    return _is_placeholder(_nearest(body, one.pointer))


def _is_placeholder(value: Any) -> bool:
    return isinstance(value, str) and any(mark in value for mark in ("{{", "${", "<value>"))


def _about_the_value(one: Finding) -> bool:
    rule = next(rule for pack in packs().values() for rule in pack.rules if rule.id == one.rule)
    if rule.kind in VALUE_KINDS:
        # a fact that the parameter leads to, such as the campaign's objective, is not the parameter's own value
        return rule.kind not in ("values", "must_be") or one.parameter in rule.argument
    return rule.kind == "structure" and rule.argument not in ("unknown", "duplicate")


LAYOUTS: dict[str, dict[str, Any]] = {
    "compact": {"separators": (",", ":")},
    "one line": {},
    "indented": {"indent": 2},
    "tabs": {"indent": "\t", "separators": (" ,", " : ")},
    "escaped": {"indent": 1, "ensure_ascii": True},
}


def text_of(body: Any, layout: str) -> str:
    return json.dumps(body, **{"ensure_ascii": False, **LAYOUTS[layout]})


@given(requests(), st.sampled_from(sorted(LAYOUTS)))
def test_regions_show_what_the_finding_names(request: tuple[str, Any], layout: str) -> None:
    operation, body = request
    text = text_of(body, layout)
    for one in judge(operation, text).findings:
        assert one.place is not None
        region, rest = _region(text, one)
        if not _there(body, one.pointer):
            assert region in ("{", "[")
            assert _same(json.JSONDecoder().raw_decode(rest)[0], _nearest(body, one.pointer, (dict, list)))
        elif region in ("{", "["):  # the bracket of an entity that as a whole is at fault
            assert _same(json.JSONDecoder().raw_decode(rest)[0], at(body, one.pointer))
        else:
            shown = json.loads(region)
            assert _same(shown, at(body, one.pointer)) or shown == one.pointer.rpartition("/")[2]


def _region(text: str, one: Finding) -> tuple[str, str]:
    assert one.place is not None
    starts = [0]
    for row in text.split("\n"):
        starts.append(starts[-1] + len(row) + 1)
    begin = starts[one.place.line - 1] + one.place.column - 1
    end = starts[one.place.end_line - 1] + one.place.end_column - 1
    return text[begin:end], text[begin:]


def _same(left: Any, right: Any) -> bool:
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def _nearest(body: Any, pointer: str, kinds: tuple[type, ...] = (object,)) -> Any:
    while not _there(body, pointer) or not isinstance(at(body, pointer), kinds):
        pointer = pointer.rpartition("/")[0]
    return at(body, pointer)


def _there(body: Any, pointer: str) -> bool:
    try:
        at(body, pointer)
    except (LookupError, TypeError, ValueError):
        return False
    return True


def _told(report: Report) -> list[tuple[str, ...]]:
    return sorted((one.rule, one.pointer, one.severity, one.message, one.fingerprint) for one in report.findings)


@given(requests(), st.randoms(use_true_random=False), st.sampled_from(sorted(LAYOUTS)))
def test_order_and_layout_change_no_finding_and_no_fingerprint(
    request: tuple[str, Any], random: Any, layout: str
) -> None:
    operation, body = request
    first = judge(operation, text_of(body, "compact"))
    second = judge(operation, text_of(_shuffled(body, random), layout))
    assert _told(first) == _told(second)
    assert _told(first) == _told(judge(operation, body))
    assert [one._replace(pointer="") for one in first.skips] == [one._replace(pointer="") for one in second.skips]


def _shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, list):
        return [_shuffled(item, random) for item in value]
    if not isinstance(value, dict):
        return value
    items = list(value.items())
    random.shuffle(items)
    return {key: _shuffled(item, random) for key, item in items}


@given(requests())
def test_the_same_input_twice_gives_the_same_report(request: tuple[str, Any]) -> None:
    operation, body = request
    text = text_of(body, "indented")
    assert judge(operation, text) == judge(operation, text)
    assert judge(operation, body) == judge(operation, json.loads(text_of(body, "compact")))


@given(requests())
def test_fingerprints_tell_the_findings_of_a_report_apart(request: tuple[str, Any]) -> None:
    operation, body = request
    prints = [one.fingerprint for one in judge(operation, body).findings]
    assert len(prints) == len(set(prints))


@given(requests())
def test_no_rule_says_the_same_twice_of_one_place(request: tuple[str, Any]) -> None:
    operation, body = request
    places = [(one.rule, one.pointer, one.message) for one in judge(operation, body).findings]
    assert len(places) == len(set(places))


@given(st.sampled_from(WRITES), st.data())
def test_an_entity_is_judged_alike_alone_and_beside_others(operation: str, data: st.DataObject) -> None:
    entity = data.draw(with_faults(operation))
    filler = base(operation)
    assume(operation not in ("product_group_promotions/create", "ad_groups/create"))  # those count their siblings
    alone = linter().check(body_of(operation, [entity]), operation=operation)
    beside = linter().check(body_of(operation, [entity, filler]), operation=operation)
    inside = pointer_of(operation, 0, "")[:-1]
    of_first = [(one.rule, one.pointer) for one in beside.findings if f"{one.pointer}/".startswith(f"{inside}/")]
    expected = [(one.rule, one.pointer) for one in alone.findings if f"{one.pointer}/".startswith(f"{inside}/")]
    assert sorted(of_first) == sorted(expected)


@pytest.mark.slow
def test_all_of_this_with_many_more_examples() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", __file__]
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "long"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:]
