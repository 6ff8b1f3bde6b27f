"""Succeeding: how a contract ends at a boundary because a successor goes on. Deposits move only by refund and new funding."""

from datetime import datetime

from tallystone.core import facts
from tallystone.core.dates import day_of
from tallystone.core.exit import Exit
from tallystone.core.handover import BEGUN
from tallystone.core.left import settled_facts
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.settling import figure_minor, shares
from tallystone.core.state import Contract


def under_way(c: Contract) -> None:
    """Refuse while a milestone is in the middle, or its deposit is: that is settled first, by an exit or by finishing it."""
    for s in c.stones:
        frozen = s.money == "frozen" and s.work != "accepted"
        refuse_if(frozen or s.work in BEGUN, "work_under_way", milestone=s.number)
        waiting = s.work == "planned" and s.money == "claimed_paid"
        refuse_if(waiting, "payment_under_way", milestone=s.number)


def at_boundary(c: Contract) -> bool:
    """Whether nothing is in the middle, so that somebody may be chosen to go on."""
    try:
        under_way(c)
    except Refusal:
        return False
    return True


def ended(c: Contract, now: datetime) -> list[facts.Fact]:
    """It is left at this boundary, and nothing is due for what is not begun: deposits are owed back, invoices taken back."""
    told = shares(c, 0, "freelancer")
    if not told or c.left is not None:
        return []
    left = Exit(0, "freelancer", 0, day_of(now, c.agreed_plan.zone), "freelancer")
    return settled_facts(c, left, told, figure_minor(told), "succeeded", now)
