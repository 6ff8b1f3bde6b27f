"""What if it stopped that day? Day by day what either side would be out of pocket, and the cash flow month by month."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

from tallystone.core.dates import days_after
from tallystone.core.money import share
from tallystone.core.refusal import refuse_if
from tallystone.core.shape import AFTER, BEFORE, Milestone
from tallystone.core.value import value
from tallystone.planning.days import DAY, Calendar, Working
from tallystone.planning.schedule import Span

WIDTH, HEIGHT = 1000, 100
MOST_DAYS = 366 * 21


@value
class Way:
    """How money moves: before a milestone begins, or so many days after its review is over; tax in basis points."""

    funding: str = BEFORE
    payment_days: int = 14
    tax_bp: int = 0

    def paid_on(self, span: Span) -> date:
        """The latest day on which the client pays for this milestone."""
        return span.starts if self.funding == BEFORE else days_after(span.review_until, self.payment_days)

    def gross(self, milestone: Milestone) -> int:
        return milestone.price_minor + share(milestone.price_minor, self.tax_bp)

    def other(self) -> "Way":
        return Way(AFTER if self.funding == BEFORE else BEFORE, self.payment_days, self.tax_bp)


@value
class Day:
    """How it stands at the end of a day, in minor units. What is paid has tax in it; work counts by its price, without.

    `client_minor`: paid for milestones that are not handed over. `freelancer_minor`: work done on milestones not paid.
    """

    day: date
    paid_minor: int
    handed_minor: int
    worked_minor: int
    client_minor: int
    freelancer_minor: int


@value
class Month:
    """What moves in a month: paid (with tax), worked (by price)."""

    first: date
    paid_minor: int
    worked_minor: int


@value
class Simulation:
    """Each day of a plan. `client_points`, `freelancer_points`: SVG polylines, 1000 by 100; the top is `top_minor`."""

    days: tuple[Day, ...]
    months: tuple[Month, ...]
    client_most: Day
    freelancer_most: Day
    client_points: str
    freelancer_points: str
    top_minor: int

    def on(self, day: date) -> Day:
        """How it stands on this day; before the first as on the first, after the last as on the last."""
        at = (day - self.days[0].day).days
        return self.days[min(max(at, 0), len(self.days) - 1)]


def simulate(
    milestones: Sequence[Milestone], spans: Sequence[Span], way: Way | None = None, calendar: Calendar | None = None
) -> Simulation:
    """Play a plan through to its last payment. `calendar`: the freelancer's. Refuses plans of more than 21 years."""
    way = way or Way()
    works = [_Work(m, span, way, calendar or Calendar()) for m, span in zip(milestones, spans, strict=True)]
    first = min(span.starts for span in spans)
    last = max(*(work.paid_on for work in works), *(span.review_until for span in spans))
    refuse_if((last - first).days > MOST_DAYS, "date_far", "milestones", day=last)
    moves = _Moves(first, (last - first).days + 1)
    for work in works:
        moves.add(work)
    days = tuple(moves.days())
    top = max(1, *(max(day.client_minor, day.freelancer_minor) for day in days))
    return Simulation(
        days,
        _months(days),
        max(days, key=lambda day: day.client_minor),
        max(days, key=lambda day: day.freelancer_minor),
        _points([day.client_minor for day in days], top),
        _points([day.freelancer_minor for day in days], top),
        top,
    )


class _Work:
    """One milestone's money and work over the days."""

    def __init__(self, milestone: Milestone, span: Span, way: Way, calendar: Calendar) -> None:
        self.price, self.gross = milestone.price_minor, way.gross(milestone)
        self.span, self.paid_on = span, way.paid_on(span)
        self.working = Working(calendar, span.starts)
        self.count = max(self.working.between(span.starts, span.worked), 1)

    def steps(self) -> Iterator[tuple[date, int]]:
        """On which day how much of the price is worked: evenly over the working days, the rest on the last."""
        done = 0
        for n in range(self.count):
            day = min(self.working.at(n), self.span.worked)
            worked = self.price if day >= self.span.worked else self.price * (n + 1) // self.count
            if worked > done:
                yield day, worked - done
                done = worked
        if done < self.price:
            yield self.span.worked, self.price - done


class _Moves:
    """What changes from day to day, added up once at the end."""

    def __init__(self, first: date, count: int) -> None:
        self.first = first
        self.paid, self.handed, self.worked, self.client, self.freelancer = ([0] * count for _column in range(5))

    def add(self, work: _Work) -> None:
        paid, handed = (work.paid_on - self.first).days, (work.span.due - self.first).days
        self.paid[paid] += work.gross
        self.handed[handed] += work.price
        if paid < handed:
            self.client[paid] += work.gross
            self.client[handed] -= work.gross
        open_minor = 0
        for day, minor in work.steps():
            at = (day - self.first).days
            self.worked[at] += minor
            if at < paid:
                self.freelancer[at] += minor
                open_minor += minor
        self.freelancer[paid] -= open_minor

    def days(self) -> Iterator[Day]:
        sums = (accumulate(row) for row in (self.paid, self.handed, self.worked, self.client, self.freelancer))
        for n, row in enumerate(zip(*sums, strict=True)):
            yield Day(self.first + n * DAY, *row)


def _months(days: Sequence[Day]) -> tuple[Month, ...]:
    ends = {(day.day.year, day.day.month): day for day in days}
    found, paid, worked = [], 0, 0
    for (year, month), end in ends.items():
        found.append(Month(date(year, month, 1), end.paid_minor - paid, end.worked_minor - worked))
        paid, worked = end.paid_minor, end.worked_minor
    return tuple(found)


def _points(values: Sequence[int], top: int) -> str:
    """Corners of a line over the days; where nothing changes, no point is needed."""
    last = max(len(values) - 1, 1)
    corners = [n for n in range(len(values)) if n in (0, len(values) - 1) or not values[n - 1] == values[n] == values[n + 1]]
    return " ".join(f"{n * WIDTH // last},{HEIGHT - values[n] * HEIGHT // top}" for n in corners)
