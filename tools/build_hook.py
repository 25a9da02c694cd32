"""Compile our own packs into the wheel, so that an installed pinvet never reads them as YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds `pinvet/compiled.json` to wheels; an editable install reads the packs themselves."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the packs before the wheel is put together. A mistake in a pack stops the build."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from pinvet.api.table import load_table
        from pinvet.rulebook.store import compiled

        target = Path(tempfile.mkdtemp()) / "compiled.json"  # not beside the wheel, where uploads would find it
        target.write_bytes(compiled(load_table().at(None)))
        build_data["force_include"][str(target)] = "pinvet/compiled.json"
