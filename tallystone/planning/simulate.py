"""What if it stopped that day? Day by day what either side would be out of pocket, and the cash flow month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystone.core.money import share
from tallystone.core.refusal import refuse_if
from tallystone.core.shape import AFTER, BEFORE, Milestone
from tallystone.planning.days import DAY, Calendar, Working, span_of
from tallystone.planning.schedule import Span

WIDTH, HEIGHT = 1000, 100
MOST_DAYS = 366 * 21


@dataclass(frozen=True, slots=True)
class Way:
    """How money moves: before a milestone begins, or so many days after its review is over; tax in basis points."""

    funding: str = BEFORE
    payment_days: int = 14
    tax_bp: int = 0

    def paid_on(self, span: Span) -> date:
        """The latest day on which the client pays for this milestone."""
        return span.starts if self.funding == BEFORE else span_of(span.review_until, self.payment_days)

    def gross(self, milestone: Milestone) -> int:
        return milestone.price_minor + share(milestone.price_minor, self.tax_bp)

    def other(self) -> "Way":
        return Way(AFTER if self.funding == BEFORE else BEFORE, self.payment_days, self.tax_bp)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Month:
    """What moves in a month: paid (with tax), worked (by price)."""

    first: date
    paid_minor: int
    worked_minor: int


@dataclass(frozen=True, slots=True)
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
    days = tuple(_day(first + n * DAY, works) for n in range((last - first).days + 1))
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

    def worked(self, day: date) -> int:
        """The part of the price that is worked by the end of this day: evenly over the working days."""
        if day >= self.span.worked:
            return self.price
        return self.price * self.working.between(self.span.starts, day) // self.count if day >= self.span.starts else 0


def _day(day: date, works: Sequence[_Work]) -> Day:
    paid = handed = worked = client = freelancer = 0
    for work in works:
        is_paid, is_handed, done = work.paid_on <= day, work.span.due <= day, work.worked(day)
        paid += work.gross if is_paid else 0
        handed += work.price if is_handed else 0
        worked += done
        client += work.gross if is_paid and not is_handed else 0
        freelancer += 0 if is_paid else done
    return Day(day, paid, handed, worked, client, freelancer)


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
