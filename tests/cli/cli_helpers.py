"""What the tests of the command line say `run` and `engine` are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pinvet.report import Report, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.testing import Result

    from pinvet.config import Settings
    from pinvet.sources.payload import Payload


class Run(Protocol):
    def __call__(self, *arguments: str, stdin: bytes | None = None, **environment: str) -> Result: ...


class Engine:
    """Stands for the engine: keeps what it was asked, and answers with one report."""

    def __init__(self) -> None:
        self.report = Report(Summary(files=1, requests=1))
        self.settings: list[Settings] = []
        self.payloads: list[Payload] = []
        self.frames: list[bool] = []

    def run(self, settings: Settings, payloads: Iterable[Payload], *, frames: bool) -> Report:
        self.settings.append(settings)
        self.frames.append(frames)
        self.payloads = list(payloads)
        return self.report
