"""The keys of pinvet.toml: the one table that the reader checks by and that editors complete from.

The table is a JSON Schema, so `schemas/config.schema.json` is this value written out, and a test holds the two
together: python -c "import json, pinvet.config.keys as keys; print(json.dumps(keys.SCHEMA, indent=2))" writes it.
Only the keywords that `check.py` understands are used.
"""

from __future__ import annotations

from typing import Any, Final

VERSION_PATTERN: Final = r"^[0-9]+\.[0-9]+$"

_LEVELS = ["error", "warning", "note"]
_GLOB = {"type": "string", "minLength": 1}
_GLOBS = {"type": "array", "items": _GLOB, "minItems": 1}
_SELECTORS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_ASSUMED = {"type": "array", "items": {"type": "string", "minLength": 1}}

# our names of the fields of a record of a request log
FIELDS: Final = {
    "method": "the HTTP method",
    "url": "the URL, or its path",
    "headers": "the headers of the request",
    "body": "the body of the request: a value, or a text that is JSON",
    "size": "the size of the body in bytes, as it was sent",
    "truncated": "whether the body was cut",
    "status": "the HTTP status of the answer",
    "response_body": "the body of the answer",
    "time": "the time: Unix seconds or milliseconds, or ISO 8601",
}

SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "pinvet.toml, or the table tool.pinvet of pyproject.toml",
    "description": (
        "Settings of one project. A flag of the command line beats its PINVET_* variable, which beats this file. "
        "Globs are matched against paths below the folder of this file: one without a slash fits at any depth, one "
        "with a slash from that folder on, and a glob that fits a folder fits everything in it."
    ),
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "select": {
            **_SELECTORS,
            "description": "Rules to run: ids, prefixes of ids, names, or packs. Without it, every enabled rule runs.",
            "examples": [["PP", "promotions"]],
        },
        "ignore": {
            **_SELECTORS,
            "description": "Rules not to report: ids, prefixes of ids, names, or packs.",
            "examples": [["API003", "one-spend-cap"]],
        },
        "extend-select": {
            **_SELECTORS,
            "description": "Rules to run on top of the others; this is how a rule that is off by default is enabled.",
            "examples": [["PR111"]],
        },
        "severity": {
            "type": "object",
            "additionalProperties": {"type": "string", "enum": _LEVELS},
            "description": "The severity of single rules, by id or name. It also stands where a rule would be weaker.",
            "examples": [{"one-spend-cap": "warning"}],
        },
        "fail-on": {
            "type": "string",
            "enum": _LEVELS,
            "default": "error",
            "description": "The weakest severity that makes the exit code 1.",
        },
        "min-severity": {
            "type": "string",
            "enum": _LEVELS,
            "default": "warning",
            "description": "The weakest severity that is printed; weaker findings are only counted.",
        },
        "api-version": {
            "type": "string",
            "pattern": VERSION_PATTERN,
            "description": "The version of the API that requests are written for. Without it, the newest one known.",
            "examples": ["5.28"],
        },
        "as-of": {
            "type": "string",
            "format": "date",
            "description": "The day to judge dates by, YYYY-MM-DD. Without it, today in UTC.",
            "examples": ["2027-01-31"],
        },
        "assume": {
            **_ASSUMED,
            "description": (
                "What to take for granted about campaigns that no input tells of: performance-plus, "
                "no-performance-plus, new-customer-acquisition, no-new-customer-acquisition, objective=NAME."
            ),
            "examples": [["performance-plus", "objective=SALES"]],
        },
        "assumptions": {
            "type": "array",
            "description": "Assumptions for some files; they are put over those of 'assume'.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["files", "assume"],
                "properties": {
                    "files": {**_GLOBS, "description": "The files that this is about."},
                    "assume": {**_ASSUMED, "description": "As the key 'assume' of the whole file."},
                },
            },
            "examples": [[{"files": ["payloads/plus/**"], "assume": ["performance-plus"]}]],
        },
        "operations": {
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1},
            "description": "Which operation a payload file is for, by glob. The first glob that fits decides.",
            "examples": [{"payloads/campaigns/*.json": "campaigns/create"}],
        },
        "ignores": {
            "type": "array",
            "description": "Rules not to report for some files, each with the reason why.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["files", "rules", "reason"],
                "properties": {
                    "files": {**_GLOBS, "description": "The files that this is about."},
                    "rules": {
                        **_SELECTORS,
                        "minItems": 1,
                        "description": "Ids, prefixes of ids, names, or packs.",
                    },
                    "reason": {
                        "type": "string",
                        "minLength": 1,
                        "description": "Why; it is shown beside what it suppresses.",
                    },
                },
            },
            "examples": [[{"files": ["legacy/**"], "rules": ["PP103"], "reason": "frozen until the spring launch"}]],
        },
        "packs": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "description": (
                "Folders of the project's own rule packs, below the project's root. "
                "Folders elsewhere are named on the command line with --rules."
            ),
            "examples": [["rules/pinterest"]],
        },
        "context": {
            "type": "string",
            "minLength": 1,
            "description": "A file that tells what the ad account holds, below the project's root.",
            "examples": ["pinvet-context.yaml"],
        },
        "exclude": {
            "type": "array",
            "items": _GLOB,
            "description": "Files to leave out of folders; with --force-exclude also where they are named.",
            "examples": [["fixtures/", "*.schema.json"]],
        },
        "hosts": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "description": "Hosts in captures that stand for the API beside its own, such as a proxy.",
            "examples": [["localhost:8080"]],
        },
        "fields": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {"type": "string", "format": "json-pointer", "description": f"Where a record holds {what}."}
                for name, what in FIELDS.items()
            },
            "description": "Where request logs (NDJSON) hold what, as JSON Pointers into one record.",
            "examples": [{"url": "/http/target", "body": "/http/payload"}],
        },
        "max-findings": {
            "type": "integer",
            "minimum": 1,
            "default": 20000,
            "description": "How many findings stand in full in a report; counts stay exact.",
        },
        "fail-deprecated": {
            "type": "boolean",
            "default": False,
            "description": "Treat what is deprecated as an error from the day on that the documents give for its end.",
        },
        "strict": {
            "type": "boolean",
            "default": False,
            "description": "Let everything that could not be read or judged in an input make the exit code 2.",
        },
    },
}
