"""HAR 1.2 files, plain or packed (.zhar): one entry after the other, in memory that does not grow with the file."""

from pinvet.sources.har.entries import read

__all__ = ["read"]
