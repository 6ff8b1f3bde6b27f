"""Days and moments at their bounds: 18:00, the end of a day, and the two nights on which clocks move."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tallystone.core.dates import day_of, end_of, review_end

BERLIN, LISBON, AUCKLAND = "Europe/Berlin", "Europe/Lisbon", "Pacific/Auckland"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("noticed", "days", "zone", "end"),
    [
        ("2026-03-02 10:00:00", 7, LISBON, "2026-03-09 18:00"),
        ("2026-03-02 18:00:00", 7, LISBON, "2026-03-09 18:00"),  # at six sharp the day still counts
        ("2026-03-02 18:00:01", 7, LISBON, "2026-03-10 18:00"),
        ("2026-03-02 17:00:01", 7, BERLIN, "2026-03-10 17:00"),
        ("2026-03-26 09:00:00", 7, BERLIN, "2026-04-02 16:00"),  # over the night on which summer time begins
        ("2026-10-22 09:00:00", 7, BERLIN, "2026-10-29 17:00"),  # and over the one on which it ends
        ("2026-03-02 23:30:00", 1, AUCKLAND, "2026-03-04 05:00"),
        ("2026-12-31 20:00:00", 1, LISBON, "2027-01-02 18:00"),
        ("2028-02-28 12:00:00", 1, LISBON, "2028-02-29 18:00"),
    ],
)
def test_review_ends_at_six_in_the_evening_where_the_contract_lives(noticed, days, zone, end):
    assert review_end(utc(noticed), days, zone) == utc(end)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2026, 3, 2), LISBON, "2026-03-03 00:00"),
        (date(2026, 3, 28), BERLIN, "2026-03-28 23:00"),
        (date(2026, 3, 29), BERLIN, "2026-03-29 22:00"),  # a day of 23 hours
        (date(2026, 10, 25), BERLIN, "2026-10-25 23:00"),  # a day of 25 hours
        (date(2026, 4, 23), "Africa/Cairo", "2026-04-23 22:00"),  # midnight does not exist on the next day
        (date(2026, 12, 31), AUCKLAND, "2026-12-31 11:00"),
    ],
)
def test_a_day_ends_at_midnight_there(day, zone, end):
    assert end_of(day, zone) == utc(end)
    assert day_of(end_of(day, zone) - timedelta(microseconds=1), zone) == day
    assert day_of(end_of(day, zone), zone) == day + timedelta(days=1)
