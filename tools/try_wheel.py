"""Build the wheel, install it in a new virtual environment away from the checkout, and use it there."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BROKEN = [
    {"name": "Spring", "objective_type": "CONSIDERATION", "is_performance_plus": True, "daily_spend_cap": 20000000}
]


def main() -> int:
    """Return 0 if the installed wheel finds its rules and its table, and judges a payload."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run([sys.executable, "-m", "build", "--wheel", "--outdir", str(home), str(ROOT)])
        wheel = next(home.glob("pinvet-*.whl"))
        venv.create(home / "env", with_pip=True)
        binaries = home / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        run([str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)])
        payload = home / "spring.campaigns.create.json"
        payload.write_text(json.dumps(BROKEN), encoding="utf-8")
        judged = run([str(binaries / "pinvet"), "check", str(payload), "--format", "json"], cwd=home, expect=1)
        report = json.loads(judged)
        rules = {finding["rule"] for finding in report["findings"]}
        listed = json.loads(run([str(binaries / "pinvet"), "rules", "--format", "json"], cwd=home))
        if "PP102" not in rules or report["summary"]["rules"] < 20 or len(listed) < 100:
            print(f"the installed wheel does not find its rules: {sorted(rules)}")
            return 1
        print(f"{wheel.name} works: {len(listed)} rules")
    return 0


def run(command: list[str], *, cwd: Path | None = None, expect: int = 0) -> str:
    """Run a command and return what it prints. Exits with its output where its exit code is another one."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != expect:
        sys.exit(f"{' '.join(command)} exited with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
