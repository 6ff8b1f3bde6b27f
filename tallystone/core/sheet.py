"""A sheet of hours: the entries of a batch as one text, whose hash goes into the record."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from tallystone.core.codec import moment_from, moment_text
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.core.writing import LINE_LENGTH, unkeepable

DAY_MINUTES = 24 * 60
MOST_ENTRIES = 2_000  # a sheet; more become several


@value
class Logged:
    """One entry: a key of its own, who worked, from when, for how long, on what."""

    key: str
    person: int
    start: datetime
    minutes: int
    note: str = ""

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@value
class Sheet:
    """What the entries are now; in a correction also what they were."""

    now: tuple[Logged, ...]
    was: tuple[Logged, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.now)

    @property
    def was_minutes(self) -> int:
        return sum(entry.minutes for entry in self.was)


def sheet_text(now: Iterable[Logged], was: Iterable[Logged] = ()) -> str:
    """The one spelling of a sheet."""
    data = {"now": [_row(entry) for entry in now], "was": [_row(entry) for entry in was]}
    return json.dumps({k: v for k, v in data.items() if v}, separators=(",", ":"), ensure_ascii=False)


def sheet_from(text: str) -> Sheet:
    """A sheet from its text; refuses what is none, and entries of no length or longer than a day."""
    try:
        data: dict[str, Any] = json.loads(text)
        sheet = Sheet(tuple(map(_entry, data.get("now", ()))), tuple(map(_entry, data.get("was", ()))))
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError) as trouble:
        raise Refusal("hours_unreadable", "minutes") from trouble
    if any(not 0 < entry.minutes <= DAY_MINUTES for entry in (*sheet.now, *sheet.was)):
        raise Refusal("hours_out_of_day", "minutes")
    if any(len(entry.note) > LINE_LENGTH for entry in sheet.now):
        raise Refusal("text_too_long", "note", given=max(len(e.note) for e in sheet.now), most=LINE_LENGTH)
    if any(unkeepable(entry.note) for entry in sheet.now):
        raise Refusal("text_unreadable", "note")
    if max(len(sheet.now), len(sheet.was)) > MOST_ENTRIES:
        raise Refusal("too_many", "minutes", most=MOST_ENTRIES)
    return sheet


def _row(entry: Logged) -> list[Any]:
    return [entry.key, entry.person, moment_text(entry.start), entry.minutes, entry.note]


def _entry(row: list[Any]) -> Logged:
    key, person, start, minutes, note = row
    return Logged(str(key), int(person), moment_from(start), int(minutes), str(note))
