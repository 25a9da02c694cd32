"""Flow files of mitmproxy, of any version: one flow after the other."""

from pinvet.sources.flow.flows import read

__all__ = ["read"]
