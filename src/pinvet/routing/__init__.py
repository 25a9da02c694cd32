"""A request to its operation, and a body to its entities; what is wrong with the body's shape is found on the way."""

from pinvet.routing.connector import CONNECTOR, mentions_connector
from pinvet.routing.infer import Closest, closest, infer, operation_of
from pinvet.routing.split import POSTED_UPDATES, Fault, Slot, split

__all__ = [
    "CONNECTOR",
    "POSTED_UPDATES",
    "Closest",
    "Fault",
    "Slot",
    "closest",
    "infer",
    "mentions_connector",
    "operation_of",
    "split",
]
