"""Money, dates and states for every template, as the reader's language writes them."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tallystone import reader, showing

register = template.Library()
for name in (
    "money",
    "amount",
    "percent",
    "day",
    "short_day",
    "moment",
    "work_word",
    "work_shape",
    "money_word",
    "state_word",
    "role_word",
    "duration",
):
    register.filter(name, getattr(showing, name))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """`{% icon "clock" %}`: parts/icons/clock.html, read once; for pages that draw many."""
    return render_to_string(f"parts/icons/{name}.html")


@register.filter
def seen(what: str) -> bool:
    """`{% if "prices"|seen %}`: whether "prices" or "hours" are shown to who reads; their role decides it."""
    return bool(getattr(reader.current(), what))
