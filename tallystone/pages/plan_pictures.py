"""Pictures of plans, worked out as numbers that SVG templates draw: shares, a plan in time, odds, exposure, months."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tallystone.core.value import value
from tallystone.planning.schedule import Span
from tallystone.planning.simulate import Simulation
from tallystone.planning.sure import Sure

WIDTH = 1000
MOST_TICKS = 8
LANE = 24


@value
class Bar:
    """A piece of a row: where it begins and how wide it is, in thousandths."""

    x: int
    width: int
    kind: str = ""


@value
class Strip:
    """Pieces side by side."""

    bars: tuple[Bar, ...]


@value
class Tick:
    """A first of a month on the axis."""

    x: int
    day: date


@value
class Lane:
    """One milestone in time."""

    number: int
    bars: tuple[Bar, ...]
    y: int


@value
class Chart:
    """Days as an axis with its months."""

    first: date
    last: date
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...] = ()

    @property
    def height(self) -> int:
        return max(len(self.lanes), 1) * LANE


def strip(shares: Sequence[int]) -> Strip:
    """Shares of a whole, each a piece."""
    whole, at, bars = max(sum(shares), 1), 0, []
    for share in shares:
        width = share * WIDTH // whole
        bars.append(Bar(at, max(width - 6, 2)))
        at += width
    return Strip(tuple(bars))


def lanes(spans: Sequence[Span]) -> Chart:
    """A plan in time: work, spare time and review of each milestone."""
    first, last = min(span.starts for span in spans), max(span.review_until for span in spans)
    rows = tuple(Lane(span.number, tuple(_pieces(span, first, last)), n * LANE) for n, span in enumerate(spans))
    return Chart(first, last, tuple(ticks(first, last)), rows)


def _pieces(span: Span, first: date, last: date) -> Iterator[Bar]:
    for kind, begins, ends in (
        ("work", span.starts, span.worked),
        ("spare", span.worked + timedelta(days=1), span.due),
        ("review", span.due + timedelta(days=1), span.review_until),
    ):
        if ends >= begins:
            at = x_of(begins, first, last)
            yield Bar(at, max(x_of(ends + timedelta(days=1), first, last) - at, 3), kind)


def x_of(day: date, first: date, last: date) -> int:
    """Where a day stands between two others."""
    return min(max((day - first).days, 0) * WIDTH // max((last - first).days + 1, 1), WIDTH)


def ticks(first: date, last: date) -> list[Tick]:
    """Firsts of months, not too many."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = max(-(-months // MOST_TICKS), 1)
    found = [_month(first, n) for n in range(1, months + 1, step)]
    return [Tick(x_of(day, first, last), day) for day in found if day <= last]


def _month(first: date, later: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + later, 12)
    return date(year, month + 1, 1)


def odds_chart(found: Sure) -> Chart:
    """The axis of the curves of odds."""
    return Chart(found.first, found.last, tuple(ticks(found.first, found.last)))


def money_chart(found: Simulation) -> Chart:
    """The axis of the curves of exposure."""
    first, last = found.days[0].day, found.days[-1].day
    return Chart(first, last, tuple(ticks(first, last)))


@value
class MonthBar:
    """What moves in a month, and how high its bars are, in hundredths of the highest."""

    first: date
    paid_minor: int
    worked_minor: int
    paid: int
    worked: int
    x: int


def months(found: Simulation) -> list[MonthBar]:
    """Cash flow by month as bars."""
    top = max(1, *(max(month.paid_minor, month.worked_minor) for month in found.months))
    return [
        MonthBar(m.first, m.paid_minor, m.worked_minor, m.paid_minor * 100 // top, m.worked_minor * 100 // top, n * 40)
        for n, m in enumerate(found.months)
    ]
