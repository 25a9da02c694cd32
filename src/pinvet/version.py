"""The version of pinvet."""

__version__ = "0.1.0"
