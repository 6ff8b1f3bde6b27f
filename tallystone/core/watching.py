"""Watching: what puts a milestone at risk, from when, and whose move would help.

Like `waits`, the answer depends on acts alone: each risk names the moment from which it stands, so that lists can keep it and
a reader compares it with now. While the client holds a milestone up its date moves on, so it is not called late.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tallystone.core.dates import end_of
from tallystone.core.moving import FINISHED, Moving, duties, movings, promise
from tallystone.core.state import Contract, Stone, other
from tallystone.core.value import value

BEHIND, BEHIND_UNHEARD = 25, 50  # per cent by which the work may lag behind the time; and before the first report
FULL_SOON, AHEAD = 75, 15  # per cent of the hours that are used, and by how much more than is done
UNHEARD = timedelta(days=7)
SETTLING_IN = timedelta(days=2)


@value
class Risk:
    """From `at` on, this milestone (0: none in particular) is at risk; `side` can help. `about` numbers a question or duty."""

    kind: str
    milestone: int
    side: str
    at: datetime
    about: int = 0
    day: date | None = None
    percent: int = 0


def risks(c: Contract) -> list[Risk]:
    """All that may stand in the way of the milestones that are open, in the order of the milestones."""
    if c.state != "agreed":
        return []
    dates = movings(c)
    found = [risk for s in c.stones for risk in _of(c, s, dates[s.number])]
    return [*_duties(c), *_questions(c), *found]


def standing(found: list[Risk], now: datetime) -> list[Risk]:
    """Those that stand now, the oldest first."""
    return sorted((r for r in found if r.at <= now), key=lambda r: (r.at, r.milestone, r.kind))


def _of(c: Contract, s: Stone, dates: Moving) -> Iterator[Risk]:
    zone = c.agreed_plan.zone
    if s.dispute:  # its money and its clock stand still, so nothing of it becomes late
        waiting = [split for split in s.dispute.splits if not split.answered]
        side = other(waiting[-1].side) if waiting else "freelancer"
        yield Risk("dispute", s.number, side, s.dispute.since, about=s.dispute.number)
        return
    if s.pay_by and s.money in {"asked", "claimed_paid", "invoiced"}:
        kind = {"asked": "funding", "invoiced": "payment"}.get(s.money, "unseen")
        side = "freelancer" if kind == "unseen" else "client"
        yield Risk(kind, s.number, side, end_of(s.pay_by, zone), day=s.pay_by)
    if s.work in FINISHED or s.work == "delivered":
        return
    over = end_of(dates.base, zone)
    if not _held_up(dates, over, zone):
        yield Risk("late", s.number, "freelancer", over, day=dates.base)
    if s.work in {"started", "changes_asked", "part_accepted"}:
        yield from _at_work(s, dates, over, zone)


def _at_work(s: Stone, dates: Moving, over: datetime, zone: str) -> Iterator[Risk]:
    if s.next_on:
        yield Risk("word", s.number, "freelancer", end_of(s.next_on, zone), day=s.next_on)
    if s.stake.cap_minutes and s.minutes * 100 >= s.stake.cap_minutes * max(FULL_SOON, s.percent + AHEAD):
        at = s.started_at or over
        yield Risk("hours", s.number, "freelancer", at, percent=s.minutes * 100 // s.stake.cap_minutes)
    if s.started_at is None:
        return
    if not s.next_on and not s.percent and s.work == "started":
        yield Risk("unheard", s.number, "freelancer", s.started_at + UNHEARD)
    expected = s.percent + (BEHIND if s.percent else BEHIND_UNHEARD)
    if expected < 100:
        behind = s.started_at + (over - s.started_at) * expected / 100
        behind = max(behind, s.started_at + SETTLING_IN)
        if behind < over and not _held_up(dates, behind, zone):
            yield Risk("slow", s.number, "freelancer", behind, day=dates.base, percent=s.percent)


def _held_up(dates: Moving, at: datetime, zone: str) -> bool:
    """Will the client be holding this up at that moment, so that the date moves on?"""
    return dates.rests_on is not None and end_of(dates.rests_on, zone) <= at


def _duties(c: Contract) -> Iterator[Risk]:
    for owed in duties(c):
        kept = promise(c, owed.number)
        if owed.due and kept.done_at is None:
            held = (s.number for s in c.stones if s.work not in FINISHED and owed.due <= s.due)
            due = max(owed.due, kept.reopened_on or owed.due)
            yield Risk("duty", next(held, 0), "client", end_of(due, c.agreed_plan.zone), owed.number, due)


def _questions(c: Contract) -> Iterator[Risk]:
    for q in c.questions:
        if q.state == "open":
            yield Risk("question", q.milestone, q.asks, end_of(q.until, c.agreed_plan.zone), q.number, q.until)
