"""When gathered letters are due: on a person's working days, at their hour, in their zone, across a change of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystone.notices.rhythm import opening

WEEK = [1, 2, 3, 4, 5]


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due", "zone", "weekly"),
    [
        ("2026-03-04T07:59:59", "2026-03-04T08:00", "Europe/Lisbon", False),  # a Wednesday
        ("2026-03-04T08:00:00", "2026-03-05T08:00", "Europe/Lisbon", False),  # at the moment itself, the next one
        ("2026-03-06T09:00:00", "2026-03-09T08:00", "Europe/Lisbon", False),  # over the weekend
        ("2026-03-27T09:00:00", "2026-03-30T08:00", "Europe/Lisbon", False),  # over the change to summer time
        ("2026-10-23T09:00:00", "2026-10-26T08:00", "Europe/Lisbon", False),  # and back
        ("2026-03-04T09:00:00", "2026-03-09T08:00", "Europe/Lisbon", True),  # weekly: the next Monday
        ("2026-03-09T07:00:00", "2026-03-09T08:00", "Pacific/Auckland", True),
        ("2026-03-04T23:30:00", "2026-03-05T08:00", "Pacific/Kiritimati", False),
    ],
)
def test_when_it_is_due(now, due, zone, weekly):
    assert opening(at(now, zone), WEEK, 8, zone, weekly) == at(due, zone)


ZONES = st.sampled_from(["Europe/Lisbon", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "America/Santiago", "UTC"])
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
NOWS = st.integers(0, 2 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@settings(max_examples=200, deadline=None)
@given(NOWS, st.lists(st.integers(1, 7), min_size=1, unique=True), st.integers(5, 22), ZONES, st.booleans())
def test_it_is_always_later_within_eight_days_on_a_wished_day_at_the_wished_hour(now, days, hour, zone, weekly):
    due = opening(now, days, hour, zone, weekly)
    there = due.astimezone(ZoneInfo(zone))
    assert now < due
    assert (due - now).days <= 7
    assert there.isoweekday() in (days if not weekly else [min(days)])
    assert (there.hour, there.minute) == (hour, 0)
