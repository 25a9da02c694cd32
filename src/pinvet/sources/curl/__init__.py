"""curl commands in shell scripts and in the code blocks of Markdown pages, as the requests that they send."""

from __future__ import annotations

from pinvet.sources.curl.reader import read

__all__ = ["read"]
