"""The query of a request, and what a request without a body asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.model import Request


def with_query(request: Request, operation: Operation) -> Request:
    """Return a request with its query read; where there is no body, what the query asks for is judged as one."""
    if operation.body is not None and "?" not in (request.url or ""):
        return request
    from pinvet.api.asked import asked
    from pinvet.api.query import query_of

    query = query_of(request.url or "") or {}
    return request._replace(query=query, body=asked(query, operation) if operation.body is None else request.body)
