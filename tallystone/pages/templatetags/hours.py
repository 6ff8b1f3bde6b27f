"""What the pages of hours need beside the filters of `show`."""

from typing import Any
from zoneinfo import ZoneInfo

from django import template

from tallystone.hours.models import Worked
from tallystone.pages.hours_import_words import why
from tallystone.showing import short_day

register = template.Library()


@register.filter
def span(entry: Worked, zone: str) -> str:
    """When it was, where the contract lives: "3 Mar, 9:00–10:30"."""
    there = ZoneInfo(zone)
    begin, end = entry.start.astimezone(there), entry.until.astimezone(there)
    return f"{short_day(begin.date())}, {begin:%H:%M}–{end:%H:%M}"


@register.filter
def left_out(name: str) -> str:
    """Why a row of a file is left out."""
    return why(name)


@register.filter
def at(found: dict[Any, Any], key: Any) -> Any:
    """What stands under this key, or nothing."""
    return found.get(key, "")


@register.filter
def open_in(milestones: list[dict[str, Any]], number: int) -> bool:
    """May the hours of this milestone still be changed?"""
    return any(each["open"] for each in milestones if each["row"].number == number)
