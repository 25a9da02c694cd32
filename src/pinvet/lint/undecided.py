"""The notice about a request that no operation fits: what comes nearest, and how to say which one is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.structure.names import shown_name
from pinvet.checks.words import listing
from pinvet.model import Notice
from pinvet.routing import CONNECTOR, closest, mentions_connector

if TYPE_CHECKING:
    from typing import Any

    from pinvet.api.table import Table
    from pinvet.config.settings import Settings
    from pinvet.model import Request

FOREIGN_CONNECTOR = (
    "this looks like the configuration of a reporting connector, but not in the form that pinvet reads; no document "
    "has one, so the form is pinvet's own"
)
REPORTS = ("pinvet-report/", "https://docs.oasis-open.org/sarif/")


def undecided(request: Request, path: str, table: Table) -> Notice:
    """Return the notice for a request whose operation is not known."""
    if request.method is not None:
        message = f"no operation of the API takes {request.method} to this URL"
        hint = "check the path, or name the operation with --operation"
    elif request.operation is not None:
        message, hint = "the API has no such operation", "`pinvet rules --format json` lists those that have rules"
    elif mentions_connector(request.body):
        message, hint = FOREIGN_CONNECTOR, _how_to_write(table)
    else:
        near = closest(request.body, table)
        message = "no operation fits the parameters of this payload"
        name = "campaigns/create"
        if near is not None:
            name = near.operation
            message += f"; the nearest is {name}, {_why(near.missing, near.strangers)}"
        hint = f"name it with --operation {name}" + (
            f", or map the file in pinvet.toml: {_line(path, name)}" if path else ""
        )
    return Notice("unknown-operation", path, message, fatal=True, hint=hint)


def _how_to_write(table: Table) -> str:
    """Say what a connector's configuration looks like here."""
    keys = listing(table.pseudo[CONNECTOR]["keys"])
    return (
        f"its top-level keys are {keys}, with pinterest_advertiser_id under connection: see docs/connector.md and "
        f"schemas/connector.schema.json; or judge it as it is with --operation {CONNECTOR}"
    )


def is_own(path: str, body: Any, settings: Settings) -> bool:
    """Tell whether a file met in a folder is pinvet's own business: a pack, the context file, an earlier report."""
    if isinstance(body, dict) and str(body.get("schema", body.get("$schema", ""))).startswith(REPORTS):
        return True
    file = settings.root / path
    return file == settings.context or any(file.is_relative_to(pack) for pack in settings.packs)


def _why(missing: tuple[str, ...], strangers: tuple[str, ...]) -> str:
    parts = []
    if missing:
        parts.append(f"which requires {listing(missing)}")
    if strangers:
        parts.append(f"which does not know {listing([shown_name(name) for name in strangers[:5]])}")
    return " and ".join(parts) or "but another one fits as well"


def _line(path: str, operation: str) -> str:
    """Return the line to paste under ``[operations]``: as a glob, which knows no escapes, a path fits itself."""
    quoted = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'under [operations], "{quoted}" = "{operation}"'
