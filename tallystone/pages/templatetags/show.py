"""Money, dates and states for every template, as the reader's language writes them."""

from django import template

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


@register.filter
def seen(what: str) -> bool:
    """`{% if "prices"|seen %}`: whether "prices" or "hours" are shown to who reads; their role decides it."""
    return bool(getattr(reader.current(), what))
