"""Reading what people type: how long it took, and at what time of a day it began."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.sheet import DAY_MINUTES

CLOCK = re.compile(r"([0-9]{1,4})[:h.]([0-5][0-9])(?::([0-5][0-9]))?")
DECIMAL = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,4}))? ?(?:h|hrs?|hours?)?")
PARTS = re.compile(r"(?:([0-9]{1,4}) ?(?:h|hrs?|hours?))? ?(?:([0-9]{1,5}) ?(?:m|min|mins|minutes?))?")
TIME = re.compile(r"([01]?[0-9]|2[0-4])(?:[:.h]([0-5][0-9]))?(?::[0-5][0-9])?(?: ?([ap])\.?m\.?)?")


def read_minutes(typed: str) -> int:
    """Minutes from "1:30", "1.5", "1,5 h", "1 h 30 min", "90 min"; seconds round to the next full minute. Refuses all else."""
    text = " ".join(typed.split()).lower()
    refuse_if(not text, "hours_missing", "length")
    minutes = _minutes(text)
    if minutes is None:
        raise Refusal("hours_untyped", "length", typed=typed.strip()[:40])
    refuse_if(not 0 < minutes <= DAY_MINUTES, "hours_out_of_day", "length")
    return minutes


def _minutes(text: str) -> int | None:
    if ":" in text and (found := CLOCK.fullmatch(text)):
        return nearest(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))
    if found := DECIMAL.fullmatch(text):
        part = found[2] or ""
        hours = int(found[1] + part)
        return (hours * 60 * 2 + 10 ** len(part)) // (2 * 10 ** len(part))
    if (found := PARTS.fullmatch(text)) and (found[1] or found[2]):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    if found := CLOCK.fullmatch(text):  # 1h30
        return int(found[1]) * 60 + int(found[2])
    return None


def nearest(seconds: int) -> int:
    """Whole minutes, halves up; somebody who worked at all worked a minute."""
    return max((seconds + 30) // 60, 1 if seconds > 0 else 0)


def read_time(typed: str) -> time:
    """A time of day from "9", "9:30", "9.30", "2:15 pm"."""
    found = TIME.fullmatch(" ".join(typed.split()).lower())
    if not found:
        raise Refusal("clock_missing", "start")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        refuse_if(not 1 <= hour <= 12, "clock_missing", "start")
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    refuse_if(hour == 24, "clock_missing", "start")
    return time(hour, minute)


def moment_at(day: date, clock: time, zone: str) -> datetime:
    """This time on this day there, in UTC. What the clocks skipped is refused; what they repeat is taken the first time."""
    there = datetime.combine(day, clock, ZoneInfo(zone))
    moment = there.astimezone(UTC)
    skipped = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != there.replace(tzinfo=None)
    refuse_if(skipped, "clock_skipped", "start", typed=f"{clock:%H:%M}")
    return moment


def ends_by(day: date, minutes: int, zone: str, now: datetime) -> datetime:
    """Where no start was typed: on this day, ending now or, on a day gone by, beginning at nine."""
    there = ZoneInfo(zone)
    if day == now.astimezone(there).date():
        return now.replace(second=0, microsecond=0) - timedelta(minutes=minutes)
    return datetime.combine(day, time(9), there).astimezone(UTC)
