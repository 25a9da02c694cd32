"""The library call: requests and payload files in, a report out. Nothing is printed, nothing exits."""

from pinvet.lint.linter import Linter, check, check_file, run

__all__ = ["Linter", "check", "check_file", "run"]
