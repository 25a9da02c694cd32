"""Tables built from small descriptions: one operation, things/create, whose entities are given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pinvet.api.build import build

if TYPE_CHECKING:
    from pathlib import Path

PATH = "/ad_accounts/{ad_account_id}/things"


def described(
    entity: object, version: str = "5.1.0", schemas: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """Return a description with one operation, things/create, whose body is a list of an entity."""
    body = {"type": "array", "minItems": 1, "maxItems": 30, "items": entity}
    return {
        "openapi": "3.0.3",
        "info": {"version": version},
        "paths": {
            PATH: {
                "post": {
                    "operationId": "things/create",
                    "requestBody": {"content": {"application/json": {"schema": body}}},
                    **more,
                }
            }
        },
        "components": {"schemas": schemas or {}},
    }


class Builder:
    """Writes descriptions to files and builds tables from them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, value: object) -> Path:
        path = self.folder / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        return path

    def build(self, *descriptions: object, overlay: object = None, facts: object = None) -> dict[str, Any]:
        """Return the contents of a table's files; the first description may be an invalid one."""
        files = [self.file(f"d{index}.json", value) for index, value in enumerate(descriptions)]
        overlays = [] if overlay is None else [self.file("overlay.json", overlay)]
        built = build(files, overlays, self.file("facts.json", facts or {}))
        return {name: json.loads(content) for name, content in built.items()}

    def thing(self, *descriptions: object, overlay: object = None, facts: object = None) -> dict[str, Any]:
        """Return the stored operation things/create."""
        stored: dict[str, Any] = self.build(*descriptions, overlay=overlay, facts=facts)[
            "operations/things.create.json"
        ]
        return stored


def obj(required: list[str] | None = None, **properties: object) -> dict[str, Any]:
    """Return the schema of an object with some properties, of which some are required."""
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})
