"""A rule as data: what a pack says of it, with the pack's own keys joined in."""

from typing import Any, NamedTuple


class Rule(NamedTuple):
    """One documented constraint. ``when`` holds the pack's condition and the rule's own: both must hold."""

    id: str
    name: str
    title: str
    why: str
    pack: str
    url: str
    source: str
    verified: str
    section: str
    covers: tuple[str, ...]
    operations: tuple[str, ...]
    when: tuple[dict[str, Any], ...]
    kind: str
    argument: Any
    severity: str
    confidence: str
    contested: str | None
    remark: str | None
    enabled: bool
    ours: bool
    body: dict[str, Any]

    @property
    def versions(self) -> str | None:
        """The API versions it holds for, such as ``>=5.28``, or None for all."""
        return self.body.get("versions")


def rule_from(pack: dict[str, Any], body: dict[str, Any], kinds: tuple[str, ...], *, ours: bool) -> Rule:
    """Join a rule as written with its pack. The pack has passed the schema."""
    source = pack["source"]
    kind = next(name for name in kinds if name in body)
    of_pack = {} if body.get("pack_when") == "ignored" else pack.get("when", {})
    return Rule(
        id=body["id"],
        name=body["name"],
        title=body["title"],
        why=body.get("why", ""),
        pack=pack["pack"],
        url=body.get("url", source["url"]),
        source=source["title"],
        verified=body.get("verified", source["verified"]),
        section=body["section"],
        covers=tuple(body["covers"]),
        operations=tuple(body.get("operations", pack.get("operations", ()))),
        when=(of_pack, body.get("when", {})),
        kind=kind,
        argument=body[kind],
        severity=body["severity"],
        confidence=body.get("confidence", "documented"),
        contested=body.get("contested"),
        remark=body.get("remark"),
        enabled=body.get("enabled", True),
        ours=ours,
        body={key: value for key, value in body.items() if key in KEPT},
    )


# what the compiled check still needs of the rule as written
KEPT = (
    "id", "severity", "at", "judge", "strict", "point", "weaker", "if_unknown", "versions", "fix", "match", "expect",
    "no_overlap", "deprecated", "contested",
)  # fmt: skip
