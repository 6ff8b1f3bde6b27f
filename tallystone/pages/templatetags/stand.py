"""What the pages of the desk and of a contract need beside the filters of `show`."""

import datetime as dt
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django import template

from tallystone import reader, showing

register = template.Library()


@register.filter
def hour(value: dt.datetime) -> str:
    """A moment -> "18:04", in the reader's zone."""
    here = value.astimezone(ZoneInfo(reader.current().zone))
    return format_time(here, "short", locale=showing.locale_of(reader.current().locale))


@register.filter
def day_there(value: dt.date, zone: str) -> str:
    """A last day with the place in whose time it ends: "12 March 2026 (Lisbon)"."""
    return f"{showing.day(value)} ({showing.place(zone, showing.locale_of(reader.current().locale))})" if value else ""


@register.filter
def capital(text: str) -> str:
    """The same with a large first letter, as a heading begins."""
    return text[:1].upper() + text[1:]
