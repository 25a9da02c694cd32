"""What is known about an ad account, and the context files that tell of one."""

from pinvet.account.state import COLLECTIONS, FIXED, KINDS, PARENTS, Account, Creation, Declared, Known, Touch

__all__ = ["COLLECTIONS", "FIXED", "KINDS", "PARENTS", "Account", "Creation", "Declared", "Known", "Touch"]
