"""Reports written by hand: a payload, a capture, a library call, all of them together, and nothing at all."""

from __future__ import annotations

from pinvet.finding import Edit, Finding, Fix, Frame, Refusal, Related, RuleInfo, Skip, Unapplied
from pinvet.model import Input, Notice, Place
from pinvet.report import Report, Summary

PAGE = "https://developers.pinterest.com/docs/work-with-ads/pinterest-performance-plus-setup"
SECTION = "Step 1: Create a campaign"

ONE_CAP = RuleInfo(
    id="PP103",
    name="one-spend-cap",
    title="A campaign has a lifetime or a daily spend cap, not both",
    why="The API refuses a campaign with two caps.",
    url=PAGE,
    section=SECTION,
    severity="error",
    confidence="documented",
    contested=None,
    pack="performance-plus/campaign",
    judged=30,
    skipped=2,
)
FLEXIBLE = RuleInfo(
    id="PP107",
    name="flexible-with-lifetime",
    title="Flexible daily budgets go with a daily cap",
    why="",
    url=PAGE,
    section=SECTION,
    severity="warning",
    confidence="stricter",
    contested="The reference lists both, the guide forbids it",
    pack="performance-plus/campaign",
    judged=30,
)

TWO_CAPS = Finding(
    rule="PP103",
    name="one-spend-cap",
    severity="error",
    confidence="documented",
    contested=None,
    remark="The API keeps neither cap.",
    message="only one of lifetime_spend_cap, daily_spend_cap; daily_spend_cap is the second",
    url=PAGE,
    section=SECTION,
    path="spring.json",
    place=Place(4, 3, 4, 30),
    request=0,
    method=None,
    path_template=None,
    operation="campaigns/create",
    entity="campaign",
    entity_index=0,
    part="body",
    pointer="/daily_spend_cap",
    parameter="daily_spend_cap",
    fingerprint="3f2a9c41d07be865",
    also=("PP105",),
    related=(
        Related(
            path="spring.json",
            pointer="/lifetime_spend_cap",
            message="lifetime_spend_cap is the first",
            place=Place(3, 3, 3, 33),
        ),
    ),
    fix=Fix(
        title="Remove daily_spend_cap",
        safe=False,
        patch=({"op": "remove", "path": "/daily_spend_cap"},),
        edits=(Edit(Place(3, 33, 4, 30), ""),),
    ),
    frame=Frame(
        lines=(
            (3, '  "lifetime_spend_cap": 90000000,'),
            (4, '  "daily_spend_cap": 20000000,'),
            (5, '  "name": "············"'),
        ),
        place=Place(4, 3, 4, 30),
    ),
)
CONTESTED = Finding(
    rule="PP107",
    name="flexible-with-lifetime",
    severity="warning",
    confidence="stricter",
    contested="The reference lists both, the guide forbids it",
    remark=None,
    message="is_flexible_daily_budgets is true, expected false because lifetime_spend_cap is set",
    url=PAGE,
    section=SECTION,
    path="logs/day.ndjson",
    place=Place(7, 311, 7, 343),
    request=6,
    method="POST",
    path_template="/ad_accounts/{ad_account_id}/campaigns",
    operation="campaigns/create",
    entity="campaign",
    entity_index=1,
    part="body",
    pointer="/1/is_flexible_daily_budgets",
    parameter="is_flexible_daily_budgets",
    witness="contradicted",
    times=12,
    fingerprint="90b1c7e2a4d85f36",
    related=(
        Related(
            path="logs/day.ndjson",
            pointer="/1/lifetime_spend_cap",
            message="lifetime_spend_cap is set here",
            place=Place(7, 270, 7, 290),
            request=6,
        ),
        Related(path="", pointer="", message="the campaign is known from the context", request=2),
    ),
    frame=Frame(lines=((7, '…"is_flexible_daily_budgets": true'),), place=Place(7, 2, 7, 35)),
)
CALLED = Finding(
    rule="PP112",
    name="known-objective",
    severity="note",
    confidence="inferred",
    contested=None,
    remark=None,
    message='objective_type is "AWARENESS", expected one of "CONSIDERATION", "WEB_CONVERSION"',
    url="",
    section="",
    path="",
    place=None,
    request=0,
    method="POST",
    path_template="/ad_accounts/{ad_account_id}/campaigns",
    operation="campaigns/create",
    entity="campaign",
    entity_index=0,
    part="body",
    pointer="",
    parameter="objective_type",
    witness="confirmed",
    fix=Fix(title="Set objective_type", safe=True, patch=({"op": "add", "path": "/0/a", "value": 1},)),
)

