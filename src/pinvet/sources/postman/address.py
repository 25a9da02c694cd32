"""The address of a request of a collection: its parts put together, its variables put in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pinvet.sources.postman.variables import text_of, values_of

if TYPE_CHECKING:
    from pinvet.sources.postman.variables import Variables

_PATH_VARIABLE: Final = re.compile(r"(?<=/):([^/?#]++)")
_NOT_IN_SEGMENT: Final = {ord("/"): "%2F", ord("?"): "%3F", ord("#"): "%23"}
_BARE: Final = ("/", "{{", "<", "$")  # a path, or a base that is not known


def address(url: Any, variables: Variables) -> str | None:
    """Return an address, a text or an object of its parts, with what is known of its variables; None for none.

    Parameters that are switched off are left out. A variable of the path (`:ad_account_id`) without a value becomes
    `{{ad_account_id}}`.
    """
    if isinstance(url, str):
        base, rest, values = *_split(url), {}
    elif isinstance(url, dict):
        base, rest = _joined(url)
        values = values_of(url.get("variable"))
    else:
        return None
    base = variables.fill(base)
    path = _PATH_VARIABLE.sub(lambda match: _segment(match[1], values, variables), base)
    if path and "://" not in path and not path.startswith(_BARE):
        path = f"http://{path}"  # as Postman sends it
    return (path + variables.fill(rest)).strip() or None


def _joined(url: dict[str, Any]) -> tuple[str, str]:
    """Return the base and path, and the query and fragment, of an address in parts."""
    host, path = _chain(url.get("host"), "."), _chain(url.get("path"), "/")
    if not host and not path:
        return _split(text_of(url.get("raw")))
    scheme, port, fragment = (text_of(url.get(key)) for key in ("protocol", "port", "hash"))
    base = f"{scheme.removesuffix('://')}://{host}" if scheme else host
    base += f":{port}" if port else ""
    base += f"/{path.removeprefix('/')}" if path else ""
    query = _query(url.get("query"))
    return base, (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _split(text: str) -> tuple[str, str]:
    """Return what stands before the query or fragment of an address, and these with their mark."""
    end = min((at for at in (text.find("?"), text.find("#")) if at >= 0), default=len(text))
    return text[:end], text[end:]


def _chain(parts: Any, separator: str) -> str:
    """Return the host or path: a text, or a list whose elements are texts or objects with a value."""
    if not isinstance(parts, list):
        return text_of(parts)
    return separator.join(text_of(part.get("value") if isinstance(part, dict) else part) for part in parts)


def _query(query: Any) -> str:
    if not isinstance(query, list):
        return text_of(query)
    pairs = []
    for parameter in query:
        if not isinstance(parameter, dict) or parameter.get("disabled") is True:
            continue
        key, value = text_of(parameter.get("key")), parameter.get("value")
        if key or value:
            pairs.append(key if value is None else f"{key}={text_of(value)}")
    return "&".join(pairs).replace("#", "%23")


def _segment(name: str, values: dict[str, str], variables: Variables) -> str:
    value = values.get(name)
    return "{{" + name + "}}" if value is None else variables.fill(value).translate(_NOT_IN_SEGMENT)
