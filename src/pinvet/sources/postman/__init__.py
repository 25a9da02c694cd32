"""Postman collections of version 2 -> records: every request, and every saved example of an answer."""

from pinvet.sources.postman.collection import read

__all__ = ["read"]
