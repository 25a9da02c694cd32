"""What a linter is made with: settings from a file or from nothing, the terms that follow, an account known before."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinvet.account import Account
from pinvet.api.table import load_table
from pinvet.config.settings import Assumption, Settings
from pinvet.engine.requests import Setting
from pinvet.lint.judging import Terms
from pinvet.lint.rules import rules_for
from pinvet.policy import policy
from pinvet.rulebook.book import Rulebook

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


def terms_from(settings: Settings) -> Terms:
    """Return what a linter reports by: all rules compiled for one version of the API, and the team's policy.

    Raises PackError and ConfigError for packs and settings that cannot be used.
    """
    table = load_table().at(settings.api_version)
    rules = rules_for(settings)
    decided = policy(settings, rules)
    book = Rulebook(rules, table, table.version or "", selected=decided.selected)
    return Terms(Setting(book, _now(settings.as_of)), decided, settings.fail_deprecated)


def _now(as_of: str | None) -> int:
    if as_of is None:
        return int(time.time())
    from datetime import UTC, datetime

    return int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp())


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
