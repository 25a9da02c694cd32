"""Unknown and missing keys, told by what a schema knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pinvet.text.schema_violation import Violation


def unknown(violation: Violation) -> list[str]:
    """Return the keys that `additionalProperties` or `unevaluatedProperties` refuse."""
    if violation.keyword == "unevaluatedProperties":
        return list(violation.unevaluated)
    named = violation.schema.get("properties", {})
    patterns = violation.schema.get("patternProperties", {})
    return [
        key for key in violation.value if key not in named and not any(re.search(pattern, key) for pattern in patterns)
    ]


def missing(violation: Violation) -> list[str]:
    """Return the keys that `required` or `dependentRequired` lack, in the order of the schema."""
    wanted = violation.wanted
    if violation.keyword == "dependentRequired":
        wanted = [key for present, keys in wanted.items() if present in violation.value for key in keys]
    return [key for key in dict.fromkeys(wanted) if key not in violation.value]


def known(schema: dict[str, Any], root: dict[str, Any]) -> list[str]:
    """Return the keys that a schema names, with those of the schemas joined to it inside one file, sorted."""
    found: set[str] = set()
    waiting: list[Any] = [schema]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict) or id(part) in seen:
            continue
        seen.add(id(part))
        found |= part.get("properties", {}).keys()
        for word in ("allOf", "anyOf", "oneOf"):
            waiting += part.get(word, [])
        waiting += [part[word] for word in ("if", "then", "else") if word in part]
        waiting.append(_referred(part.get("$ref", ""), root))
    return sorted(found)


def _referred(reference: str, root: Any) -> Any:
    if not reference.startswith("#/"):
        return None
    for step in reference[2:].split("/"):
        root = root.get(step) if isinstance(root, dict) else None
    return root
