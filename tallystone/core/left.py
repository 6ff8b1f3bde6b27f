"""Left: what follows where an exit is settled, or a contract ended for cause: milestones end, money moves, nothing is over
before the last sum is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tallystone.core import acts, delivering, facts, funding, invoicing, refunding
from tallystone.core.dates import day_of
from tallystone.core.exit import Exit, Left
from tallystone.core.proposing import SIDES
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule, need_state
from tallystone.core.settlement import settlement
from tallystone.core.settling import Share, closing, figure_minor, shares
from tallystone.core.state import DONE, By, Contract, Stone
from tallystone.core.writing import check_words

REASON_LENGTH = 5_000


def may_end_for_cause(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not closing(c, 0), "nothing_to_leave")


def end_for_cause(c: Contract, act: acts.EndForCause, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", REASON_LENGTH, missing="reason_missing")
    told = shares(c, 0, by.side, cause=True)
    left = Exit(0, by.side, 0, day_of(now, c.agreed_plan.zone), by.side)
    return [facts.EndedForCause(by.side, act.reason.hash), *settled_facts(c, left, told, figure_minor(told), "cause", now)]


def settled_facts(c: Contract, leaving: Exit, told: list[Share], minor: int, how: str, now: datetime) -> list[facts.Fact]:
    """What follows where it is settled: the milestones end, the money moves, and perhaps nothing is left to do."""
    fee = sum(sum(each.fee) for each in told) if minor == figure_minor(told) else 0
    happened: list[facts.Fact] = [
        facts.ExitSettled(leaving.side, leaving.boundary, minor, how, fee or None),
        *settlement(c, told, minor, now),
    ]
    after = c
    for fact in happened:
        after = MONEY[type(fact)](after, fact, By(leaving.side), now)
    return [*happened, *funding.completed(after)]


def settled(c: Contract, fact: facts.ExitSettled, by: By, at: datetime) -> Contract:
    ending = {s.number for s in closing(c, fact.boundary)}
    stones = tuple(_ended(c, s) if s.number in ending else s for s in c.stones)
    left = Left(fact.side, fact.boundary, fact.minor, fact.how, at)
    after = replace(c, stones=stones, left=left, exit=None, change=None)
    for number in ending:
        after = invoicing.standing(after, number)
    return worked_to_its_end(after)


def _ended(c: Contract, s: Stone) -> Stone:
    work = "cancelled" if s.work == "planned" else "handed_over"
    return replace(s, work=work, last_terms=c.terms, next_on=None, review_until=None, unmet=(), moved_from=None, pay_by=None)


def worked_to_its_end(c: Contract) -> Contract:
    """Once a contract was left and the last milestone that is finished is accepted, only its money is to be settled."""
    if c.left is None or c.state != "agreed" or any(s.work not in DONE for s in c.stones):
        return c
    return replace(c, state="leaving")


CAUSE = Rule(acts.EndForCause, SIDES, may_end_for_cause, end_for_cause)
LEFT: Folds = {
    facts.EndedForCause: lambda c, f, by, at: c,
    facts.ExitSettled: settled,
    facts.Ended: lambda c, f, by, at: replace(c, state="ended", ended_at=at),
}
MONEY: dict[type[facts.Fact], Callable[..., Contract]] = {
    facts.ExitSettled: settled,
    facts.InvoiceIssued: invoicing.issued,
    facts.Released: delivering.released,
    facts.DepositMoved: refunding.deposit_moved,
    facts.RefundOwed: refunding.refund_owed,
}
