"""Moving: days on which the client held the work up, counted from the record, and the dates that they move.

A milestone's date moves by one day for each calendar day, in the contract's zone, on which at least one of these was late:
a client's duty whose day is not after the milestone's agreed date; the milestone's deposit; a question of the freelancer's
about the milestone. Where milestones follow each other, what holds one up moves the later ones too. A day counts once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tallystone.core.dates import day_of
from tallystone.core.promise import Delay, Promise
from tallystone.core.shape import Owed
from tallystone.core.state import Contract, Stone
from tallystone.core.value import value

A_DAY = timedelta(days=1)
FINISHED = ("accepted", "settled", "cancelled", "handed_over")


@value
class Moving:
    """A milestone's date: as agreed, as moved by what is over, and the day after which it moves on, day by day, until
    what is late today is done (None where nothing is waited for)."""

    agreed: date
    base: date
    rests_on: date | None = None

    def on(self, today: date) -> date:
        """The date that counts today."""
        return moved(self.base, self.rests_on, today)


def moved(base: date, rests_on: date | None, today: date) -> date:
    """The date that counts today, where it moves on with each day after `rests_on`."""
    return base + max(timedelta(), today - rests_on) if rests_on else base


def movings(c: Contract) -> dict[int, Moving]:
    """The date of each milestone. Time does not change the answer, only acts do."""
    running = list(_running(c))
    if not (running or c.delays):
        return {s.number: Moving(s.due, s.due) for s in c.stones}
    return {s.number: _moving(c, s, running) for s in c.stones}


def moving(c: Contract, s: Stone) -> Moving:
    """The date of one milestone."""
    return _moving(c, s, list(_running(c)))


def delays_of(c: Contract, s: Stone, today: date) -> list[Delay]:
    """What has moved this milestone's date and what does so today, each with its days, in the order in which they began."""
    open_now = [replace(d, first=d.first + A_DAY, last=today) for d in _running(c) if d.first < today]
    shown = (_since(d, s) for d in (*c.delays, *open_now) if _concerns(c, d, s))
    return sorted((d for d in shown if d.first <= d.last), key=lambda d: (d.first, d.cause, d.about))


def ended(c: Contract, cause: str, milestone: int, about: int, due: date, last: date) -> Contract:
    """Something of the client's that was due on `due` is done on `last`: late days are kept. The last word counts."""
    first = due + A_DAY
    others = (d for d in c.delays if (d.cause, d.milestone, d.about, d.first) != (cause, milestone, about, first))
    late = (Delay(cause, milestone, about, first, last),) if last >= first else ()
    return replace(c, delays=(*others, *late))


def redated(before: Contract, c: Contract, at: datetime) -> Contract:
    """Where both sides have agreed on a new date for a milestone, what was late before is settled by it."""
    if before.stones is c.stones or before.state != "agreed":
        return c
    was = {s.number: s.due for s in before.stones}
    today = day_of(at, c.agreed_plan.zone)
    for s in c.stones:
        if was.get(s.number, s.due) != s.due:
            c = c.with_stone(s.number, dated_on=today)
    return c


def duties(c: Contract) -> tuple[Owed, ...]:
    """The client's duties in the terms in force."""
    return (c.plan.duties or ()) if c.plan else ()


def promise(c: Contract, number: int) -> Promise:
    """What became of the duty with this number."""
    return next((each for each in c.promises if each.number == number), Promise(number))


def _moving(c: Contract, s: Stone, running: Iterable[Delay]) -> Moving:
    if s.work in FINISHED:
        running = ()
    open_since = min((d.first for d in running if _concerns(c, d, s)), default=None)
    if open_since and s.dated_on:
        open_since = max(open_since, s.dated_on)
    days: set[int] = set()
    for d in (_since(d, s) for d in c.delays if _concerns(c, d, s)):
        days.update(range(d.first.toordinal(), d.last.toordinal() + 1))
    last = _last_day(c, s)
    counted = sum((open_since is None or n <= open_since.toordinal()) and (last is None or n <= last) for n in days)
    return Moving(s.due, s.due + timedelta(days=counted), open_since)


def _last_day(c: Contract, s: Stone) -> int | None:
    """What is late after a milestone was accepted no longer moves it."""
    return day_of(s.accepted_at, c.agreed_plan.zone).toordinal() if s.accepted_at else None


def _since(d: Delay, s: Stone) -> Delay:
    return replace(d, first=max(d.first, s.dated_on + A_DAY)) if s.dated_on else d


def _running(c: Contract) -> Iterator[Delay]:
    """What the client still owes: `first` is the last day on which it is in time, and `last` says nothing yet."""
    if c.state != "agreed":
        return
    for owed in duties(c):
        kept = promise(c, owed.number)
        if owed.due and kept.done_at is None:
            due = max(owed.due, kept.reopened_on or owed.due)
            yield Delay("duty", 0, owed.number, due, due)
    for s in c.stones:
        if s.money == "asked" and s.pay_by and s.work not in FINISHED and not s.dispute:
            yield Delay("funding", s.number, 0, s.pay_by, s.pay_by)
    for q in c.questions:
        if q.state == "open" and q.by == "freelancer":
            yield Delay("question", q.milestone, q.number, q.until, q.until)


def _concerns(c: Contract, d: Delay, s: Stone) -> bool:
    """Does this hold the milestone up?"""
    if d.cause == "duty":
        due = next((owed.due for owed in duties(c) if owed.number == d.about), None)
        return due is not None and due <= s.due
    return d.milestone == s.number or (d.milestone < s.number and not c.agreed_plan.parallel)
