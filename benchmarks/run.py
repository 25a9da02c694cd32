"""Run all benchmarks, one after the other, and print one table."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from bench import JSON_FLAG, Row, table
from environment import enter

MODULES = ("cold", "library", "files", "memory", "log", "har")
SHOWN = ("pinvet", "check-jsonschema", "jsonschema", "jsonschema-rs", "orjson", "click")


def rows_of(module: str) -> list[Row]:
    """Run one benchmark as a process of its own and return its rows."""
    script = Path(__file__).with_name(f"{module}.py")
    done = subprocess.run([sys.executable, script, JSON_FLAG], check=True, stdout=subprocess.PIPE, text=True)
    return [Row(*values) for values in json.loads(done.stdout)]


def main() -> None:
    """Print the versions, then the table."""
    shown = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    print(f"{platform.python_implementation()} {platform.python_version()} on {platform.machine()}: {shown}\n")
    print(table([row for module in MODULES for row in rows_of(module)]), end="")


if __name__ == "__main__":
    enter(__file__)
    main()
