"""Days and moments of an agreement, counted in the contract's own time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOSE_OF_DAY = time(18, 0)
LAST_CALL = timedelta(hours=12)


def day_of(moment: datetime, zone: str) -> date:
    """The calendar day of a moment in this zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def days_after(day: date, count: int) -> date:
    """The calendar day `count` days later, never past the calendar's end."""
    return day + timedelta(days=min(count, (date.max - day).days))


def end_of(day: date, zone: str) -> datetime:
    """The moment at which this day is over there, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def review_end(noticed: datetime, days: int, zone: str) -> datetime:
    """The first 18:00 that leaves at least `days` calendar days after the notice, in UTC."""
    local = noticed.astimezone(ZoneInfo(zone))
    last = local.date() + timedelta(days=days)
    if local.time() > CLOSE_OF_DAY:
        last += timedelta(days=1)
    return datetime.combine(last, CLOSE_OF_DAY, ZoneInfo(zone)).astimezone(UTC)
