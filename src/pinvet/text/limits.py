"""The limits that untrusted text is read under, so that no input can exhaust time, memory or the stack."""

from __future__ import annotations

from typing import Final, NamedTuple

MIB: Final = 1024 * 1024


class Limits(NamedTuple):
    """How much one text may hold: bytes, nested containers, digits of one number, values, YAML aliases.

    A value that a YAML alias repeats counts again as often as it is repeated, so `max_nodes` also bounds
    what an alias bomb would expand to.
    """

    max_bytes: int = 16 * MIB
    max_depth: int = 128
    max_digits: int = 4300
    max_nodes: int = 2_000_000
    max_aliases: int = 10_000


LIMITS: Final = Limits()
PACK_LIMITS: Final = Limits(max_bytes=5 * MIB, max_depth=64, max_nodes=500_000, max_aliases=0)
