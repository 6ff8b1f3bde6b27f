"""Days off: weekends and public holidays of both sides, each with its name. Knows no rooms but the core's shapes."""

from collections.abc import Mapping
from datetime import date, timedelta

import holidays

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
USUAL_WEEKEND = {5, 6}


def days_off(country: str, first: date, last: date, region: str = "") -> dict[date, str]:
    """The days from `first` to `last` on which people in this country (ISO 3166) are off, with the reason in English.

    A country that is not known has Saturdays and Sundays; a region that is not known has its country's days.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    named = _holidays(country.upper(), region, range(first.year, last.year + 1))
    weekend = named.weekend if named is not None else USUAL_WEEKEND
    off = {day: WEEKDAYS[day.weekday()] for day in days if day.weekday() in weekend}
    return off | {day: named[day] for day in days if named is not None and day in named}


def both_off(places: Mapping[str, tuple[str, str]], first: date, last: date) -> dict[str, dict[date, str]]:
    """Each side's days off; `places` are (country, region)."""
    return {side: days_off(country, first, last, region) for side, (country, region) in places.items()}


def _holidays(country: str, region: str, years: range) -> holidays.HolidayBase | None:
    country = {"UK": "GB"}.get(country, country)
    try:
        return holidays.country_holidays(country, subdiv=region or None, years=years, expand=False)
    except NotImplementedError:
        return _holidays(country, "", years) if region else None
