"""Compiled rules are kept in a folder of the test run, never in that of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pinvet.lint import Linter, calls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="package", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINVET_CACHE_DIR", str(folder))
        calls._default.cache_clear()
        yield folder
        calls._default.cache_clear()


@pytest.fixture(scope="package")
def plain(own_cache: Path) -> Linter:
    """A linter with all of pinvet's rules and no settings of anybody."""
    return Linter()
