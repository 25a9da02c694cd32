"""What validators find in six campaigns: one without a fault, five with one each. No figures of speed.

openapi-core (PyPI) and redocly drift (npm) judge by Pinterest's own API description, which lies beside the checkout or
is named as the first argument. Both are installed under build/ on the first run; one that cannot be is left out.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environment import BUILD, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

DESCRIPTION = ROOT.parent / "shared" / "reference" / "openapi-5.23.0.yaml"
URL = "https://api.pinterest.com/v5/ad_accounts/549755885175/campaigns"
VALID = {
    "ad_account_id": "549755885175",
    "name": "Spring",
    "status": "PAUSED",
    "objective_type": "CONSIDERATION",
    "start_time": 1_798_761_600,
    "daily_spend_cap": 20_000_000,
}
CASES: dict[str, dict[str, Any]] = {
    "valid": {},
    "both spend caps": {"lifetime_spend_cap": 90_000_000, "end_time": 1_801_440_000},
    "campaign budget without a cap": {"is_campaign_budget_optimization": True, "daily_spend_cap": None},
    "end before start": {"end_time": 1_798_000_000},
    "misspelled name": {"daily_spend_capp": 20_000_000},
    "misspelled word": {"objective_type": "AWARNESS"},
}
OPENAPI_CORE = """
import json, sys
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest
api = OpenAPI.from_file_path(sys.argv[1])
host, path = "https://api.pinterest.com", "/v5/ad_accounts/549755885175/campaigns"
for body in json.load(open(sys.argv[2])):
    request = MockRequest(host, "post", path, data=json.dumps(body).encode(), content_type="application/json")
    try:
        api.validate_request(request)
        print("")
    except Exception as error:
        print("" if "Security" in type(error).__name__ else type(error).__name__)
"""


def bodies() -> list[list[dict[str, Any]]]:
    """Return the body of each case."""
    changed = ({**VALID, **change} for change in CASES.values())
    return [[{name: value for name, value in one.items() if value is not None}] for one in changed]


def pinvet_finds() -> list[str]:
    """Return what pinvet finds in each case: the rules with an error or a warning."""
    import pinvet

    reports = [pinvet.check(body, operation="campaigns/create") for body in bodies()]
    return [" ".join(sorted({one.rule for one in report.findings if one.severity != "note"})) for report in reports]


def openapi_core_finds(description: Path, folder: Path) -> list[str]:
    """Return what openapi-core finds; it runs in a virtual environment of its own."""
    sent = folder / "bodies.json"
    sent.write_text(json.dumps(bodies()))
    words = [openapi_core(), "-c", OPENAPI_CORE, str(description), str(sent)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split("\n")[: len(CASES)]


def redocly_finds(description: Path, folder: Path) -> list[str]:
    """Return what redocly drift finds in one capture of each case."""
    found = []
    for number, body in enumerate(bodies()):
        capture = folder / f"{number}.har"
        capture.write_text(json.dumps(har(body)))
        words = [*redocly_drift(description), "--format", "json", str(capture)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        found.append(told(done.stdout))
    return found


def openapi_core() -> str:
    """Return the Python of a virtual environment that holds openapi-core, made on the first run."""
    home = BUILD / "openapi-core-venv"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "openapi-core", "pyyaml"], check=True)
    return str(python)


def redocly_drift(description: Path) -> tuple[str, ...]:
    """Return the command that judges a capture by the description's schemas; it is installed on the first run."""
    home = BUILD / "redocly"
    program = home / "node_modules" / ".bin" / "redocly"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", str(home), "--no-audit", "--no-fund", "@redocly/cli"], check=True)
    return (str(program), "drift", "--api", str(description), "--rules", "schema-consistency")


def told(text: str) -> str:
    """Return the names of the problems with a body in a report of redocly drift, in JSON."""
    return " ".join(sorted({one["ruleId"] for one in json.loads(text)["problems"]}))


def har(*sent: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a capture of requests with these bodies and their answers."""
    entries = [_entry(body) for body in sent]
    return {"log": {"version": "1.2", "creator": {"name": "benchmark", "version": "1"}, "entries": entries}}


def _entry(body: list[dict[str, Any]]) -> dict[str, Any]:
    sent = {"mimeType": "application/json", "text": json.dumps(body)}
    headers = [{"name": "content-type", "value": "application/json"}]
    request = {"method": "POST", "url": URL, "httpVersion": "HTTP/1.1", "headers": headers, "postData": sent}
    content = {"size": 2, "mimeType": "application/json", "text": json.dumps({"items": []})}
    response = {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": headers, "content": content}
    return {
        "startedDateTime": "2026-11-21T10:00:00Z",
        "time": 1,
        "request": {**request, "queryString": [], "cookies": [], "headersSize": -1, "bodySize": -1},
        "response": {**response, "cookies": [], "redirectURL": "", "headersSize": -1, "bodySize": -1},
        "cache": {},
        "timings": {"send": 0, "wait": 1, "receive": 0},
    }


def main() -> int:
    """Print the table; 2 where there is no description to judge by."""
    description = Path(sys.argv[1]) if len(sys.argv) > 1 else DESCRIPTION
    if not description.is_file():
        print(f"no API description at {description}: name one")
        return 2
    tools: dict[str, Callable[[], list[str]]] = {"pinvet": pinvet_finds}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools["openapi-core"] = lambda: openapi_core_finds(description, folder)
        if shutil.which("npm") is not None:
            tools["redocly drift"] = lambda: redocly_finds(description, folder)
        found = {tool: judge() for tool, judge in tools.items()}
    print(" | ".join(("campaign", *found)))
    for number, case in enumerate(CASES):
        print(" | ".join((case, *(told_by[number] or "-" for told_by in found.values()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
