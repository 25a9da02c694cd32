"""The settings of a project and of a run."""

from pinvet.config.mistake import ConfigError, Mistake
from pinvet.config.resolve import Flag, resolve
from pinvet.config.settings import Assumption, Ignore, Settings

__all__ = ["Assumption", "ConfigError", "Flag", "Ignore", "Mistake", "Settings", "resolve"]