PARENT = Skip(
    reason="unknown-parent",
    missing="campaign 626735565838 of this ad group",
    rules=("PP201", "PP202"),
    entities=12,
    path="logs/day.ndjson",
    request=9,
    pointer="/0",
    remedy="--assume performance-plus",
)
OTHER_PARENT = PARENT._replace(missing="campaign 626735565839 of this ad group", entities=1, rules=("PP201",))
END = Skip(
    reason="needs-the-end",
    missing="what comes after this call",
    rules=("CA203",),
    entities=1,
    path="",
    request=0,
    pointer="",
    remedy="",
)
TORN = Notice(
    kind="capture",
    path="logs/day.ndjson",
    message="record 12 ends before its body does",
    line=13,
    column=220,
    hint="Record it again with a larger limit.",
)
REFUSED = Refusal(
    operation="ads/create",
    status=400,
    code="29",
    message="Invalid creative_type for …",
    path="logs/day.ndjson",
    request=41,
    line=42,
    times=3,
)
NEVER_HELD = Unapplied("performance-plus/campaign", "conditions", ("PP104", "PP105", "PP106", "PP108"))
NEVER_CAME = Unapplied("promotions/promotion", "operations", ("PR101", "PR103"))
BROKEN = Notice(kind="syntax", path="autumn.json", message="expected , or }", line=9, column=4, fatal=True)

EMPTY = Report(summary=Summary(files=1, requests=1, entities=1, rules=2), rules=(ONE_CAP, FLEXIBLE))
PAYLOAD = Report(
    summary=Summary(files=1, requests=1, entities=1, errors=1, rules=143),
    inputs=(Input("spring.json", "json", "campaigns/create", inferred=True),),
    rules=(ONE_CAP, FLEXIBLE),
    findings=(TWO_CAPS,),
)
CAPTURE = Report(
    summary=Summary(
        files=1,
        requests=98,
        entities=120,
        warnings=1,
        notes=3,
        suppressed=1,
        skips=14,
        notices=1,
        rules=143,
        hidden=3,
    ),
    inputs=(Input("logs/day.ndjson", "ndjson", requests=98),),
    rules=(ONE_CAP, FLEXIBLE),
    findings=(CONTESTED,),
    suppressed=(
        CONTESTED._replace(request=8, place=Place(9, 311, 9, 343), fingerprint="aa00", remark="frozen until spring"),
    ),
    skips=(PARENT, OTHER_PARENT, END),
    notices=(TORN,),
)
LIBRARY = Report(summary=Summary(requests=1, entities=1, notes=1, rules=143), findings=(CALLED,))
EVERYTHING = Report(
    summary=Summary(
        files=3,
        requests=100,
        entities=122,
        errors=1,
        warnings=1,
        notes=1,
        suppressed=1,
        skips=14,
        notices=2,
        rules=143,
    ),
    inputs=PAYLOAD.inputs + CAPTURE.inputs,
    rules=(ONE_CAP, FLEXIBLE),
    findings=(CALLED, CONTESTED, TWO_CAPS),
    suppressed=CAPTURE.suppressed,
    skips=CAPTURE.skips,
    notices=(BROKEN, TORN),
    partial=True,
    refusals=(REFUSED, REFUSED._replace(code="", message="", times=1)),
    unapplied=(NEVER_HELD, NEVER_CAME),
)
ALL = {"empty": EMPTY, "payload": PAYLOAD, "capture": CAPTURE, "library": LIBRARY, "everything": EVERYTHING}


def naughty(text: str) -> Report:
    """Return a report with one text wherever a text of the input or of a pack can stand."""
    related = Related(path=text, pointer=f"/{_key(text)}", message=text, place=Place(1, 2, 1, 3))
    finding = Finding(
        rule=text or "X1",
        name=text,
        severity="error",
        confidence="documented",
        contested=text,
        remark=text,
        message=text,
        url=text,
        section=text,
        path=text,
        place=Place(1, 2, 1, 3),
        request=0,
        method=text,
        path_template=text,
        operation=text,
        entity=text,
        entity_index=0,
        part="body",
        pointer=f"/{_key(text)}",
        parameter=text,
        fingerprint=text,
        also=(text,),
        related=(related, related._replace(place=None)),
        fix=Fix(
            title=text,
            safe=True,
            patch=({"op": "add", "path": "/a", "value": text},),
            edits=(Edit(Place(1, 2, 1, 3), text),),
        ),
        frame=Frame(lines=((1, text), (9, f"a{text}b")), place=Place(1, 2, 1, 3)),
    )
    rule = ONE_CAP._replace(
        id=text or "X1",
        name=text,
        title=text,
        why=text,
        url=text,
        section=text,
        contested=text,
        pack=text,
        found=2,
        contradicted=1,
    )
    return Report(
        summary=Summary(files=1, requests=1, entities=1, errors=2, suppressed=1, skips=1, notices=2, rules=1),
        inputs=(Input(text, text, text or None, inferred=True),),
        rules=(rule,),
        findings=(finding, finding._replace(path="", place=None, operation=text)),
        suppressed=(finding,),
        skips=(Skip(text, text, (text,), 1, text, 0, f"/{_key(text)}", text),),
        notices=(
            Notice("shape", text, text, hint=text),
            Notice("unreadable", "", text, fatal=True),
        ),
        refusals=(Refusal(text, 400, text, text, text, 0, 1),),
        unapplied=(Unapplied(text, "conditions", (text,)), Unapplied(text, "operations", (text, text))),
    )


def _key(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")
