"""Holding: a letter that comes outside of somebody's working hours waits until these begin, if they wish so and it can wait."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tallystone.notices import rhythm
from tallystone.notices.models import Wish

TIME_TO_ANSWER = timedelta(hours=4)  # so much of its time must be left once the working hours have begun


def leaves(person: Any, now: datetime, deadline: datetime | None = None) -> datetime:
    """When a letter for this person may leave: now, or as their next working hours begin. One query."""
    return leaving(now, rhythm.wished(person.pk), person.zone, deadline)


def leaving(now: datetime, wish: Wish, zone: str, deadline: datetime | None) -> datetime:
    """The same for a wish. `deadline` is when an answer is due: what would be too late by then leaves at once."""
    if not wish.holds or within(now, wish, zone):
        return now
    opens = rhythm.opening(now, [int(day) for day in wish.days], wish.hour, zone)
    return now if deadline is not None and deadline < opens + TIME_TO_ANSWER else opens


def within(now: datetime, wish: Wish, zone: str) -> bool:
    """Is it a working day and hour of theirs? The hour at which their day ends is none any more."""
    there = now.astimezone(ZoneInfo(zone))
    return str(there.isoweekday()) in wish.days and wish.hour <= there.hour < wish.ends
