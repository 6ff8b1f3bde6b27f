"""A week of hours: days are those of each contract's own zone, sums by milestone and by day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from tallystone.core.dates import day_of
from tallystone.hours.models import Worked

MOST = 2_000


@dataclass(slots=True)
class Row:
    """One milestone's week: minutes on each day."""

    code: str
    milestone: int
    days: list[int] = field(default_factory=lambda: [0] * 7)

    @property
    def minutes(self) -> int:
        return sum(self.days)


@dataclass(slots=True)
class Week:
    """`entries` by day, as they were worked; `more` where there are too many to list."""

    first: date
    rows: list[Row]
    days: list[tuple[date, list[Worked]]]
    more: bool = False

    @property
    def sums(self) -> list[int]:
        return [sum(row.days[n] for row in self.rows) for n in range(7)]

    @property
    def minutes(self) -> int:
        return sum(self.sums)


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def week_named(text: str, today: date) -> date:
    """The Monday of "2026-W09"; of this week where nothing can be read."""
    try:
        return date.fromisocalendar(int(text[:4]), int(text[6:]), 1) if text[4:6] == "-W" else monday_of(today)
    except ValueError:
        return monday_of(today)


def name_of(day: date) -> str:
    """A day's week as an address spells it: "2026-W09"."""
    year, week, _day = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def entries_in(first: date, persons: Iterable[int]) -> list[Worked]:
    """Everything that may fall into this week in whatever zone; one query."""
    begin = datetime.combine(first, time(), UTC) - timedelta(days=1)
    rows = Worked.objects.filter(person_id__in=list(persons), gone=None, start__gte=begin, start__lt=begin + timedelta(days=9))
    return list(rows.order_by("start", "key")[: MOST + 1])


def week_of(first: date, entries: Iterable[Worked], zones: dict[str, str]) -> Week:
    """The week that begins on this Monday; entries of contracts without a zone here are out of reach and left out."""
    rows: dict[tuple[str, int], Row] = {}
    days: list[tuple[date, list[Worked]]] = [(first + timedelta(days=n), []) for n in range(7)]
    found = list(entries)
    for entry in found[:MOST]:
        place = (day_of(entry.start, zones[entry.code]) - first).days if entry.code in zones else -1
        if 0 <= place < 7:
            row = rows.setdefault((entry.code, entry.milestone), Row(entry.code, entry.milestone))
            row.days[place] += entry.minutes
            days[place][1].append(entry)
    return Week(first, sorted(rows.values(), key=lambda r: (r.code, r.milestone)), days, len(found) > MOST)
