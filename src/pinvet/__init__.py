"""Vet requests to the Pinterest Ads API v5 before they cost money.

``check`` judges one body, ``check_file`` one payload file, ``Linter`` is the reusable form of both, and ``Rejected``
is what ``report.raise_for_errors()`` raises. Nothing is printed, nothing is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pinvet.version import __version__

__all__ = ["Exchange", "Linter", "Rejected", "Report", "__version__", "check", "check_file"]

if TYPE_CHECKING:
    from pinvet.lint import Linter, check, check_file
    from pinvet.model import Exchange
    from pinvet.report import Rejected, Report

# name -> module: imported when first asked for, so that the command line pays only for what it uses
_HOMES = {
    "Linter": "pinvet.lint",
    "check": "pinvet.lint",
    "check_file": "pinvet.lint",
    "Exchange": "pinvet.model",
    "Rejected": "pinvet.report",
    "Report": "pinvet.report",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'pinvet' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
