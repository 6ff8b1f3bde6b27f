"""What stands beside a draft: asked for by the templates that show it, so that the editor need not know."""

from typing import Any

from django import template

from tallystone.drafting.models import Draft
from tallystone.plans.applying import plan_of

register = template.Library()


@register.simple_tag
def beside_draft(draft: Draft) -> dict[str, Any]:
    """`begin`: nothing is written yet; `on`: planning is offered; `before`, `left`, `guesses` as in plans.models.Plan."""
    freelance = draft.business_id is not None
    found = vars(draft).setdefault("beside", None) or plan_of(draft)
    vars(draft)["beside"] = found  # asked for in three places of one page
    return {
        "begin": draft.pk is None and freelance and not draft.counters,
        "on": freelance,
        "before": found.before,
        "left": found.left,
        "guesses": found.guesses,
    }
