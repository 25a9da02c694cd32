"""The command line: flags in, exit code out. Nothing below this package prints, exits, or reads the environment."""

from pinvet.cli.program import main, program, start

__all__ = ["main", "program", "start"]
