"""The overlay of version 5.28 is what the tool makes of the installed package."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(importlib.util.find_spec("pinterestsdk") is None, reason="pinterestsdk is not installed")
def test_the_overlay_is_what_the_package_says(tmp_path: Path) -> None:
    made = tmp_path / "overlay.json"
    command = [sys.executable, str(ROOT / "tools" / "overlay_5_28.py"), str(made)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert made.read_bytes() == (ROOT / "schemas" / "api" / "overlay-5.28.json").read_bytes()
