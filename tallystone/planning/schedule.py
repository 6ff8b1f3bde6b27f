"""Milestones laid out over days: who works when, who waits for what, when a review is over."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from tallystone.core.dates import days_after
from tallystone.core.refusal import refuse_if
from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.core.writing import FURTHEST_YEARS
from tallystone.planning.days import DAY, Calendar, Working

ALL = 10_000
FURTHEST = timedelta(days=366 * (FURTHEST_YEARS + 1))


@value
class Pace:
    """What a plan must respect. `buffer_bp`: spare time for each milestone, in hundredths of a per cent of its work.

    `waits`: for a milestone's number what must be there before it begins: the numbers of milestones that must be accepted, and
    days. Where it says nothing, a milestone waits for the one before it.
    """

    freelancer: Calendar = field(default_factory=Calendar)
    client: Calendar = field(default_factory=Calendar)
    review_days: int = 7
    buffer_bp: int = 1_000
    waits: Mapping[int, tuple[int | date, ...]] = field(default_factory=dict)

    def waits_for(self, number: int) -> tuple[int | date, ...]:
        return self.waits.get(number, (number - 1,) if number > 1 else ())

    def buffer(self, days: int) -> int:
        """Spare working days for so many days of work, rounded up."""
        return -(-days * self.buffer_bp // ALL)


@value
class Span:
    """One milestone in time: work from `starts` to `worked`, handed over by `due`, reviewed until `review_until`."""

    number: int
    starts: date
    work_days: int
    worked: date
    buffer_days: int
    ready: date
    due: date
    review_until: date
    waited_for: int | date | None = None


class Track:
    """Both sides' working days, counted once for as many layouts as are tried."""

    def __init__(self, start: date, pace: Pace) -> None:
        self.pace = pace
        self.own = Working(pace.freelancer, start)
        self.client = Working(pace.client, start)

    def lay(self, lengths: Sequence[int]) -> list[Span]:
        """Milestones of these lengths in working days, one after the other; reviews overlap with work where nothing waits."""
        laid: list[Span] = []
        for number, length in enumerate(lengths, 1):
            laid.append(self._span(number, length, laid))
        return laid

    def _span(self, number: int, length: int, laid: list[Span]) -> Span:
        free = laid[-1].due + DAY if laid else self.own.at(0)
        ready = [(_ready(laid, wait), wait) for wait in self.pace.waits_for(number)]
        latest, wait = max(ready, key=lambda pair: pair[0], default=(free, None))
        starts = self.own.after(max(free, latest), 1)
        worked = self.own.after(starts, length)
        spare = self.pace.buffer(length)
        planned = self.own.after(starts, length + spare)
        due = self.pace.freelancer.first_from(planned, self.pace.client)
        waited = wait if latest > free else None
        return Span(number, starts, length, worked, spare, planned, due, self.review_until(due), waited)

    def review_until(self, due: date) -> date:
        """The end of the review: the agreed days, and as many of the client's own working days as these usually hold."""
        days = self.pace.review_days
        at_desk = self.client.after(due + DAY, max(days * 5 // 7, 1))
        return self.client.after(max(days_after(due, days), at_desk), 1)


def _ready(laid: list[Span], wait: int | date) -> date:
    if isinstance(wait, date):
        return wait
    return laid[wait - 1].review_until + DAY if 0 < wait <= len(laid) else date.min


def apportioned(total: int, weights: Sequence[int], least: int = 0) -> list[int]:
    """`total` in whole parts like `weights`, each at least `least`; the parts sum to the total. Largest remainders first."""
    spare = total - least * len(weights)
    whole = sum(weights) or len(weights)
    given = [weight if sum(weights) else 1 for weight in weights]
    parts = [spare * weight // whole for weight in given]
    order = sorted(range(len(given)), key=lambda at: (-(spare * given[at] % whole), at))
    for at in order[: spare - sum(parts)]:
        parts[at] += 1
    return [least + part for part in parts]


def lengths_for(usual: Sequence[int], track: Track, deadline: date | None, stretch: bool) -> list[int] | date:
    """The lengths that are accepted by the deadline: the usual ones where they fit, shorter ones in the same proportion
    where not, longer ones if `stretch`. A date where no plan fits: the day on which the shortest one would be done."""
    if deadline is None or (not stretch and track.lay(usual)[-1].review_until <= deadline):
        return list(usual)
    least, most = len(usual), sum(usual)
    if stretch:
        most = max(track.own.between(track.own.at(0), deadline), least)
    if track.lay(apportioned(least, usual, 1))[-1].review_until > deadline:
        return track.lay(apportioned(least, usual, 1))[-1].review_until
    while least < most:
        middle = (least + most + 1) // 2
        fits = track.lay(apportioned(middle, usual, 1))[-1].review_until <= deadline
        least, most = (middle, most) if fits else (least, middle - 1)
    return apportioned(least, usual, 1)


def spans_of(terms: Terms, start: date, calendar: Calendar | None = None) -> list[Span]:
    """A contract's milestones in time, read from its due days: work begins after the review before it, or at once where
    milestones run in parallel. The whole time until the due day counts as work. Refuses "date_far"."""
    furthest = max((m.due for m in terms.milestones), key=lambda due: abs(due - start), default=start)
    refuse_if(abs(furthest - start) > FURTHEST, "date_far", "milestones", day=furthest)
    working, before = Working(calendar or Calendar(), start), None
    found: dict[int, Span] = {}
    for m in sorted(terms.milestones, key=lambda m: (m.due, m.number)):
        pause = 0 if terms.parallel else terms.review_days
        begin = start if before is None else before + (1 + pause) * DAY
        starts = min(max(working.after(begin, 1), start), max(m.due, start))
        days = max(working.between(starts, m.due), 1)
        found[m.number] = Span(m.number, starts, days, m.due, 0, m.due, m.due, days_after(m.due, terms.review_days))
        before = m.due
    return [found[m.number] for m in terms.milestones]
