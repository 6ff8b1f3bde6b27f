"""Succeeding: how a contract ends at a boundary because a successor goes on. Deposits move only by refund and new funding."""

from dataclasses import replace
from datetime import datetime

from tallystone.core import facts
from tallystone.core.balancing import balanced
from tallystone.core.funding import completed
from tallystone.core.handover import BEGUN
from tallystone.core.refusal import refuse_if
from tallystone.core.state import Contract


def under_way(c: Contract) -> None:
    """Refuse while a milestone is in the middle, or its deposit is: that is settled first, by an exit or by finishing it."""
    for s in c.stones:
        frozen = s.money == "frozen" and s.work != "accepted"
        refuse_if(frozen or s.work in BEGUN, "work_under_way", milestone=s.number)
        waiting = s.work == "planned" and s.money == "claimed_paid"
        refuse_if(waiting, "payment_under_way", milestone=s.number)


def ended(c: Contract, now: datetime) -> list[facts.Fact]:
    """The money of the milestones that are left: deposits are owed back, invoices that nobody paid are taken back."""
    plan = c.agreed_plan
    kept = tuple(stake for stake in plan.milestones if (s := c.stone(stake.number)) and s.work == "accepted")
    money = balanced(c, replace(plan, milestones=kept), now)
    owed = any(isinstance(fact, facts.RefundOwed) for fact in money)
    return [*money, *([] if owed else completed(closed(c)))]


def closed(c: Contract) -> Contract:
    """The milestones that are left are nobody's any more in this contract."""
    if c.state != "agreed":
        return c
    stones = tuple(
        replace(s, work="cancelled", last_terms=c.terms, next_on=None, pay_by=None) if s.work == "planned" else s
        for s in c.stones
    )
    return replace(c, stones=stones, change=None)
