"""Microsoft's validator has nothing to complain about in our logs."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from samples import ALL, naughty

from pinvet.reporters import render

if TYPE_CHECKING:
    from types import ModuleType

    from pinvet.report import Report

TOOL = Path(__file__).resolve().parents[2] / "tools/multitool.py"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("npm") is None, reason="npm is absent"),
]


@pytest.fixture(scope="module")
def multitool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("multitool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "report",
    # Code scanning shows what stands in a file, so GH1003 wants a region of every result: not of a library call's.
    [
        *(report._replace(findings=tuple(f for f in report.findings if f.path)) for report in ALL.values()),
        naughty("a b")._replace(findings=naughty("a b").findings[:1]),
    ],
    ids=[*ALL, "naughty"],
)
def test_no_error_and_no_warning(multitool: ModuleType, tmp_path: Path, report: Report) -> None:
    log = tmp_path / "log.sarif"
    log.write_text(render(report, "sarif"))
    assert multitool.complaints(log) == []


def test_the_tool_does_complain(multitool: ModuleType, tmp_path: Path) -> None:
    log = tmp_path / "log.sarif"
    text = render(ALL["payload"], "sarif")
    log.write_text(text.replace('"startLine": 4', '"startLine": -4').replace('"OneSpendCap"', '"PP103"'))
    assert {complaint.level for complaint in multitool.complaints(log)} == {"error", "warning"}
    assert multitool.main([str(log)]) == 1
    log.write_text("{")
    assert multitool.main([str(log)]) == 1
    log.write_text(text)
    assert multitool.main([str(log)]) == 0
