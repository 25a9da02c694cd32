"""From a method and a path to an operation: a tree of path segments, literal ones before parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Keys of a node that no path segment can have: the segment that is a parameter, and the operations that end here.
ANY: Final = "{}"
END: Final = ""
MAX_SEGMENTS: Final = 16

HOSTS: Final = frozenset({"api.pinterest.com", "api-sandbox.pinterest.com"})


class Routes:
    """Finds operations. Built from (method, path template, operation id) of each."""

    __slots__ = ("_tree",)

    def __init__(self, operations: Iterable[tuple[str, str, str]]) -> None:
        self._tree: dict[str, Any] = {}
        for method, path, operation in operations:
            node, names = self._tree, []
            for segment in path.strip("/").split("/"):
                is_parameter = segment.startswith("{")
                if is_parameter:
                    names.append(segment[1:-1])
                node = node.setdefault(ANY if is_parameter else segment, {})
            node.setdefault(END, {})[method.upper()] = (operation, tuple(names))

    def match(self, method: str, url: str) -> tuple[str, dict[str, str]] | None:
        """Return the operation that a request calls and its path parameters, or None.

        `url` is a URL or a path, with or without /v5 and a query. Where a literal segment and a parameter both
        fit, the literal one wins.
        """
        segments = path_of(url)
        if segments and segments[0] not in self._tree and segments[0].startswith(("{{", "${", "$", "<")):
            segments = segments[1:]  # a base URL that is a variable
        if not segments or len(segments) > MAX_SEGMENTS:
            return None
        found = _find(self._tree, segments, method.upper(), [])
        if found is None:
            return None
        operation, names, values = found
        return operation, dict(zip(names, map(_decoded, values), strict=True))


def path_of(url: str) -> list[str]:
    """Return the path segments of a URL or path: behind /v5 where it has one, without query and fragment."""
    path = url.partition("#")[0].partition("?")[0]
    _, scheme, rest = path.partition("://")
    if scheme:
        path = rest.partition("/")[2]
    segments = [segment for segment in path.split("/") if segment]
    return segments[segments.index("v5") + 1 :] if "v5" in segments else segments


def _find(
    node: dict[str, Any], segments: Sequence[str], method: str, values: list[str]
) -> tuple[str, tuple[str, ...], list[str]] | None:
    if not segments:
        end = node.get(END, {}).get(method)
        return None if end is None else (*end, values)
    segment, rest = segments[0], segments[1:]
    literal = node.get(segment) if segment != ANY else None
    if literal is not None:
        found = _find(literal, rest, method, values)
        if found is not None:
            return found
    if ANY not in node:
        return None
    return _find(node[ANY], rest, method, [*values, segment])


def _decoded(segment: str) -> str:
    if "%" not in segment:
        return segment
    from urllib.parse import unquote

    return unquote(segment)


def is_api(url: object) -> bool:
    """Tell whether an address is one of the Pinterest API: by its host, or as a bare path."""
    text = str(url)
    scheme, found, rest = text.partition("://")
    if not found:
        return scheme.startswith("/")
    return rest.partition("/")[0].partition("?")[0].lower() in HOSTS
