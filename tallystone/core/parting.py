"""Parting: some criteria of a delivery are accepted now, the others get a day of their own; the money follows by shares."""

from datetime import date, datetime, timedelta

from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.invoicing import part
from tallystone.core.refusal import refuse_if
from tallystone.core.reminding import over
from tallystone.core.rule import Folds, Rule, need_calm, need_money, need_state, need_work
from tallystone.core.shape import Stake
from tallystone.core.state import By, Contract, Stone
from tallystone.core.writing import PROSE_LENGTH, check_words

FURTHEST = timedelta(days=366)


def may_answer(c: Contract, s: Stone, by: By, now: datetime) -> None:
    """A delivery can be answered, or taken back, until its review time ends: exactly when the page said."""
    need_state(c, "agreed")
    need_work(s, "delivered")
    refuse_if(over(s, now), "review_over", milestone=s.number, until=s.review_until)


def may_accept_part(c: Contract, s: Stone, by: By, now: datetime) -> None:
    may_answer(c, s, by, now)
    need_calm(s)
    refuse_if(s.stake.hourly, "part_by_hour", milestone=s.number)
    if c.funds(s.stake) and s.stake.gross_minor:
        need_money(s, "funded")
    refuse_if(len(s.open_criteria) < 2, "nothing_to_part", milestone=s.number)


def shares(stake: Stake) -> list[tuple[int, int]]:
    """What each criterion is worth, as (net, tax): equal shares; what cannot be divided goes to the last criterion."""
    count = stake.criteria
    net, tax = stake.price_minor // count, stake.tax_minor // count
    last = (stake.price_minor - net * (count - 1), stake.tax_minor - tax * (count - 1))
    return [(net, tax)] * (count - 1) + [last]


def worth(stake: Stake, criteria: tuple[int, ...]) -> tuple[int, int]:
    """Net and tax of these criteria together."""
    every = shares(stake)
    return sum(every[n - 1][0] for n in criteria), sum(every[n - 1][1] for n in criteria)


def accept_part(c: Contract, s: Stone, act: acts.AcceptPart, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.snapshot != s.snapshot, "snapshot_changed")
    met, left = tuple(sorted(set(act.criteria))), set(s.open_criteria)
    refuse_if(not met, "part_missing", "criteria")
    refuse_if(not left.issuperset(met), "no_such_criterion", "criteria")
    refuse_if(left == set(met), "part_is_whole", "criteria")
    _check_day(c, act.rest_due, now)
    check_words(act.reasons, "reasons", 10 * PROSE_LENGTH)
    said = act.reasons.hash if act.reasons else None
    return [facts.PartAccepted(s.number, s.round, s.snapshot, met, act.rest_due, said), *_money(c, s, met, now)]


def _check_day(c: Contract, day: date, now: datetime) -> None:
    today = day_of(now, c.agreed_plan.zone)
    refuse_if(day < today, "date_past", "rest_due", day=day)
    refuse_if(day > today + FURTHEST, "date_far", "rest_due", day=day)


def _money(c: Contract, s: Stone, met: tuple[int, ...], now: datetime) -> list[facts.Fact]:
    """The part's share of the money: released where it is held, and invoiced. Nothing of nothing."""
    net, tax = worth(s.stake, met)
    if net + tax == 0:
        return []
    released = [facts.Released(s.number, net + tax)] if c.funds(s.stake) else []
    return [*released, part(c, s, net, tax, now)]


def part_accepted(c: Contract, fact: facts.PartAccepted, by: By, at: datetime) -> Contract:
    stone = c.stone(fact.milestone)
    before = stone.met if stone else ()
    return c.with_stone(
        fact.milestone, work="part_accepted", met=tuple(sorted({*before, *fact.criteria})), rest_due=fact.rest_due,
        review_until=None, unmet=(), dated_on=day_of(at, c.agreed_plan.zone), looked_at=stone.delivered_at if stone else None,
    )  # fmt: skip


RULES = [Rule(acts.AcceptPart, ("client",), may_accept_part, accept_part, on_stone=True)]
FOLDS: Folds = {facts.PartAccepted: part_accepted}
