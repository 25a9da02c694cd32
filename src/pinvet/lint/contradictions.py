"""What was declared against what the request or the account shows: evidence counts, and the difference is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.facts import is_nca, is_performance_plus, objective_type
from pinvet.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pinvet.checks.view import View

FACTS = (
    ("performance_plus", is_performance_plus, "is_performance_plus"),
    ("new_customer_acquisition", is_nca, "a focus on new customers"),
    ("objective_type", objective_type, "objective_type"),
)


def contradictions(view: View) -> Iterator[str]:
    """Yield a sentence for every assumption that the entity or its parents contradict."""
    for name, get, what in FACTS:
        declared = getattr(view.call.declared, name)
        if declared is None:
            continue
        known = get(view)
        if known is not UNKNOWN and known is not None and known != declared:
            yield f"what was assumed about {what} is not what this request or the context shows; the evidence counts"
