"""Context files: an account as our own shape tells it, or as raw list responses of the API show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.account.known import KINDS, PARENTS
from pinvet.api.data import data_dir
from pinvet.config.mistake import ConfigError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pinvet.account.state import Account
    from pinvet.model import Pointer
    from pinvet.text.document import Document

    Slip = tuple[Pointer, str, str]

NO_ID = "the id is missing, or is no text"
ID_HINT = 'an id is written in quotes: "id": "626736533506"'

# parameters by which an entity of a raw list response is told, the surest first
MARKS = (
    ("product_group_promotions", frozenset({"ad_group_id", "catalog_product_group_id"})),
    ("ads", frozenset({"ad_group_id", "creative_type"})),
    ("ads", frozenset({"ad_group_id", "pin_id"})),
    ("ad_groups", frozenset({"campaign_id", "billable_event"})),
    ("ad_groups", frozenset({"campaign_id", "targeting_spec"})),
    ("promotions", frozenset({"promotion_type"})),
    ("promotions", frozenset({"promotion_title"})),
    ("campaigns", frozenset({"objective_type"})),
    ("catalog_product_groups", frozenset({"filters"})),
    ("feeds", frozenset({"format", "location"})),
)


def load_context(path: Path, account: Account) -> None:
    """Lay a context file over an account. Raises ConfigError, with every mistake at its place."""
    from pinvet.text.decode import decode
    from pinvet.text.document import SAVE_WHOLE, Trouble
    from pinvet.text.json import read_json
    from pinvet.text.limits import LIMITS
    from pinvet.text.yaml import read_yaml

    shown = _shown(path)
    try:
        data = path.read_bytes()
    except OSError:
        raise ConfigError(Mistake(str(path), 0, 0, "the context file cannot be read")) from None
    text = decode(data, LIMITS)
    document: Document | Trouble
    if isinstance(text, Trouble):
        document = text
    else:
        document = read_yaml(text, LIMITS) if path.suffix in (".yaml", ".yml") else read_json(text, LIMITS)
    if isinstance(document, Trouble):
        _, message, line, column, hint = document.advising(SAVE_WHOLE)
        raise ConfigError(Mistake(shown, line, column, message, hint))
    value = _own_shape(document.value)
    if value is None:
        from pinvet.text.schema import check

        troubles = check(document, _schema())
        if troubles:
            raise ConfigError(*(Mistake(shown, one.line, one.column, one.message, one.hint) for one in troubles))
        value = document.value
        slips = [*_nameless(value), *_unlisted(value.get("listed", []))]
    else:
        slips = list(_strangers(document.value))
    if slips:
        raise ConfigError(*(_mistake(shown, document, *slip) for slip in slips))
    fill(account, value)


def _shown(path: Path) -> str:
    """Return a path as people wrote it: below the current folder where it is there."""
    from pathlib import Path as Folder

    here = Folder.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _mistake(shown: str, document: Document, pointer: Pointer, message: str, hint: str) -> Mistake:
    place = document.value_place(pointer) or document.opening_place(pointer)
    return Mistake(shown, place.line, place.column, message, hint)


def _strangers(value: Any) -> Iterator[Slip]:
    """Yield what is wrong with the items of raw list responses."""
    for at, item in _items(value, ()):
        if _collection_of(item) is None:
            message = f"this is none of {', '.join(KINDS)}: no parameter tells which"
            yield at, message, 'put it under its collection: {"campaigns": [...]}'
        elif not isinstance(item.get("id"), str):
            yield (*at, "id"), NO_ID, ID_HINT


def _nameless(value: dict[str, Any]) -> Iterator[Slip]:
    """Yield the items without an id of list responses that stand in place of a collection."""
    for collection in KINDS:
        for at, item in _items(value.get(collection), (collection,)):
            if not isinstance(item.get("id"), str):
                yield (*at, "id"), NO_ID, ID_HINT


def _items(value: Any, at: Pointer) -> Iterator[tuple[Pointer, Any]]:
    """Yield the items of one list response, or of a list of them, with their pointers."""
    responses = [((*at, n), one) for n, one in enumerate(value)] if isinstance(value, list) else [(at, value)]
    for place, one in responses:
        if isinstance(one, dict) and isinstance(one.get("items"), list):
            yield from (((*place, "items", n), item) for n, item in enumerate(one["items"]))


def _unlisted(names: list[str]) -> Iterator[Slip]:
    """Yield the names of lists that name none."""
    for index, name in enumerate(names):
        collection, _, parent = name.partition(" of ")
        if collection not in (PARENTS if parent else KINDS):
            hint = "write `promotions`, or `ad_groups of 626736533506`"
            yield ("listed", index), "this names no list", hint


def _schema() -> dict[str, Any]:
    import json

    schema: dict[str, Any] = json.loads((data_dir("schemas") / "context.schema.json").read_text(encoding="utf-8"))
    return schema


def _own_shape(value: Any) -> dict[str, Any] | None:
    """Return raw list responses (one, or a list of them) in our own shape; None where the value is none."""
    responses = value if isinstance(value, list) else [value]
    if not responses or not all(isinstance(one, dict) and isinstance(one.get("items"), list) for one in responses):
        return None
    shaped: dict[str, Any] = {}
    for response in responses:
        for item in response["items"]:
            collection = _collection_of(item)
            if collection is not None:
                shaped.setdefault(collection, []).append(item)
        first = next((_collection_of(item) for item in response["items"]), None)
        if first is not None and not response.get("bookmark"):
            shaped.setdefault("listed", []).extend(_lists(first, response["items"]))
    return shaped


def _collection_of(item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    return next((collection for collection, marks in MARKS if marks <= item.keys()), None)


def _lists(collection: str, items: list[Any]) -> Iterator[str]:
    """Yield the lists that a response without a further page shows whole."""
    parent = PARENTS.get(collection)
    if parent is None:
        yield collection
        return
    parents = [item.get(parent) for item in items if isinstance(item, dict)]
    yield from dict.fromkeys(f"{collection} of {identity}" for identity in parents if isinstance(identity, str))


def fill(account: Account, value: dict[str, Any]) -> None:
    """Lay a context in our own shape over an account; its entities are known whole unless they say otherwise."""
    for collection in KINDS:
        for identity, entity in _entities(value.get(collection, {})):
            account.read(collection, {**entity, "id": identity})
        for response in _responses(value.get(collection)):
            if not response.get("bookmark"):
                account.listed.update(_lists(collection, response["items"]))
    account.listed.update(value.get("listed", ()))
    if "scopes" in value:
        account.grant(value["scopes"])


def _responses(value: Any) -> list[dict[str, Any]]:
    responses = value if isinstance(value, list) else [value]
    return [one for one in responses if isinstance(one, dict) and isinstance(one.get("items"), list)]


def _entities(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for one in value:
            yield from _entities(one)
        return
    if not isinstance(value, dict):
        return
    if isinstance(value.get("items"), list):
        yield from _entities(value["items"])
    elif isinstance(value.get("id"), str):
        yield value["id"], value
    else:
        yield from ((identity, entity) for identity, entity in value.items() if isinstance(entity, dict))
