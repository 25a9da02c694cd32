"""The benchmarks' own virtual environment: the wheel of this checkout beside its peers, in build/bench-venv."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
HOME = BUILD / "bench-venv"
PEERS = ("check-jsonschema>=0.31", "jsonschema>=4.23", "jsonschema-rs>=0.30", "orjson>=3.10")
SCHEMA = Path(__file__).with_name("campaigns.create.schema.json")
BASES = ("src/pinvet", "rules", "schemas")


class Environment(NamedTuple):
    """Where programs are: the folder of a virtual environment's executables."""

    binaries: Path

    def program(self, name: str) -> str:
        """Return the path of a program, such as `python` or `pinvet`."""
        return str(self.binaries / (f"{name}.exe" if sys.platform == "win32" else name))


def here() -> Environment:
    """Return the environment that this process runs in."""
    return Environment(Path(sys.executable).parent)


def prepared() -> Environment:
    """Return the environment of the benchmarks, with the wheel of the checkout as it is now."""
    environment = Environment(HOME / ("Scripts" if sys.platform == "win32" else "bin"))
    if not Path(environment.program("python")).exists():
        venv.create(HOME, with_pip=True)
        _pip(environment, *PEERS)
    stamp = HOME / "pinvet.sha256"
    digest = _digest()
    if not stamp.exists() or stamp.read_text() != digest:
        wheel = _wheel()
        _pip(environment, str(wheel))
        _pip(environment, "--force-reinstall", "--no-deps", str(wheel))
        stamp.write_text(digest)
    return environment


def enter(script: str) -> None:
    """Go on in the benchmarks' environment: returns at once where this process runs in it, else never."""
    if Path(sys.prefix).resolve() == HOME.resolve():
        return
    environment = prepared()
    sys.exit(subprocess.run([environment.program("python"), script, *sys.argv[1:]], check=False).returncode)


def clean_variables(**more: str) -> dict[str, str]:
    """Return the variables of this process without those that change how pinvet or Python runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PINVET_", "PYTHON"))}
    return {**kept, **more}


def _wheel() -> Path:
    folder = BUILD / "bench-wheel"
    for old in folder.glob("*.whl"):
        old.unlink()
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT], check=True, stdout=sys.stderr)
    return next(folder.glob("pinvet-*.whl"))


def _pip(environment: Environment, *words: str) -> None:
    pip = [environment.program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *words], check=True, stdout=sys.stderr)


def _digest() -> str:
    digest = sha256()
    for path in _sources():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield ROOT / "pyproject.toml"
    yield ROOT / "tools" / "build_hook.py"
    for base in BASES:
        yield from sorted(
            path for path in (ROOT / base).rglob("*") if path.is_file() and path.suffix in (".py", ".yaml", ".json")
        )
