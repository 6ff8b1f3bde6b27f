"""How sure is that date? A simulation from what the freelancer's milestones really took, or from ranges that are stated."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from tallystone.core.value import value
from tallystone.planning.course import FEWEST, Course, Past, Range, Record
from tallystone.planning.said import Said, _
from tallystone.planning.schedule import Pace, Span

__all__ = ["Odds", "Past", "Range", "Record", "Sure", "sure"]

WORK_OF_ALL = 30_000  # simulated milestones in one answer
WIDTH, HEIGHT = 1000, 100


@value
class Odds:
    """One milestone: how often of a hundred it is handed over by its day, and the days met with 50, 80 and 95 %.

    `curve`: (day, times of a hundred that it is handed over by then). `points`: the same for an SVG polyline in a box of
    1000 by 100, drawn from `Sure.first` to `Sure.last`; `due_x` is where the due day stands.
    """

    number: int
    due: date
    met: int
    half: date
    eighty: date
    ninety_five: date
    curve: tuple[tuple[date, int], ...]
    points: str
    due_x: int


@value
class Sure:
    """The odds of each milestone; `all_met`: how often of a hundred every one of them is in time. `basis`: from what."""

    milestones: tuple[Odds, ...]
    all_met: int
    first: date
    last: date
    runs: int
    basis: Said


def sure(spans: Sequence[Span], record: Record | None = None, pace: Pace | None = None, seed: int = 1) -> Sure:
    """The odds of a plan. The same seed gives the same answer."""
    record, pace = record or Record(), pace or Pace()
    runs = max(WORK_OF_ALL // max(len(spans), 1), 300)
    course = Course(spans, record, pace, seed)
    done = [course.run() for _run in range(runs)]
    columns = [sorted(column) for column in zip(*done, strict=True)]
    first = min(column[0] for column in columns)
    last = max(max(column[min(runs * 99 // 100, runs - 1)], span.due) for column, span in zip(columns, spans, strict=True))
    met = sum(all(day <= span.due for day, span in zip(run, spans, strict=True)) for run in done)
    odds = tuple(_odds(span, column, first, last) for span, column in zip(spans, columns, strict=True))
    return Sure(odds, met * 100 // runs, first, last, runs, _basis(record))


def _odds(span: Span, column: list[date], first: date, last: date) -> Odds:
    runs = len(column)
    days = sorted({*column[:: max(runs // 60, 1)], column[-1], span.due})
    curve = tuple((day, bisect_right(column, day) * 100 // runs) for day in days)
    met = bisect_right(column, span.due) * 100 // runs
    half, eighty, ninety_five = (column[min(-(-runs * part // 100), runs) - 1] for part in (50, 80, 95))
    points = " ".join(f"{_x(day, first, last)},{HEIGHT - part}" for day, part in curve if day <= last)
    return Odds(span.number, span.due, met, half, eighty, ninety_five, curve, points, _x(span.due, first, last))


def _x(day: date, first: date, last: date) -> int:
    return max((day - first).days, 0) * WIDTH // max((last - first).days, 1)


def _basis(record: Record) -> Said:
    if len(record.past) >= FEWEST:
        late = sum(past.actual > past.planned for past in record.past)
        told = {"count": len(record.past), "late": late}
        return Said(_("From %(count)s milestones of the record; %(late)s of them took longer than planned."), told)
    told = {"count": len(record.past), "best": record.stated.best, "likely": record.stated.likely, "worst": record.stated.worst}
    return Said(
        _(
            "From a stated range: %(best)s to %(worst)s %% of the planned time, most often %(likely)s %%. "
            "The record holds too few milestones (%(count)s)."
        ),
        told,
    )
