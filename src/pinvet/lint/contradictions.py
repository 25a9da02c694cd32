"""Evidence against what was declared or is known: the stronger counts, and the difference is told.

What an entity shows itself beats the account, and the account beats what is declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinvet.checks.campaign_facts import is_nca, is_performance_plus, objective_type
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
    """Yield a sentence for every assumption, and every known campaign, that the entity contradicts."""
    for name, get, what in FACTS:
        declared = getattr(view.call.declared, name)
        known = get(view) if declared is not None else None
        if known is not UNKNOWN and known is not None and known != declared:
            yield f"what was assumed about {what} is not what this request or the context shows; the evidence counts"
    if view.call.entity not in (None, "campaign"):
        campaign = view.campaign()
        shown = is_performance_plus(view) if campaign is not None else None
        if shown is True and campaign is not None and campaign.values.get("is_performance_plus") is False:
            yield (
                "what this request shows belongs to Performance+ only, and its campaign is known not to be; "
                "it is judged as Performance+"
            )
