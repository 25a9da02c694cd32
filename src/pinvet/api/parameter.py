"""What the table knows of one parameter, and the parameters of one operation by dotted name."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Parameter(NamedTuple):
    """The facts about one parameter; None, False or () where nothing is known.

    `type` is a JSON Schema type name or a tuple of several. `items` describes the elements of a list; where these
    are objects or lists, they are parameters of their own under `name.*`. `map` tells that the members of an object
    have free names. `unset` are values that count as empty, `fixed` that an accepted write never changes the value,
    `documented` that only documents know the name, `id` that it holds an id of digits (in its items, for a list),
    `anycase` that the words of its enum are taken in upper and in lower case.
    `since` is the version the parameter came with, None for the operation's first; `until` the first without it.
    `required_since` and `required_until` tell in which version `required` changed, `enum_since` and `enum_until` the
    same of single values of an enum.

    Where a union has branches, `branches` are the values of the parameter that decides between them. `when` tells by
    the name of such a parameter with which of its values this one is there; with another it is unknown. `variants`
    tells by name and value which facts are others then. `apart` names those in none of whose branches it is, since it
    stands beside their union; it is not taken for unknown there. Names are those of this entity's parameters, `body.`
    leads to what stands around it.
    """

    type: str | tuple[str, ...] | None = None
    enum: tuple[Any, ...] | None = None
    items: "Parameter | None" = None
    pattern: str | None = None
    format: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusiveMinimum: float | None = None  # noqa: N815 - JSON Schema's own word
    exclusiveMaximum: float | None = None  # noqa: N815
    minLength: int | None = None  # noqa: N815
    maxLength: int | None = None  # noqa: N815
    minItems: int | None = None  # noqa: N815
    maxItems: int | None = None  # noqa: N815
    default: Any = None
    required: bool = False
    required_since: str | None = None
    required_until: str | None = None
    nullable: bool = False
    map: bool = False
    since: str | None = None
    until: str | None = None
    unset: tuple[Any, ...] = ()
    fixed: bool = False
    documented: bool = False
    id: bool = False
    money: str | None = None
    time: str | None = None
    anycase: bool = False
    enum_since: Mapping[str, str] | None = None
    enum_until: Mapping[str, str] | None = None
    branches: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] | None = None
    apart: tuple[str, ...] = ()
    variants: "Mapping[str, Mapping[str, Parameter]] | None" = None

    @property
    def types(self) -> tuple[str, ...]:
        """The names of the types that a value may have; empty if any may stand here."""
        if self.type is None:
            return ()
        return (self.type,) if isinstance(self.type, str) else self.type


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions of the API are ordered by."""
    return tuple(map(int, version.split(".")))


def is_known(facts: Mapping[str, Any], version: str | None) -> bool:
    """Tell whether an operation or a parameter is part of a version; None stands for all versions together."""
    if version is None:
        return True
    since, until = facts.get("since"), facts.get("until")
    return (since is None or version_key(since) <= version_key(version)) and (
        until is None or version_key(version) < version_key(until)
    )


def parameter_of(facts: Mapping[str, Any], version: str | None = None) -> Parameter:
    """Return a stored parameter as it is in a version, or in the newest for None."""
    values = dict(facts)
    if version is not None and ("enum_since" in values or "enum_until" in values):
        values["enum"] = [value for value in values["enum"] if _is_member(value, values, version)]
    for word in ("type", "enum", "unset", "branches", "apart"):
        if isinstance(values.get(word), list):
            values[word] = tuple(values[word])
    if "items" in values:
        values["items"] = parameter_of(values["items"], version)
    if "when" in values:
        values["when"] = {name: tuple(among) for name, among in values["when"].items()}
    if "variants" in values:
        values["variants"] = {
            name: {value: parameter_of(_varied(facts, own), version) for value, own in others.items()}
            for name, others in values["variants"].items()
        }
    if version is not None and ("required_since" in values or "required_until" in values):
        window = {"since": values.get("required_since"), "until": values.get("required_until")}
        values["required"] = is_known(window, version)
    return Parameter(**values)


def _varied(facts: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a parameter in a branch; words of its own come and go at times of their own."""
    others = ("variants", "when", "apart", "branches", *(("enum_since", "enum_until") if "enum" in own else ()))
    return {**{word: fact for word, fact in facts.items() if word not in others}, **own}


def _is_member(value: Any, facts: Mapping[str, Any], version: str) -> bool:
    window = {"since": facts.get("enum_since", {}).get(value), "until": facts.get("enum_until", {}).get(value)}
    return is_known(window, version)


class Parameters(Mapping[str, Parameter]):
    """The parameters of an operation by dotted name; each is built when it is first asked for.

    `hidden` tells of those that another version has since when, and until when.
    """

    __slots__ = ("_built", "_stored", "_version", "hidden")

    def __init__(self, stored: Mapping[str, dict[str, Any]], version: str | None = None) -> None:
        self._stored = {name: facts for name, facts in stored.items() if is_known(facts, version)}
        self.hidden = {
            name: (facts.get("since"), facts.get("until")) for name, facts in stored.items() if name not in self._stored
        }
        self._version = version
        self._built: dict[str, Parameter] = {}

    def __getitem__(self, name: str) -> Parameter:
        found = self._built.get(name)
        if found is None:
            found = self._built[name] = parameter_of(self._stored[name], self._version)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._stored

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)
