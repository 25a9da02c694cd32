"""Run the quick tests on every other supported Python that this machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.12", "3.13", "3.14")


def main() -> int:
    """Return 0 if the tests pass on each Python that was found; one that is not installed is named."""
    for version in VERSIONS:
        binary = _find(version)
        if binary is None:
            print(f"Python {version} is not on this machine: not tried")
            continue
        code = _test(binary, ROOT / "build" / f"venv-{version}")
        if code:
            print(f"the tests fail on Python {version}")
            return code
        print(f"the tests pass on Python {version}")
    return 0


def _find(version: str) -> str | None:
    """Return an interpreter that starts: on the path, or among those that pyenv keeps."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = sorted(str(path) for path in pyenv.glob(f"{version}.*/bin/python"))
    for binary in (shutil.which(f"python{version}"), *kept):
        if binary and subprocess.run([binary, "-c", "pass"], capture_output=True, check=False).returncode == 0:
            return binary
    return None


def _test(binary: str, home: Path) -> int:
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        subprocess.run([binary, "-m", "venv", str(home)], check=True)
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--editable",
        f"{ROOT}[dev]",
    ]
    subprocess.run(install, check=True)
    return subprocess.run(
        [str(python), "-m", "pytest", "-m", "not slow", "-n", "auto"], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
