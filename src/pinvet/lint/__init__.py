"""The library call: requests and payload files in, a report out. Nothing is printed, nothing exits."""

from pinvet.lint.calls import check, check_file, run
from pinvet.lint.linter import Linter

__all__ = ["Linter", "check", "check_file", "run"]
