"""Reminding: when a review's reminders are due: at its half, the day before its end, and in its last hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tallystone.core.dates import LAST_CALL
from tallystone.core.state import Stone

HALF, DAY, HOURS = "half", "day", "hours"
ORDER = {"": 0, HALF: 1, DAY: 2, "reminder": 2, HOURS: 3}  # "reminder": in records from when there was only one
LAST_HOURS = timedelta(hours=4)


def moments(noticed: datetime, until: datetime, zone: str) -> list[tuple[str, datetime]]:
    """Each reminder with its moment, in order. A short review has none the day before: its half comes after that."""
    half = noticed + (until - noticed) / 2
    local = until.astimezone(ZoneInfo(zone))
    before = (local.replace(tzinfo=None) - timedelta(days=1)).replace(
        tzinfo=ZoneInfo(zone)
    )  # the same hour there, clocks moved or not
    found = [(HALF, half), (DAY, before.astimezone(until.tzinfo)), (HOURS, until - LAST_HOURS)]
    return [(kind, at) for kind, at in found if kind != DAY or at > half]


def outstanding(s: Stone, zone: str) -> list[tuple[str, datetime]]:
    """The reminders that a delivery under review has not had, with their moments. Nothing before the client was told."""
    if s.noticed_at is None or s.review_until is None or s.dispute:
        return []
    late = s.reminded_at is None  # the first that is sent must leave time to answer: never the one of the last hours
    every = moments(s.noticed_at, s.review_until, zone)
    return [(kind, at) for kind, at in every if ORDER[kind] > ORDER[s.reminded] and not (late and kind == HOURS)]


def due(s: Stone, zone: str, now: datetime) -> str:
    """The reminder that is to be sent now, or "". Who slept through several sends one, the latest."""
    return next((kind for kind, at in reversed(outstanding(s, zone)) if at <= now and not over(s, now)), "")


def next_at(s: Stone, zone: str) -> datetime | None:
    """When the next reminder is due."""
    return next((at for _kind, at in outstanding(s, zone)), None)


def end_after(s: Stone, until: datetime, now: datetime) -> datetime:
    """When the review ends once a reminder has arrived now: as the page said; later where it is the first and came too late."""
    return max(until, now + LAST_CALL) if s.reminded_at is None else until


def over(s: Stone, now: datetime) -> bool:
    """Delivered, reminded in time, and the review time has ended: silence has answered. In a dispute it stands still."""
    if s.dispute:
        return False
    return s.work == "delivered" and s.reminded_at is not None and s.review_until is not None and s.review_until <= now
