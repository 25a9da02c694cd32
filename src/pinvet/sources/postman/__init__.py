"""Postman collections of version 2 -> records: every request, and every saved example of an answer."""

from pinvet.sources.postman.collection import is_environment, read

__all__ = ["is_environment", "read"]
