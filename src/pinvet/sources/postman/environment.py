"""Postman environments: files of variables beside collections, which hold no requests themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.sources.postman.variables import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SCOPE: Final = "_postman_variable_scope"


def is_environment(value: object) -> bool:
    """Tell whether a JSON value is a Postman environment or its globals: variables, secrets among them, no requests."""
    return isinstance(value, dict) and isinstance(value.get("values"), list) and SCOPE in value


def environment_of(value: Any) -> dict[str, str] | None:
    """Return the variables of an environment by name, without its secrets; None for any other value.

    Globals give way to the variables of a collection, so they are an environment without any.
    """
    if not is_environment(value):
        return None
    if value[SCOPE] != "environment":
        return {}
    return values_of([one for one in value["values"] if isinstance(one, dict) and one.get("type") != "secret"])


def join(known: dict[str, str | None], more: Mapping[str, str]) -> None:
    """Add the variables of an environment to those of others; where two disagree, the value is None: unknown."""
    for name, value in more.items():
        known[name] = value if known.get(name, value) == value else None
