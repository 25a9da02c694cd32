"""An account as a context file: ids, switches, dates, numbers and words of enums; no name and no text of anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.account.known import KEPT, KINDS
from pinvet.api.table import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pinvet.account.known import Known
    from pinvet.account.state import Account

    Words = Mapping[str, frozenset[str]]  # of a parameter, by its dotted name

TEXT: Final = "<text>"  # a placeholder: something is set, and what it is is not told
CODED: Final = "targeting_spec."  # here stand codes of places and languages, which the API table does not list
DEEPEST: Final = 12  # no parameter lies deeper
TOLD: Final = ("type", *KEPT)  # what the server, or a context file, alone tells of an entity

_WORD: Final = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_CODE: Final = re.compile(r"[A-Za-z]{2}([_-][A-Za-z0-9]{2,10})?|\d{1,20}\+?")
_NUMBER: Final = re.compile(r"\d{1,20}|\d{4}-\d\d-\d\d([T ][0-9:.]{5,15}(Z|[+-]\d\d:?\d\d)?)?")
_NUMBERED: Final = ("id", "_ids", "time", "date")  # what ends so holds numbers; elsewhere digits may be a name


def exported(account: Account) -> dict[str, Any]:
    """Return what a context file tells of an account; reading it back gives what rules ask for."""
    written: dict[str, Any] = {}
    for collection, kind in KINDS.items():
        known = {one.id: one for one in account.entities[collection].values() if _is_id(one.id)}
        if known:
            words = _words(kind)
            written[collection] = {identity: _entity(one, words) for identity, one in known.items()}
    listed = sorted(name for name in account.listed if _is_plain(name))
    if listed:
        written["listed"] = listed
    if account.scopes is not None:
        written["scopes"] = sorted(account.scopes)
    return written


def _words(kind: str) -> Words:
    """Return the words that the API table lists for the parameters of an entity."""
    table = load_table()
    found: dict[str, frozenset[str]] = {}
    for identity, entry in table.index["operations"].items():
        if entry["entity"] == kind and entry["does"] in ("create", "update"):
            for name, parameter in table.operation(identity).parameters.items():
                enum = (parameter.items or parameter).enum or ()
                found[name] = found.get(name, frozenset()) | frozenset(map(str, enum))
    return found


def _entity(known: Known, words: Words) -> dict[str, Any]:
    told = {name: value for name, value in known.values.items() if name != "id" and value is not None}
    written: dict[str, Any] = _shown(told, "", words)
    marks = {
        "partial": not known.whole,
        "deleted": known.deleted,
        "by_client": known.by_client,
        "presumed": known.presumed,
    }
    written.update({name: True for name, mark in marks.items() if mark})
    if _is_id(known.ad_account_id):
        written["ad_account_id"] = known.ad_account_id
    return written


def _shown(value: Any, name: str, words: Words) -> Any:
    """Return a value with every text replaced that may be a name. ``name`` is the dotted one of the parameter."""
    if name.count(".") > DEEPEST:
        return TEXT
    if isinstance(value, dict):
        outside = f"{name}." if name else ""
        return {key if _is_name(key) else TEXT: _shown(item, f"{outside}{key}", words) for key, item in value.items()}
    if isinstance(value, list):
        return [_shown(item, f"{name}.*" if isinstance(item, (dict, list)) else name, words) for item in value]
    if not isinstance(value, str) or not value:
        return value
    return value if _may_stand(value, name, words) else TEXT


def _may_stand(text: str, name: str, words: Words) -> bool:
    if text in words.get(name, ()):
        return True
    if name in TOLD:
        return _WORD.fullmatch(text) is not None
    if name.startswith(CODED):
        return _CODE.fullmatch(text) is not None
    return name.endswith(_NUMBERED) and _NUMBER.fullmatch(text) is not None


def _is_id(identity: str | None) -> bool:
    return identity is not None and identity.isascii() and identity.isdigit()


def _is_name(key: str) -> bool:
    return len(key) <= 60 and key.replace("_", "").isalpha() and key.isascii()


def _is_plain(listed: str) -> bool:
    return all(word.replace("_", "").isalnum() and word.isascii() for word in listed.split(" "))
