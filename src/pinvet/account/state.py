"""What is known about an ad account so far: entities, their parents, their siblings, and what was declared.

An account is built from context files, flags, and exchanges in order of time. An entity that was created here,
read, or listed is known *whole*: what it does not tell is at its default or unset. One seen only through updates
is known *in part*: what it does not tell is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pinvet.account.bounded import make_room
from pinvet.account.events import Events
from pinvet.account.known import FIXED, KEPT, KINDS, MARKS, PARENTS, Known
from pinvet.account.unnamed import Unnamed
from pinvet.account.ways import Ways, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST: Final = 10_000  # entities of one collection; what was seen longest ago is let go


class Account:
    """The state that requests are judged against. ``copy`` before changing one that somebody else may hold.

    ``followed`` says that traffic was seen, ``scopes`` what its token may do, where that was told. ``events`` is what
    rules remember of requests; ``forgot`` are the collections of which something had to be let go.
    """

    __slots__ = (
        "_ways", "entities", "events", "followed", "forgot", "listed", "scopes", "sent", "unnamed",
    )  # fmt: skip

    def __init__(self) -> None:
        self.followed = False
        self.scopes: frozenset[str] | None = None
        self.events = Events()
        self.entities: dict[str, dict[str, Known]] = {name: {} for name in KINDS}
        self.listed: set[str] = set()
        self.sent: dict[bytes, bool] = {}
        self._ways = Ways()
        self.forgot: set[str] = set()
        self.unnamed = Unnamed()

    def copy(self) -> Account:
        """Return an account that can be changed without changing this one."""
        other = Account()
        other.followed, other.scopes, other.events = self.followed, self.scopes, self.events.copy()
        other.entities = {name: dict(items) for name, items in self.entities.items()}
        other.listed = set(self.listed)
        other.sent = dict(self.sent)
        other._ways = self._ways.copy()
        other.forgot, other.unnamed = set(self.forgot), self.unnamed.copy()
        return other

    def get(self, collection: str, identity: Any) -> Known | None:
        """Return what is known of one entity, or None where it was never seen.

        A placeholder, as scripts put for an id that they get back, stands for the entity that it was bound to.
        """
        if not isinstance(identity, str):
            return None
        known = self.entities[collection].get(identity)
        if known is not None:
            return known
        name = self.unnamed.name(collection, identity)
        return None if name is None else self.entities[collection].get(name)

    def put_unnamed(self, collection: str, known: Known) -> None:
        """Keep a new entity whose id nobody told, under a name of ours, until a placeholder is bound to it."""
        self.unnamed.add(collection, known.id)
        self.put(collection, known)

    def drop_unnamed(self, collection: str, values: Mapping[str, Any]) -> None:
        """Let go of an entity without a known id, since a request that was sent again has told its id now."""
        for name in self.unnamed.waiting(collection):
            if self.entities[collection][name].values == {**values, "id": name}:
                self._let_go(collection, self.entities[collection].pop(name))
                return

    def put(self, collection: str, known: Known) -> None:
        """Keep an entity, in place of what was known of it. Where too many are kept, the oldest become unknown."""
        entities = self.entities[collection]
        before = entities.pop(known.id, None)  # what was seen last stands last
        if len(entities) >= MOST:
            for _, oldest in make_room(entities, MOST):
                self._forget(collection, oldest)
        entities[known.id] = known
        self._ways.add(collection, known, before)

    def _forget(self, collection: str, known: Known) -> None:
        """Let an entity go, and with it the knowledge that its list is whole."""
        self.forgot.add(collection)
        self._let_go(collection, known)
        self.unlist(collection, known.values.get(PARENTS.get(collection, "")), known.ad_account_id)

    def _let_go(self, collection: str, known: Known) -> None:
        self.unnamed.remove(collection, known.id)
        self._ways.drop(collection, known)

    def named(self, collection: str, key: str, value: str) -> Iterator[Known]:
        """Yield the entities of a collection whose parameter is a value, or a list that holds it."""
        entities = self.entities[collection]
        for identity in self._ways.named(collection, key, value, entities.values()):
            found = entities.get(identity)
            if found is not None and value in texts_of(found.values.get(key)):
                yield found

    def grant(self, scopes: Iterable[str]) -> None:
        """Add what a token may do; of several tokens nobody knows which one a request is sent with."""
        self.scopes = (self.scopes or frozenset()) | frozenset(scopes)

    def children(self, collection: str, parent: Any) -> Iterator[Known]:
        """Yield the entities of a collection under a parent that are not deleted, in the order first seen."""
        for identity in self._ways.children(collection, parent):
            known = self.entities[collection].get(identity)
            if known is not None and not known.deleted and known.values.get(PARENTS[collection]) == parent:
                yield known

    def is_listed(self, collection: str, parent: Any) -> bool:
        """Tell whether the part of a collection under a parent was read whole, by itself or with all others."""
        if collection in self.listed or f"{collection} of {parent}" in self.listed:
            return True
        grown = self.get("campaigns" if collection == "ad_groups" else "ad_groups", parent)
        return grown is not None and self.is_listed_in(collection, grown.ad_account_id)

    def is_listed_in(self, collection: str, ad_account_id: str | None) -> bool:
        """Tell whether a collection of an ad account was read whole; where none is named, that of the only one."""
        if collection in self.listed or f"{collection} in {ad_account_id}" in self.listed:
            return True
        return ad_account_id is None and sum(name.startswith(f"{collection} in ") for name in self.listed) == 1

    def list_whole(self, collection: str, ad_account_id: str | None) -> None:
        """Remember that a collection was read whole; without an ad account, that of the only one there is."""
        self.listed.add(collection if ad_account_id is None else f"{collection} in {ad_account_id}")

    def unlist(self, collection: str, parent: Any, ad_account_id: str | None) -> None:
        """Forget that a collection was read whole: somewhere in it something is missing."""
        self.listed -= {collection, f"{collection} of {parent}", f"{collection} in {ad_account_id}"}

    def write(self, collection: str, known: Known) -> None:
        """Lay a write of the client, without nulls, over what was known; fixed parameters keep their first value."""
        before = self.get(collection, known.id)
        if before is None:
            self.put(collection, known)
            return
        values = {**before.values, **known.values}
        if before.values.get("status") != "DRAFT":
            values.update({name: before.values[name] for name in FIXED.get(collection, ()) if name in before.values})
        self.put(collection, before._replace(values=values, presumed=known.presumed))

    def read(self, collection: str, values: Mapping[str, Any], *, ad_account_id: str | None = None) -> None:
        """Keep an entity as the API, or a context file, shows it whole."""
        identity = values.get("id")
        if not isinstance(identity, str):
            return
        before = self.get(collection, identity)
        account = values.get("ad_account_id")
        values, marks = _without_marks(values)
        kept = {name: before.values[name] for name in KEPT if name in before.values} if before else {}
        self.put(
            collection,
            Known(
                identity,
                {**kept, **values},
                whole="partial" not in marks,
                deleted="deleted" in marks,
                by_client="by_client" in marks or (before is not None and before.by_client),
                presumed="presumed" in marks,
                ad_account_id=account if isinstance(account, str) else ad_account_id,
                told="by_client" in marks or (before is not None and before.told),
                since=0 if before is None else before.since,
            ),
        )


def _without_marks(values: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """Split what a context file says of our knowledge of an entity from the entity."""
    marks = frozenset(name for name in MARKS if values.get(name) is True)
    return {name: value for name, value in values.items() if name not in MARKS}, marks
