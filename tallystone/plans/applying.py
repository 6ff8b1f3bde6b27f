"""Putting a plan into a draft, and taking it out again."""

from collections.abc import Sequence
from typing import Any

from tallystone.acting.door import new_act_id
from tallystone.core.shape import Milestone
from tallystone.drafting import keeping
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import respelled, row_of
from tallystone.drafting.typed import Typed, is_blank, whole
from tallystone.plans.models import Plan

PROSE = ("title", "background", "in_scope", "out_of_scope")


def plan_of(draft: Draft) -> Plan:
    """What stands beside this draft; not stored where there is nothing yet."""
    return (Plan.objects.filter(draft_id=draft.pk).first() if draft.pk else None) or Plan(draft=draft)


def rows_of(milestones: Sequence[Milestone], currency: str, mark: str) -> list[dict[str, str]]:
    """Milestones as rows of the editor."""
    return [row_of(m, currency, mark) for m in milestones]


def redated(typed: Typed, milestones: Sequence[Milestone], currency: str) -> list[dict[str, str]]:
    """The draft's own rows with the days and prices of these milestones; what else is written in them stays, and so does
    the price of what is billed by the hour: it follows from rate and hours."""
    rows = [row for row in typed["milestones"] if not is_blank(row)]
    made = rows_of(milestones, currency, typed["mark"] or ".")
    prices = [row["price"] if row["rate"].strip() else new["price"] for row, new in zip(rows, made, strict=True)]
    return [{**row, "due": new["due"], "price": price} for row, new, price in zip(rows, made, prices, strict=True)]


def apply(draft: Draft, typed: Typed, changes: dict[str, Any]) -> bool:
    """Change these fields of a draft, remembering what they were; False where another window was quicker."""
    before = {name: typed[name] for name in changes} | {"mark": typed["mark"]}
    if not keeping.keep(draft, {**typed, **changes, "gone": None}, draft.revision, new_act_id()):
        return False
    Plan.objects.update_or_create(draft=draft, defaults={"before": before})
    return True


def undo(draft: Draft) -> bool:
    """Bring back what the plan has replaced; what it replaces now can be brought back in turn."""
    plan = plan_of(draft)
    if not plan.before:
        return False
    before = dict(plan.before)
    typed = respelled(whole(draft.typed), before.pop("mark") or ".")
    return apply(draft, typed, before)


def filled(typed: Typed, words: dict[str, Any]) -> dict[str, Any]:
    """Those of these texts and duties for which the draft has nothing yet."""
    prose = {name: words[name] for name in PROSE if words[name] and not typed[name].strip()}
    empty = not any(not is_blank(row) for row in typed["duties"])
    return {**prose, "duties": words["duties"]} if empty and words["duties"] else prose


def forget(draft: Draft) -> None:
    """The draft was sent: what stood beside it goes."""
    Plan.objects.filter(draft_id=draft.pk).delete()


def dismiss(draft: Draft) -> None:
    """The lines that were not understood were looked at."""
    Plan.objects.filter(draft_id=draft.pk).update(left=[], guesses=[])
