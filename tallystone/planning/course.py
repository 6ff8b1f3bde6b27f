"""One simulated course of a plan: how long each milestone takes this time, drawn from what is known."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from math import ceil, sqrt

from tallystone.core.value import value
from tallystone.planning.chance import Chance
from tallystone.planning.days import DAY, Working
from tallystone.planning.schedule import Pace, Span

FEWEST = 5  # milestones in the record; with fewer the stated range speaks
TOGETHER = 0.5  # how often a milestone shares the whole contract's luck instead of its own
LONGEST_RATIO = 10.0


@value
class Past:
    """What a milestone was planned to take and what it took, in working days."""

    planned: int
    actual: int


@value
class Range:
    """How long work takes against its plan, in per cent: at best, most often, at worst."""

    best: int = 80
    likely: int = 110
    worst: int = 200


@value
class Record:
    """What is known: past milestones, the days that past reviews took, and a range for where these are too few."""

    past: tuple[Past, ...] = ()
    reviews: tuple[int, ...] = ()
    stated: Range = field(default_factory=Range)


class Course:
    """Plays the same plan again and again."""

    def __init__(self, spans: Sequence[Span], record: Record, pace: Pace, seed: int) -> None:
        self.spans, self.pace, self.chance = spans, pace, Chance(seed)
        self.own = Working(pace.freelancer, spans[0].starts)
        self.ratios: list[float] = [
            min(p.actual / p.planned, LONGEST_RATIO) for p in record.past if p.planned > 0 and p.actual > 0
        ]
        self.range, self.reviews = record.stated, [days for days in record.reviews if 0 <= days <= 366]

    def run(self) -> list[date]:
        """The day on which each milestone is handed over, this once."""
        luck = self.ratio()
        handed: list[date] = []
        reviewed: list[date] = []
        for span in self.spans:
            ratio = luck if self.chance.number() < TOGETHER else self.ratio()
            starts = self.starts(span, handed, reviewed)
            handed.append(self.own.after(starts, max(ceil(span.work_days * ratio - 1e-9), 1)))
            reviewed.append(handed[-1] + self.review() * DAY)
        return handed

    def starts(self, span: Span, handed: list[date], reviewed: list[date]) -> date:
        """Not before the work before it is handed over, and what it waits for is there."""
        begin = handed[-1] + DAY if handed else span.starts
        for wait in self.pace.waits_for(span.number):
            begin = max(begin, wait if isinstance(wait, date) else reviewed[wait - 1] + DAY)
        return begin

    def ratio(self) -> float:
        """What this work takes against its plan: drawn from the record, or from the stated range (a triangle)."""
        if len(self.ratios) >= FEWEST:
            return self.chance.one_of(self.ratios)
        low, top, high = self.range.best / 100, self.range.likely / 100, self.range.worst / 100
        drawn, width = self.chance.number(), high - low
        if width <= 0:
            return max(low, 0.01)
        if drawn < (top - low) / width:
            return low + sqrt(drawn * width * (top - low))
        return high - sqrt((1 - drawn) * width * (high - top))

    def review(self) -> int:
        return self.chance.one_of(self.reviews) if len(self.reviews) >= FEWEST else self.pace.review_days
