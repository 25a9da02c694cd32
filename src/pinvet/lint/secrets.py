"""Secrets that are written out in an input, as one finding for each file."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal

from pinvet.checks.patterns import searcher
from pinvet.config.find import relative
from pinvet.finding import Finding
from pinvet.rulebook.program import holds_for
from pinvet.sources.secrets import MOST, Scanner, secrets_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from pinvet.config import Settings
    from pinvet.lint.judging import Terms
    from pinvet.lint.tally import Tally
    from pinvet.rulebook.rule import Rule
    from pinvet.sources.payload import Payload
    from pinvet.sources.readers import CaptureFile
    from pinvet.sources.secrets import Secrets
    from pinvet.text.document import Document

_ONE: Final = "a secret is written out here: take it out, and make it invalid if anybody else has seen the file"
_MANY: Final = (
    "secrets are written out in this file, the first of them here: take them out, and make them invalid if anybody "
    "else has seen the file"
)


_OPTIONS: Final = (("connection", "pinterest_client_secret"), ("connection", "secret"))


class Watch:
    """Looks at captures while they are read, unless nobody wants to know. ``report`` tells what was found so far."""

    def __init__(self, terms: Terms, tally: Tally) -> None:
        self._terms = terms
        self._tally = tally
        self._scanners: dict[str, Scanner] = {}
        self._wanted = _rule(terms) is not None

    def over(self, capture: CaptureFile) -> Callable[[BinaryIO], BinaryIO] | None:
        """Return what is to be put around the stream of a capture, None for nothing."""
        if not self._wanted:
            return None
        scanner = Scanner(_screen, binary=capture.format == "flow")
        self._scanners[capture.path] = scanner
        return scanner.around

    def report(self) -> None:
        """Add the findings of all captures to the run, as far as these were read."""
        for path, scanner in self._scanners.items():
            report(path, scanner.close(), self._terms, self._tally)


def report_payload(payload: Payload, is_configuration: bool, terms: Terms, tally: Tally) -> None:  # noqa: FBT001
    """Add the finding of a payload. A configuration is made to be kept and passed on: there it is an error.

    What stands in a configuration's own options for secrets is told there, by a rule about them.
    """
    if not is_configuration or payload.document is None:
        report(payload.path, payload.secrets, terms, tally)
        return
    report(payload.path, secrets_in(_without_options(payload.document)), terms, tally, "error")


def _without_options(document: Document) -> bytes:
    """Return the text of a configuration with the values of its options for secrets blanked, all else in its place."""
    text, index = document.text, document.index
    for pointer in _OPTIONS:
        node = index.find(pointer)
        if node is not None and not index.containers[node]:
            start, end = index.starts[node], index.ends[node]
            text = text[:start] + "".join(c if c in "\r\n" else " " for c in text[start:end]) + text[end:]
    return text.encode("utf-8", "surrogatepass")


def report(
    path: str, secrets: Secrets | None, terms: Terms, tally: Tally, worst: Literal["error"] | None = None
) -> None:
    """Add the finding of a file to the run: how many secrets stand in it, and where the first one does."""
    rule = _rule(terms)
    if secrets is None or rule is None:
        return
    severity = terms.policy.severities.get(rule.id, worst or rule.severity)
    one = Finding(
        rule=rule.id,
        name=rule.name,
        severity=severity,  # type: ignore[arg-type]  # the pack schema allows nothing else
        confidence=rule.confidence,  # type: ignore[arg-type]
        contested=rule.contested,
        remark=rule.remark,
        message=_message(secrets.times),
        url=rule.url,
        section=rule.section,
        path=path,
        place=secrets.place,
        request=0,
        method=None,
        path_template=None,
        operation="",
        entity="",
        entity_index=0,
        part="body",
        pointer="",
        parameter="",
        times=secrets.times,
        fingerprint=_fingerprint(rule.id, path),
    )
    tally.take(one, terms.policy)


def report_own_files(settings: Settings, terms: Terms, tally: Tally) -> None:
    """Look at the files that a run is set up with too, its configuration and its context, unless it has read them."""
    rule = _rule(terms)
    told = {one.path for one in (*tally.findings, *tally.suppressed) if rule is not None and one.rule == rule.id}
    for file in (settings.config_file, settings.context):
        if file is None:
            continue
        path = relative(settings.root / file, settings.root)
        if rule is None or path in told:
            continue
        with suppress(OSError):  # it could be read when the run began
            report(path, secrets_in((settings.root / file).read_bytes()), terms, tally)


def _rule(terms: Terms) -> Rule | None:
    """Return the rule about secrets, None where it is not selected."""
    book = terms.setting.book
    about = (rule for rule in book.rules if rule.kind == "structure" and rule.argument == "secret")
    about = (rule for rule in about if holds_for(rule.versions, book.version))
    return next((rule for rule in about if rule.id in terms.policy.selected), None)


def _message(times: int) -> str:
    if times == 1:
        return _ONE
    many = f"at least {MOST:,}" if times >= MOST else f"{times:,}"
    return f"{many} {_MANY}"


def _screen() -> Callable[[bytes], bool]:
    from pinvet.sources.secret_shapes import HEADS

    holds = searcher(HEADS)
    return lambda text: holds(text.decode("latin-1"))  # every byte is a character, and no shape asks for others


def _fingerprint(rule: str, path: str) -> str:
    from hashlib import sha256

    return sha256(f"{rule}\n{path}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
