"""What the pages of terms need beside the filters of `show`: clauses as on paper, the calendar, hours, per cents."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from babel.numbers import format_decimal
from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone import reader, showing
from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.papers.clauses import clauses
from tallystone.people.postal import postal

register = template.Library()
register.filter("postal", postal)
BULLET = re.compile(r"[-–—•*·]\s+")


@value
class Day:
    """A day of the calendar: what is due, and from which side."""

    date: date
    what: str
    who: str


@register.simple_tag
def clauses_of(terms: Terms, parties: Any) -> tuple[Any, ...]:
    """The clauses of these terms, word for word as the paper has them; `parties` names `freelancer` and `client`.

    Who is shown no prices reads nothing of what an extra round costs.
    """
    terms = terms if reader.current().prices else replace(terms, extra_round_minor=0)
    names = {side: party_name(parties, side) for side in ("freelancer", "client")}
    return clauses(terms, **names, day=showing.day)


@register.filter
def calendar(terms: Terms) -> list[Day]:
    """Every day that the terms name, in order."""
    due = [Day(duty.due, duty.text, "client") for duty in terms.duties if duty.due]
    stages = [
        Day(m.due, _("Milestone %(number)s: %(title)s") % {"number": m.number, "title": m.title}, "freelancer")
        for m in terms.milestones
    ]
    return sorted([*due, *stages], key=lambda day: day.date)


@register.filter
def blocks(text: str) -> list[dict[str, Any]]:
    """Prose as paragraphs and lists: {"lines": [...], "listed": whether each line began with a dash}."""
    return [_block([line for line in part.split("\n") if line.strip()]) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _block(lines: list[str]) -> dict[str, Any]:
    listed = all(BULLET.match(line.lstrip()) for line in lines)
    return {"listed": listed, "lines": [BULLET.sub("", line.lstrip(), count=1) if listed else line for line in lines]}


@register.filter
def weekday(value: date | None) -> str:
    """A date -> "Thu, 12 Mar 2026": for columns of dates, where the day of the week matters."""
    return format_skeleton("yMMMEd", value, locale=_locale()) if value else ""


@register.filter
def hours(minutes: int) -> str:
    """450 -> "7.5 hours"."""
    if not reader.current().hours:
        return _("a number of hours")
    amount = format_decimal(round(minutes / 60, 2), locale=_locale())
    return ngettext("%(n)s hour", "%(n)s hours", 1 if minutes == 60 else 2) % {"n": amount}


def party_name(parties: Any, side: str) -> str:
    """What a side is called; "the client" where it has no name yet."""
    party = parties[side] if isinstance(parties, dict) else getattr(parties, side)
    other = {"freelancer": _("the freelancer"), "client": _("the client")}
    return (getattr(party, "name", "") or other[side]) if party else other[side]


def _locale():
    return showing.locale_of(reader.current().locale)
