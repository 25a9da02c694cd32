"""Names in the settings that only the API table can tell to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.config import ConfigError, Mistake
from pinvet.config.assume import facts
from pinvet.config.check import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pinvet.api.table import Table
    from pinvet.config import Settings


def check_names(settings: Settings) -> None:
    """Raise ConfigError for operations, versions and objectives that the API does not know."""
    from pinvet.api.table import load_table

    table = load_table()
    mistakes = [*_operations(settings, table), *_version(settings, table), *_objectives(settings, table)]
    if mistakes:
        raise ConfigError(*mistakes)


def _operations(settings: Settings, table: Table) -> Iterator[Mistake]:
    asked = [(operation, settings.origin("operations", glob)) for glob, operation in settings.operations]
    if settings.operation:
        asked.append((settings.operation, settings.origin("operation")))
    known = (*table.ids(), *table.pseudo)
    for operation, origin in asked:
        if operation not in known:
            hint = _near(operation, known) or "names are those of the API description, such as campaigns/create"
            yield Mistake(origin, 0, 0, f"the API has no operation {quoted(operation)}", hint)


def _version(settings: Settings, table: Table) -> Iterator[Mistake]:
    version = settings.api_version
    if version is not None and not table.has_version(version):
        hint = f"known are {', '.join(table.index['versions'])}"
        origin = settings.origin("api_version")
        yield Mistake(origin, 0, 0, f"version {version} of the API is not known here", hint)


def _objectives(settings: Settings, table: Table) -> Iterator[Mistake]:
    """Yield what is wrong with assumed objectives; a table that lists none has no say."""
    asked = [(facts(each.assume).get("objective_type"), each.origin) for each in settings.assumptions]
    if not any(objective for objective, _ in asked):
        return
    parameter = table.operation("campaigns/create").parameters.get("objective_type")
    known = parameter.enum or () if parameter else ()
    for objective, origin in asked:
        if isinstance(objective, str) and known and objective not in known:
            hint = _near(objective, known) or f"known are {', '.join(known)}"
            yield Mistake(origin, 0, 0, f"the API has no objective {quoted(objective)}", hint)


def _near(word: str, words: Iterable[str]) -> str | None:
    from pinvet.text.words import nearest

    near = nearest(word, words)
    return f"did you mean {near}?" if near else None
