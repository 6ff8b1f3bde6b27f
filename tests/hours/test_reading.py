"""What people type as a length of time, and as a time of day; the clocks' two odd nights."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.refusal import Refusal
from tallystone.hours.reading import ends_by, moment_at, nearest, read_minutes, read_time

LISBON, SPRING, AUTUMN = "Europe/Lisbon", date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("1:30", 90), ("0:05", 5), ("1.5", 90), ("1,5", 90), ("1,5 h", 90), ("2", 120), ("2h", 120), ("1h30", 90),
     ("1 h 30 min", 90),
     ("1h 30m", 90), ("90 min", 90), ("90m", 90), (" 24 ", 1440), ("0:00:29", 1), ("0:01:30", 2), ("1:00:29", 60), ("0.01", 1),
     ("0.33", 20), ("23:59", 1439)],
)  # fmt: skip
def test_a_length_is_read(typed, minutes):
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "name"),
    [("", "hours_missing"), ("  ", "hours_missing"), ("soon", "hours_untyped"), ("1:60", "hours_untyped"), 
     ("-1", "hours_untyped"),
     ("1:30:60", "hours_untyped"), ("1e3", "hours_untyped"), ("٣", "hours_untyped"), ("0", "hours_out_of_day"),
     ("24:01", "hours_out_of_day"), ("1441 min", "hours_out_of_day"), ("9999", "hours_out_of_day"), ("min", "hours_untyped")],
)  # fmt: skip
def test_what_is_no_length_is_refused(typed, name):
    with pytest.raises(Refusal) as refusal:
        read_minutes(typed)
    assert (refusal.value.name, refusal.value.field) == (name, "length")


@given(st.integers(1, 1440))
def test_every_length_is_read_in_each_of_its_spellings(minutes):
    hours, rest = divmod(minutes, 60)
    for typed in (f"{hours}:{rest:02d}", f"{minutes} min", f"{hours} h {rest} min", f"{minutes / 60:.4f}"):
        assert read_minutes(typed) == minutes


@given(st.integers(1, 10**6))
def test_seconds_round_to_the_nearest_minute(seconds):
    assert abs(nearest(seconds) * 60 - seconds) <= 30 or (seconds < 30 and nearest(seconds) == 1)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("9", time(9)), ("9:30", time(9, 30)), ("09.30", time(9, 30)), ("9h30", time(9, 30)), ("2:15 pm", time(14, 15)),
     ("12 am", time(0)), ("12:30 p.m.", time(12, 30)), ("23:59:59", time(23, 59))],
)  # fmt: skip
def test_a_time_of_day_is_read(typed, clock):
    assert read_time(typed) == clock


@pytest.mark.parametrize("typed", ["", "25:00", "24:00", "9:60", "13 pm", "noon", "9:3"])
def test_what_is_no_time_of_day_is_refused(typed):
    with pytest.raises(Refusal, match="clock_missing"):
        read_time(typed)


def test_the_hour_that_the_clocks_skip_is_refused_and_its_neighbours_are_not():
    assert moment_at(SPRING, time(0, 59), LISBON) == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    for minute in (0, 59):
        with pytest.raises(Refusal, match="clock_skipped"):
            moment_at(SPRING, time(1, minute), LISBON)
    assert moment_at(SPRING, time(2), LISBON) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_taken_the_first_time():
    assert moment_at(AUTUMN, time(1, 30), LISBON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_at(AUTUMN, time(2), LISBON) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_without_a_start_todays_hours_end_now_and_older_ones_begin_at_nine():
    now = datetime(2026, 3, 29, 10, 0, 30, tzinfo=UTC)
    assert ends_by(SPRING, 90, LISBON, now) == datetime(2026, 3, 29, 8, 30, tzinfo=UTC)
    assert ends_by(date(2026, 3, 28), 90, LISBON, now) == datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
    assert ends_by(date(2026, 3, 30), 90, LISBON, now) == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
