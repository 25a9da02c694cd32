"""The one error of building or reading an API table."""

from __future__ import annotations


class ApiTableError(Exception):
    """A description, an overlay, the facts, or a stored table cannot be used; the message says where and why."""
