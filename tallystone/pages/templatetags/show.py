"""Money, dates and states for every template, as the reader's language writes them."""

from django import template

from tallystone import showing

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
):
    register.filter(name, getattr(showing, name))
