"""What is known about an ad account, and the context files that tell of one."""

from pinvet.account.known import CLEARED, COLLECTIONS, FIXED, KINDS, PARENTS, Creation, Declared, Known, Touch, declared
from pinvet.account.state import Account

__all__ = [
    "CLEARED",
    "COLLECTIONS",
    "FIXED",
    "KINDS",
    "PARENTS",
    "Account",
    "Creation",
    "Declared",
    "Known",
    "Touch",
    "declared",
]
