"""Days off: weekends and public holidays by country, each with its name. The one module that asks `holidays`."""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import Any

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
USUAL_WEEKEND = frozenset({5, 6})
OTHER_NAMES = {"UK": "GB"}


def days_off(country: str, first: date, last: date, region: str = "") -> dict[date, str]:
    """The days from `first` to `last` on which people in this country (ISO 3166) are off, with the reason in English.

    A country that is not known has Saturdays and Sundays; a region that is not known has its country's days.
    """
    off_week = weekend(country, region)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    off = {day: WEEKDAYS[day.weekday()] for day in days if day.weekday() in off_week}
    named = {
        day: name for year in range(first.year, last.year + 1) for day, name in public_holidays(country, region, year).items()
    }
    return off | {day: named[day] for day in days if day in named}


def both_off(places: Mapping[str, tuple[str, str]], first: date, last: date) -> dict[str, dict[date, str]]:
    """Each side's days off; `places` are (country, region)."""
    return {side: days_off(country, first, last, region) for side, (country, region) in places.items()}


def known_country(country: str) -> bool:
    """Are this country's public holidays known here?"""
    return _calendar(country, "") is not None


@lru_cache(maxsize=64)
def regions(country: str) -> dict[str, str]:
    """The parts of a country that have public holidays of their own: their names by their codes, in the order of names."""
    found = _calendar(country, "")
    if found is None:
        return {}
    names = found.get_subdivision_aliases()
    named = {code: (names.get(code) or [code])[0] for code in found.subdivisions}
    return dict(sorted(named.items(), key=lambda part: part[1].casefold()))


@lru_cache(maxsize=512)
def weekend(country: str, region: str = "") -> frozenset[int]:
    """The days of the week (Monday is 0) on which a country does not work."""
    found = _calendar(country, region)
    return frozenset(found.weekend) if found is not None else USUAL_WEEKEND


@lru_cache(maxsize=512)
def public_holidays(country: str, region: str, year: int) -> dict[date, str]:
    """The public holidays of a year by their English names, or their own where there is no English one."""
    found = _calendar(country, region)
    if found is None or not MINYEAR < year < MAXYEAR:
        return {}
    english = "en_US" if "en_US" in found.supported_languages else None
    return dict(type(found)(years=year, subdiv=found.subdiv, language=english).items())


@lru_cache(maxsize=512)
def _calendar(country: str, region: str) -> Any:
    """The package's calendar of a place; None where it knows none."""
    country = country.strip().upper()
    if not country:
        return None
    import holidays  # takes most of a second: only where days off are asked for

    try:
        return holidays.country_holidays(OTHER_NAMES.get(country, country), subdiv=region or None)
    except NotImplementedError:
        return _calendar(country, "") if region else None
