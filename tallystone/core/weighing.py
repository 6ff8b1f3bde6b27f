"""Weighing: what a change order would do to price, dates, deposits, exposure and risk, worked out before anybody decides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from tallystone.core import facts
from tallystone.core.balancing import balanced
from tallystone.core.dates import day_of
from tallystone.core.shape import Plan, Stake
from tallystone.core.state import Contract
from tallystone.core.value import value

SOON_DAYS = 3
LONG_DAYS = 30


@value
class Shift:
    """A milestone's date or gross price before and after."""

    number: int
    was: Any
    now: Any


@value
class Risk:
    """Something that the change makes worse, by name, with the numbers that a sentence about it needs."""

    name: str
    milestone: int = 0
    told: dict[str, Any] = field(default_factory=dict)


@value
class Effects:
    """Amounts are gross, in minor units. `exposure` is the most that lies with one side at one time, not yet reviewed."""

    price_was: int
    price_now: int
    ends_was: date
    ends_now: date
    exposure_was: int
    exposure_now: int
    added: tuple[int, ...]
    removed: tuple[int, ...]
    dates: tuple[Shift, ...]
    prices: tuple[Shift, ...]
    money: tuple[facts.Fact, ...]
    risks: tuple[Risk, ...]

    @property
    def price_change(self) -> int:
        return self.price_now - self.price_was

    @property
    def later_days(self) -> int:
        """By how many days the contract ends later (earlier, where below zero)."""
        return (self.ends_now - self.ends_was).days

    @property
    def refund_minor(self) -> int:
        return sum(fact.minor for fact in self.money if isinstance(fact, facts.RefundOwed))

    @property
    def asked_minor(self) -> int:
        """What is to be paid for deposit invoices of this change."""
        return sum(fact.open_minor for fact in self.money if isinstance(fact, facts.InvoiceIssued) and fact.kind == "deposit")


def weigh(c: Contract, plan: Plan, now: datetime) -> Effects:
    """What happens if the terms with this plan replace those in force now."""
    was = c.agreed_plan
    pairs = [(stake, plan.stake(stake.number)) for stake in was.milestones]
    kept = [(old, new) for old, new in pairs if new]
    open_was, open_now = _open(c, was), _open(c, plan)
    return Effects(
        price_was=was.gross_minor,
        price_now=plan.gross_minor,
        ends_was=max(stake.due for stake in was.milestones),
        ends_now=max((stake.due for stake in plan.milestones), default=day_of(now, was.zone)),
        exposure_was=_exposure(was, open_was),
        exposure_now=_exposure(plan, open_now),
        added=tuple(stake.number for stake in plan.milestones if was.stake(stake.number) is None),
        removed=tuple(old.number for old, new in pairs if new is None),
        dates=tuple(Shift(old.number, old.due, new.due) for old, new in kept if old.due != new.due),
        prices=tuple(Shift(o.number, o.gross_minor, n.gross_minor) for o, n in kept if o.gross_minor != n.gross_minor),
        money=tuple(balanced(c, plan, now)),
        risks=tuple(_risks(c, plan, (open_was, open_now), now)),
    )


def _open(c: Contract, plan: Plan) -> list[Stake]:
    """The milestones of a plan that are not accepted yet."""
    done = {s.number for s in c.stones if s.work == "accepted"}
    return [stake for stake in plan.milestones if stake.number not in done]


def _exposure(plan: Plan, stakes: Iterable[Stake]) -> int:
    """One after the other: the dearest milestone. At the same time: all of them together."""
    amounts = [stake.gross_minor for stake in stakes]
    return sum(amounts) if plan.parallel else max(amounts, default=0)


def _risks(c: Contract, plan: Plan, opened: tuple[list[Stake], list[Stake]], now: datetime) -> Iterator[Risk]:
    today = day_of(now, c.agreed_plan.zone)
    before, after = (_stretch(today, stakes) for stakes in opened)
    if after > max(before, LONG_DAYS):
        yield Risk("long_stretch", told={"was": before, "now": after})
    for stake in opened[1]:
        yield from _risks_of(c, stake, today)
    known = set(_out_of_order(opened[0]))
    for pair in [] if plan.parallel else _out_of_order(opened[1]):
        if pair not in known:
            yield Risk("out_of_order", pair[1], {"earlier": pair[0]})


def _risks_of(c: Contract, stake: Stake, today: date) -> Iterator[Risk]:
    old, stone = c.agreed_plan.stake(stake.number), c.stone(stake.number)
    begun = stone is not None and stone.work in {"started", "changes_asked"}
    if old and stake.criteria > old.criteria and (stake.due, stake.gross_minor) == (old.due, old.gross_minor):
        yield Risk("more_for_the_same", stake.number, {"more": stake.criteria - old.criteria})
    if old and begun and stake.due < old.due:
        yield Risk("sooner", stake.number, {"days": (old.due - stake.due).days})
    elif stake != old and (stake.due - today).days <= SOON_DAYS:
        yield Risk("very_soon", stake.number, {"day": stake.due})


def _stretch(today: date, stakes: Sequence[Stake]) -> int:
    """The most days that pass without anything to review."""
    days = [today, *sorted(max(today, stake.due) for stake in stakes)]
    return max(((later - earlier).days for earlier, later in pairwise(days)), default=0)


def _out_of_order(stakes: Sequence[Stake]) -> list[tuple[int, int]]:
    """Milestones that are due before the one that has to be accepted first."""
    return [(first.number, later.number) for first, later in pairwise(stakes) if later.due < first.due]
