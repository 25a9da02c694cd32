"""Verdicts to findings: the place in the text, and the lines around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.kinds.kind import known_words
from pinvet.checks.paths import dotted
from pinvet.checks.structure.names import shown_name
from pinvet.finding import Finding, Fix, Related
from pinvet.model import Pointer, json_pointer
from pinvet.redact import is_secret_name, shown

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.engine.verdict import Elsewhere, Verdict
    from pinvet.finding import Frame
    from pinvet.lint.origins import Origins
    from pinvet.model import Place, Severity
    from pinvet.text.document import Document, Duplicate


class Site(NamedTuple):
    """Where the body of a request stands: the file, its document if there is a text, the body's pointer in it.

    ``operation`` is what is judged; a part of a bulk request is sent to another ``path_template``. ``place`` is where
    the request of a capture begins, ``origins`` tells where earlier requests stand, by their number. ``frames`` says
    whether the lines around a finding are wanted.
    """

    path: str
    document: Document | None
    base: Pointer
    request: int
    method: str | None
    operation: Operation
    path_template: str = ""
    place: Place | None = None
    origins: Origins | None = None
    frames: bool = True


def finding(verdict: Verdict, site: Site, severity: Severity, identity: str) -> Finding:
    """Return the finding of a verdict. Every text in it may be shown."""
    rule = verdict.check.rule
    place, related = _places(verdict, site)
    operation = site.operation
    part = verdict.part or ("query" if operation.body is None else "body")
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=severity,
        confidence=rule.confidence,  # type: ignore[arg-type]  # the pack schema allows nothing else
        contested=verdict.contested,
        remark=verdict.remark,
        message=verdict.message,
        url=rule.url,
        section=rule.section,
        path=site.path,
        place=place,
        request=site.request,
        method=site.method or operation.method or None,
        path_template=site.path_template or operation.path or None,
        operation=operation.id,
        entity=operation.entity or "body",
        entity_index=max(verdict.position, 0),
        part=part,
        pointer=_shown_pointer(verdict.pointer),
        parameter=".".join(shown_name(step) for step in verdict.parameter.split(".")),
        fingerprint=identity,
        also=verdict.also,
        related=related,
        fix=_fix(verdict, site),
        frame=_frame(place, part, site) if site.frames else None,
    )


def _frame(place: Place | None, part: str, site: Site) -> Frame | None:
    """Return the lines around a place inside a text; that of a request as a whole has none."""
    if site.document is None or place is None or (part != "body" and site.place is not None):
        return None
    return site.document.frame(place, _shown(site))


def _shown_pointer(pointer: Pointer) -> str:
    """Write a pointer for people and reports; a name that is no parameter's may be a value and is not shown."""
    return json_pointer(tuple(step if isinstance(step, int) else shown_name(step) for step in pointer))


def _hides(pointer: Pointer) -> bool:
    return any(isinstance(step, str) and shown_name(step) != step for step in pointer)


def _places(verdict: Verdict, site: Site) -> tuple[Place | None, tuple[Related, ...]]:
    document = site.document
    if document is None:
        return site.place, tuple(_related(one, site) for one in verdict.related)
    duplicate = _duplicate(verdict, site)
    if duplicate is not None:
        first = Related(site.path, _shown_pointer(verdict.pointer), "the first one", duplicate.first, site.request)
        return duplicate.second, (first,)
    related = tuple(_related(one, site) for one in verdict.related)
    if verdict.part in ("query", "path") or (site.operation.body is None and site.base):
        return _address_place(site, document), related
    return _place(verdict, document, (*site.base, *verdict.pointer)), related


def _address_place(site: Site, document: Document) -> Place:
    """Return where the address of a request stands: in a capture the request, else the address beside the body."""
    if site.place is not None:
        return site.place
    beside = (document.value_place((*site.base[:-1], name)) for name in ("url", "path"))
    return next((place for place in beside if place is not None), document.opening_place(()))


def _place(verdict: Verdict, document: Document, pointer: Pointer) -> Place:
    """Return the key of what should not be there, the value that is wrong, or the bracket of what lacks something."""
    value = document.value_place(pointer)
    if value is None or verdict.pointer in ((), verdict.entity):
        return document.opening_place(pointer)
    if verdict.aspect == "presence":
        return document.key_place(pointer) or value
    if is_secret_name(dotted(verdict.pointer)):
        return value._replace(end_line=value.line, end_column=value.column + 1)  # a longer one would tell its length
    return value


def _duplicate(verdict: Verdict, site: Site) -> Duplicate | None:
    if verdict.check.rule.argument != "duplicate" or site.document is None:
        return None
    pointer = (*site.base, *verdict.pointer)
    return next((one for one in site.document.duplicates if one.pointer == pointer), None)


def _related(one: Elsewhere, site: Site) -> Related:
    pointer = _shown_pointer(one.pointer)
    if one.request is None:
        place = None if site.document is None else _beside(site.document, (*site.base, *one.pointer))
        return Related(site.path, pointer, one.message, place, site.request)
    origins = site.origins
    origin = None if origins is None else origins.get(one.request)
    if origins is None or origin is None:
        return Related("", pointer, one.message)
    document = origins.document(one.request)
    place = (None if document is None else _beside(document, one.pointer)) or origin.place
    return Related(origin.path, pointer, one.message, place, origin.position)


def _beside(document: Document, pointer: Pointer) -> Place | None:
    return document.key_place(pointer) or document.value_place(pointer)


def _fix(verdict: Verdict, site: Site) -> Fix | None:
    if not verdict.patch or _hides(verdict.pointer):
        return None  # a patch spells out the names that it goes through
    from pinvet.fixes import edits_for

    patch = tuple(
        {key: json_pointer(value) if key in ("path", "from") else value for key, value in step.items()}
        for step in verdict.patch
    )
    document = site.document
    edits = edits_for(patch, document, site.base) if document is not None and not document.embedded else ()
    return Fix(verdict.fix_title, verdict.safe, patch, edits)


def _in_entity(pointer: Pointer, site: Site) -> Pointer:
    """Return the part of a pointer into a body that leads from the entity on, whichever shape the body has."""
    operation = site.operation
    if site.path_template not in ("", operation.path):  # a part: /create/campaigns/0/name
        first = next((number for number, step in enumerate(pointer) if isinstance(step, int)), len(pointer))
        return pointer[first + 1 :]
    for step in operation.body.at if operation.body is not None else ():
        if not pointer or (step != "*" and pointer[0] != step) or (step == "*" and not isinstance(pointer[0], int)):
            return pointer
        pointer = pointer[1:]
    return pointer


def _shown(site: Site) -> Any:
    """Return the test of what may stand in the lines around a finding."""
    operation = site.operation

    def may_show(pointer: Pointer, value: Any) -> bool | None:
        name = dotted(_in_entity(pointer[len(site.base) :], site))
        if pointer and value == pointer[-1] and isinstance(value, str):  # a key with digits or odd letters
            return shown_name(value) == value
        if value not in (None, "") and is_secret_name(name):
            return None
        parameter = operation.parameters.get(name) or operation.parameters.get(name.removesuffix(".*"))
        words = known_words(parameter)
        return shown(value, parameter=name, operation=operation.id, words=words, enum=bool(words))

    return may_show
