"""What rules about order have in common: the other operation, and what joins its requests to the rule's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pinvet.checks.conditions import condition
from pinvet.checks.facts import Fact, fact
from pinvet.checks.kinds.kind import named
from pinvet.checks.kinds.memory import FORGOTTEN, keys
from pinvet.checks.words import listing

if TYPE_CHECKING:
    from pinvet.account import Account
    from pinvet.checks.kinds.memory import Key, Watch
    from pinvet.checks.scope import Scope
    from pinvet.checks.view import View


class Awaited(NamedTuple):
    """The compiled argument, as the rule's own operations see it.

    ``others`` are the operations that are waited for, as far as the API's version has them; ``ours`` what joins an
    entity to theirs; ``words`` say after an operation which of its requests are meant.
    """

    rule: str
    operation: str
    others: tuple[str, ...]
    ours: tuple[Fact, ...]
    words: str

    def keys(self, view: View, identity: str | None = None) -> tuple[Key, ...]:
        """Return what an entity is joined by: one key, none where a part of it is unknown."""
        return keys(self.ours, view, identity)

    def has_come(self, account: Account, key: Key) -> bool:
        """Tell whether the other operation was seen with a key."""
        return account.events.has_seen(self.rule, key)

    def missing(self, account: Account) -> str | None:
        """Return the fact that nobody knows where the other operation was not seen, None where it never came."""
        return FORGOTTEN if self.rule in account.events.forgot else None

    @property
    def title(self) -> str:
        """The other operations, for people."""
        return listing(self.others, "or")


def awaited(argument: dict[str, Any], scope: Scope, key: str) -> Awaited:
    """Compile the argument for an operation of the rule; ``key`` names the other operations in it."""
    others = tuple(name for name in named(argument, key) if name in scope.table)
    joined = argument.get("joined_by", {})
    ours = tuple(fact(name, scope) for name in joined.values())
    nouns = [noun(theirs if own == "id" else own) for theirs, own in joined.items()]
    words = f" with the same {listing(nouns)}" if nouns else ""
    if "with" in argument and others:
        theirs = scope._replace(operation=scope.table.operation(others[0]), at=())
        words += f" in which {listing(condition(argument['with'], theirs).words)}"
    return Awaited(scope.rule["id"], scope.operation.id, others, ours, words)


def noun(name: str) -> str:
    """Name what joins two requests for people: an ad group rather than ``ad_group.id``."""
    return name.removeprefix("path.").removeprefix("query.").removesuffix(".id").removesuffix("_id").replace("_", " ")


def watching(argument: dict[str, Any], scope: Scope) -> Watch:
    """Return the function that remembers an accepted entity of the other operation.

    Where nobody knows whether it is one of those that are meant, it is taken for one, so that nothing is said.
    """
    rule = scope.rule["id"]
    scope = scope._replace(at=())
    theirs = tuple(fact(name, scope) for name in argument.get("joined_by", {}))
    meant = condition(argument.get("with", {}), scope)

    def watch(view: View, identity: str | None) -> None:
        if meant.holds(view) is not False:
            for key in keys(theirs, view, identity):
                view.call.account.events.see(rule, key)

    return watch
