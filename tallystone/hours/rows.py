"""Rows of an export as entries: what each says, and what keeps it from being brought in."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tallystone.core.refusal import Refusal
from tallystone.core.sheet import DAY_MINUTES
from tallystone.core.value import value
from tallystone.core.writing import LINE_LENGTH, unkeepable
from tallystone.hours.layouts import Table
from tallystone.hours.reading import nearest, read_time

DAY = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})(?:[T ]([0-9:]{4,8}))?.*")
SPAN = re.compile(r"([0-9]{1,4}):([0-9]{1,2})(?::([0-9]{1,2}))?")
NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?")
MANY_HOURS = 24  # a bare number above it can only be seconds, as Kimai may write them


@value
class Choices:
    """How a file is to be read: `mapping` field to column, `dates` iso, dmy or mdy, `milestones` by kind of work (0: leave
    out), `persons` by the name in the file, `doubtful` also what overlaps."""

    mapping: dict[str, int]
    zone: str
    dates: str = "iso"
    milestones: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    doubtful: bool = False


@value
class Read:
    """One row: an entry, or in `trouble` the name of what cannot be read."""

    line: int
    mark: str
    kind: str
    person: str
    start: datetime
    minutes: int
    note: str
    trouble: str = ""

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def read_rows(table: Table, choices: Choices) -> Iterator[Read]:
    """Every row. The same row twice in a file is two entries; the same file again has the same marks."""
    cells, times = _Cells(choices.mapping), Counter[str]()
    for line, row in enumerate(table.rows, 2):
        said = cells.of(row)
        words = "\x1f".join(said.values())
        times[words] += 1
        mark = hashlib.sha256(f"{words}\x1f{times[words]}".encode(errors="replace")).hexdigest()
        note = " ".join((said["note"] or said["task"]).split())[:LINE_LENGTH]
        try:
            start, minutes = _when(said, choices)
            trouble = _amiss(minutes, note)
        except Refusal as refusal:
            start, minutes, trouble = NEVER, 0, refusal.name
        yield Read(line, mark, kind_of(said["project"], said["task"]), said["person"], start, minutes, note, trouble)


def kind_of(project: str, task: str) -> str:
    """What a milestone is chosen for: a project, with its task where there is one."""
    return " · ".join(part.strip() for part in (project, task) if part.strip())


class _Cells:
    """The cells of a row by field, empty where there is no column or the row is short."""

    def __init__(self, mapping: dict[str, int]):
        names = ("person", "day", "start", "end_day", "end", "length", "note", "project", "task", "id")
        self.columns = [(name, mapping.get(name, -1)) for name in names]

    def of(self, row: Sequence[str]) -> dict[str, str]:
        width = len(row)
        return {name: row[n].strip() if 0 <= n < width else "" for name, n in self.columns}


def _amiss(minutes: int, note: str) -> str:
    if minutes <= 0:
        return "row_empty"
    if minutes > DAY_MINUTES:
        return "hours_out_of_day"
    return "text_unreadable" if unkeepable(note) else ""


def _when(said: dict[str, str], choices: Choices) -> tuple[datetime, int]:
    """Start in UTC, and minutes: those of the length column; without one, from start to end."""
    day, inside = read_day(said["day"], choices.dates)
    clock = said["start"] or inside
    begin = _moment(day, clock, choices.zone) if clock else None
    if said["length"]:
        minutes = read_length(said["length"])
    elif begin and said["end"]:
        minutes = _until(said, day, begin, choices)
    else:
        raise Refusal("hours_missing")
    return begin or _moment(day, "9:00", choices.zone), minutes


def _until(said: dict[str, str], day: date, begin: datetime, choices: Choices) -> int:
    last = read_day(said["end_day"], choices.dates)[0] if said["end_day"] else day
    end = _moment(last, said["end"], choices.zone)
    if end < begin and not said["end_day"]:  # past midnight
        end = _moment(last + timedelta(days=1), said["end"], choices.zone)
    return nearest(int((end - begin).total_seconds()))


def read_day(text: str, dates: str) -> tuple[date, str]:
    """A day as the export writes it, and the time of day where it stands behind it."""
    return _day(text, dates)


@lru_cache(maxsize=4096)
def _day(text: str, dates: str) -> tuple[date, str]:
    found = DAY.fullmatch(text)
    if not found:
        raise Refusal("date_unreadable")
    one, two, three = found[1], found[3], found[4]
    if len(one) == 4:
        year, month, day = one, two, three
    else:
        year, (month, day) = three, (one, two) if dates == "mdy" else (two, one)
    try:
        full = int(year) + (2000 if len(year) == 2 else 0)
        return date(full, int(month), int(day)), found[5] or ""
    except ValueError:
        raise Refusal("date_unreadable") from None


@lru_cache(maxsize=4096)
def _clock(text: str) -> tuple[time, int]:
    """A time of day, and its seconds."""
    seconds = re.search(r":[0-5][0-9]:([0-5][0-9])", text)
    return read_time(text), int(seconds[1]) if seconds else 0


def _moment(day: date, text: str, zone: str) -> datetime:
    """As `reading.moment_at`, to the second."""
    clock, seconds = _clock(text)
    there = datetime.combine(day, clock.replace(second=seconds), _zone(zone))
    moment = there.astimezone(UTC)
    if moment.astimezone(there.tzinfo).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise Refusal("clock_skipped")
    return moment


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def read_length(text: str) -> int:
    """Minutes from "1:30:00", "1.50", "1,5", or seconds where a bare number is more than a day of hours."""
    if found := SPAN.fullmatch(text):
        return nearest(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))
    if not NUMBER.fullmatch(text):
        raise Refusal("hours_unreadable")
    number = float(text.replace(",", "."))
    return nearest(round(number if number > MANY_HOURS else number * 3600))


def dates_of(table: Table, column: int, usual: str) -> str:
    """How the days of this column are written, as far as the days themselves tell."""
    for row in table.rows:
        found = DAY.fullmatch(row[column].strip()) if column < len(row) else None
        if not found:
            continue
        if len(found[1]) == 4:
            return "iso"
        if int(found[1]) > 12 or found[2] == ".":
            return "dmy"
        if int(found[3]) > 12:
            return "mdy"
    return usual
