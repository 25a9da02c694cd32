"""What a linter is made with: settings from a file or from nothing, and an account known beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinvet.account import Account
from pinvet.config.settings import Assumption, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def settings_from(config: Settings | str | Path | None, assume: Iterable[str] = ()) -> Settings:
    """Return settings from a configuration file, from settings, or the defaults. Raises ConfigError."""
    words = tuple(assume)
    if isinstance(config, Settings):
        settings = config
    elif config is None:
        settings = Settings(root=Path.cwd())
    else:
        from pinvet.config import resolve

        settings = resolve({}, Path.cwd(), str(config))
    if not words:
        return settings
    _check_words(words)
    return settings._replace(assumptions=(*settings.assumptions, Assumption(("**",), words, "assume")))


def _check_words(words: tuple[str, ...]) -> None:
    from pinvet.config.assume import KNOWN, fact
    from pinvet.config.mistake import ConfigError, Mistake

    wrong = [word for word in words if fact(word) is None]
    if wrong:
        hint = f"known are {', '.join(KNOWN)}"
        raise ConfigError(*(Mistake("assume", 0, 0, f"nothing can be assumed as {word!r}", hint) for word in wrong))


def account_from(account: Account | Mapping[str, Any] | None, settings: Settings) -> Account:
    """Return the account to judge against: a copy of what is given, with the settings' context file laid over it."""
    result = Account() if account is None else account.copy() if isinstance(account, Account) else _filled(account)
    if settings.context is not None:
        from pinvet.account.context import load_context

        load_context(settings.context, result)
    return result


def _filled(value: Mapping[str, Any]) -> Account:
    from pinvet.account.context import fill

    result = Account()
    fill(result, dict(value))
    return result
