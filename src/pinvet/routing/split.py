"""A body to its entities; what is wrong with the body's shape is found on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pinvet.api.operation import Operation
    from pinvet.model import Pointer

# The promotions page updates ad groups by POST with their id: such an item is judged as the update that it is.
POSTED_UPDATES: Final = {"ad_groups/create": "ad_groups/update"}


class Fault(NamedTuple):
    """Something wrong with the shape of a body; the pointer leads from the body."""

    aspect: str
    pointer: Pointer
    message: str


class Slot(NamedTuple):
    """One entity of a body: where it stands, its value, and the wrapper around it with the wrapper's place."""

    pointer: Pointer
    value: dict[str, Any]
    wrapper: dict[str, Any]
    wrapper_pointer: Pointer


def split(body: Any, operation: Operation) -> tuple[tuple[Slot, ...], tuple[Fault, ...]]:
    """Split a body into its entities. Where its shape is wrong, say so and judge what can be told apart.

    An operation without a body is given what its query asks for (`asked`), which is its one entity; the form that asks
    for a token is none.
    """
    if operation.body is None:
        is_asked = isinstance(body, dict) and not operation.path.startswith("/oauth/")
        return ((Slot((), body, {}, ()),) if is_asked else ()), ()
    if operation.body.at == ("*",):
        return _split_list(body, (), operation)
    if not operation.body.at:
        return _split_object(body, operation)
    return _split_wrapped(body, operation)


def _split_list(body: Any, at: Pointer, operation: Operation) -> tuple[tuple[Slot, ...], tuple[Fault, ...]]:
    if isinstance(body, dict):
        if operation.body is not None and operation.body.type != "array":
            return (Slot(at, body, {}, at),), ()  # one object is taken as well
        fault = Fault("shape", at, f"{_due(operation)}; this is one object")
        inner = _list_inside(body, operation)
        if inner is not None:
            slots, faults = _split_list(body[inner], (*at, inner), operation)
            return slots, (Fault("shape", at, f"{_due(operation)}; this is an object around it"), *faults)
        return (Slot(at, body, {}, at),), (fault,)
    if not isinstance(body, list):
        return (), (Fault("shape", at, f"{_due(operation)}; this is {_kind(body)}"),)
    return _elements(body, at, operation, {}, at)


def _elements(
    items: list[Any], at: Pointer, operation: Operation, wrapper: dict[str, Any], wrapper_at: Pointer
) -> tuple[tuple[Slot, ...], tuple[Fault, ...]]:
    faults = list(_size(items, at, operation))
    slots: list[Slot] = []
    for index, item in enumerate(items):
        if isinstance(item, dict):
            slots.append(Slot((*at, index), item, wrapper, wrapper_at))
        else:
            faults.append(Fault("shape", (*at, index), f"each entry is an object; this is {_kind(item)}"))
    return tuple(slots), tuple(faults)


def _size(items: list[Any], at: Pointer, operation: Operation) -> list[Fault]:
    if operation.body is None:
        return []
    least, most = operation.body.min or 0, operation.body.max
    if len(items) < least:
        return [Fault("size", at, f"{operation.id} takes at least {least}; the list is empty")]
    if most is not None and len(items) > most:
        return [Fault("size", at, f"{operation.id} takes at most {most} at once; this list holds {len(items)}")]
    return []


def _split_object(body: Any, operation: Operation) -> tuple[tuple[Slot, ...], tuple[Fault, ...]]:
    if isinstance(body, dict):
        return (Slot((), body, {}, ()),), ()
    if not isinstance(body, list):
        return (), (Fault("shape", (), f"{operation.id} takes one object; this is {_kind(body)}"),)
    if len(body) == 1 and isinstance(body[0], dict):
        fault = Fault("shape-of-one", (), f"{operation.id} takes one object; this is a list of one")
        return (Slot((0,), body[0], {}, (0,)),), (fault,)
    fault = Fault("shape", (), f"{operation.id} takes one object; this is a list of {len(body)}")
    slots, faults = _elements(body, (), operation, {}, ())
    return slots, (fault, *(one for one in faults if one.aspect != "size"))


def _split_wrapped(body: Any, operation: Operation) -> tuple[tuple[Slot, ...], tuple[Fault, ...]]:
    name = str(operation.body.at[0]) if operation.body is not None else ""
    if isinstance(body, dict):
        return _inside(body, (), name, operation)
    if not isinstance(body, list):
        return (), (Fault("shape", (), f"{operation.id} takes an object with {name}; this is {_kind(body)}"),)
    if len(body) == 1:
        fault = Fault("shape-of-one", (), f"{operation.id} takes one object; this is a list of one")
    else:
        fault = Fault("shape", (), f"{operation.id} takes one object; this is a list of {len(body)}")
    slots: list[Slot] = []
    faults: list[Fault] = [fault]
    for index, item in enumerate(body):
        if not isinstance(item, dict):
            faults.append(Fault("shape", (index,), f"each entry is an object; this is {_kind(item)}"))
            continue
        if name not in item:  # the entities themselves, without the object around them
            slots.append(Slot((index,), item, {}, (index,)))
            continue
        inner, more = _inside(item, (index,), name, operation)
        slots.extend(inner)
        faults.extend(more)
    return tuple(slots), tuple(faults)


def _inside(
    body: dict[str, Any], at: Pointer, name: str, operation: Operation
) -> tuple[tuple[Slot, ...], tuple[Fault, ...]]:
    wrapper = {key: value for key, value in body.items() if key != name}
    inner = body.get(name)
    if isinstance(inner, list):
        return _elements(inner, (*at, name), operation, wrapper, at)
    if isinstance(inner, dict):
        fault = Fault("shape", (*at, name), f"{name} is a list; this is one object")
        return (Slot((*at, name), inner, wrapper, at),), (fault,)
    if name in body and inner is not None:
        return (), (Fault("shape", (*at, name), f"{name} is a list; this is {_kind(inner)}"),)
    due = Fault("shape", at, f"{operation.id} takes an object with the list {name}, which is missing")
    known = {dotted.partition(".")[0] for dotted in operation.parameters} - set(operation.wrapper)
    return ((Slot(at, body, {}, at),) if known & body.keys() else ()), (due,)


def _list_inside(body: dict[str, Any], operation: Operation) -> str | None:
    """Return the key of the one list that an object was put around, where it holds no parameter itself."""
    known = {dotted.partition(".")[0] for dotted in operation.parameters}
    lists = [key for key, value in body.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    return lists[0] if len(lists) == 1 and not known & body.keys() else None


def _due(operation: Operation) -> str:
    body = operation.body
    noun = (operation.entity or "object").replace("_", " ")
    numbers = f" of 1 to {body.max}" if body is not None and body.max else ""
    article = "an" if noun[0] in "aeio" else "a"
    return f"{operation.id} takes a list{numbers}, each {article} {noun}"


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"
