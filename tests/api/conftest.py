"""What the tests of the API table share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from building import Builder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    return Builder(tmp_path)
