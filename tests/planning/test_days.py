"""Working days: weekends and holidays by country and region, time off, counted alike in every way."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tallystone.daysoff import known_country, regions, weekend
from tallystone.planning.days import Calendar, TimeOff, Working
from tests.planning.written import START, STEADY


def test_weekends_and_holidays_are_the_country_s_own():
    assert (weekend("DE"), weekend("IL"), weekend("")) == ({5, 6}, {4, 5}, {5, 6})
    assert str(Calendar("DE", "BE").why_off(date(2027, 3, 8))) == "Women's Day (public holiday)"
    assert Calendar("DE", "HH").works(date(2027, 3, 8))
    assert Calendar("IL").works(date(2026, 3, 1))
    assert str(Calendar("PT").why_off(date(2026, 3, 1))) == "Sunday"


def test_what_is_not_known_has_no_holidays():
    assert not known_country("XX")
    assert Calendar("XX").works(date(2026, 12, 25))
    assert not Calendar("DE", "XX").works(date(2026, 12, 25))
    assert regions("DE")["BE"] == "Berlin"
    assert regions("ES")["Barcelona"] == "Barcelona"
    assert regions("XX") == {}


def test_time_off_says_why():
    away = Calendar("", "", (TimeOff(START, START, "100 % skiing"),))
    assert str(away.why_off(START)) == "100 % skiing"


@STEADY
@given(st.dates(START, date(2028, 1, 1)), st.integers(1, 60), st.sampled_from(["", "DE", "AE"]))
def test_counting_agrees(day, count, country):
    calendar = Calendar(country)
    working = Working(calendar, START)
    last = working.after(day, count)
    assert calendar.works(last)
    assert working.between(day, last) == count
    assert sum(calendar.works(day + timedelta(days=n)) for n in range((last - day).days + 1)) == count
