"""What a check says of an entity, before the engine adds who, where and how grave."""

from typing import Any, NamedTuple

from pinvet.model import Aspect, Part, Pointer, Severity


class Beside(NamedTuple):
    """Another parameter that a problem speaks about: of the same entity, or of the one with that index.

    ``request`` is the number of an earlier request of a capture; None for this one.
    """

    pointer: Pointer
    message: str
    entity: int | None = None
    request: int | None = None


class Problem(NamedTuple):
    """One thing that a check found.

    ``pointer`` leads from the entity (as seen after spelling) to the parameter; ``value`` is what stands there.
    ``rests`` are the pointers of set parameters that the problem follows from. ``missing`` names the facts that
    nobody knows and that the answer depends on: such a problem is a skip unless the rule says otherwise, and
    always one where ``never_guess`` says that there is nothing to judge by. ``part`` is the part of the address that
    the pointer leads into; None where it leads into the entity.
    """

    pointer: Pointer
    aspect: Aspect
    message: str
    value: Any = None
    rests: tuple[Pointer, ...] = ()
    missing: tuple[str, ...] = ()
    related: tuple[Beside, ...] = ()
    patch: tuple[dict[str, Any], ...] = ()
    fix_title: str = ""
    safe: bool = False
    severity: Severity | None = None
    contested: str | None = None
    remark: str | None = None
    empty: bool = False
    names: tuple[str, ...] = ()
    never_guess: bool = False
    row: int | None = None
    part: Part | None = None
