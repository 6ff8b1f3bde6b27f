"""Refunding: deposits that move to another milestone, or are owed back to the client until they were sent."""

from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.funding import check_day, completed
from tallystone.core.invoicing import standing
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule, need_state, stone_of
from tallystone.core.state import By, Contract, Stone


def may_refund(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed", "leaving")
    refuse_if(not s.owed_back_minor, "nothing_owed_back", milestone=s.number)


def refund(c: Contract, s: Stone, act: acts.Refund, by: By, now: datetime) -> list[facts.Fact]:
    check_day(c, act.on, now)
    paid = facts.Refunded(s.number, s.owed_back_minor, act.on)
    return [paid, *completed(refunded(c, paid, by, now))]


def refunded(c: Contract, fact: facts.Refunded, by: By, at: datetime) -> Contract:
    s = stone_of(c, fact.milestone)
    owed, sent = s.owed_back_minor - fact.minor, s.refunded_minor + fact.minor
    return standing(c.with_stone(s.number, owed_back_minor=owed, refunded_minor=sent, refund_by=None), s.number)


def refund_owed(c: Contract, fact: facts.RefundOwed, by: By, at: datetime) -> Contract:
    s = stone_of(c, fact.milestone)
    held, owed = s.held_minor - fact.minor, s.owed_back_minor + fact.minor
    return standing(c.with_stone(s.number, held_minor=held, owed_back_minor=owed, refund_by=fact.due), s.number)


def deposit_moved(c: Contract, fact: facts.DepositMoved, by: By, at: datetime) -> Contract:
    source, to = stone_of(c, fact.milestone), stone_of(c, fact.to)
    held, received = source.held_minor - fact.minor, source.received_minor - fact.minor
    c = standing(c.with_stone(source.number, held_minor=held, received_minor=received), source.number)
    held, received = to.held_minor + fact.minor, to.received_minor + fact.minor
    moved = c.with_stone(to.number, held_minor=held, received_minor=received, paid_on=to.paid_on or source.paid_on)
    return standing(moved, to.number)


RULES = [Rule(acts.Refund, ("freelancer",), may_refund, refund, on_stone=True)]
FOLDS: Folds = {
    facts.DepositMoved: deposit_moved,
    facts.RefundOwed: refund_owed,
    facts.Refunded: refunded,
}
