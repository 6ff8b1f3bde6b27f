"""Findings in templates: those below a field, what a rule asks, and what terms leave open."""

from datetime import date
from typing import Any

from django import template
from django.template import Context

from tallystone import scope
from tallystone.core.shape import Terms
from tallystone.drafting.checking import today_in
from tallystone.pages import findings
from tallystone.pages.draft_forms import where
from tallystone.pages.finding_words import SEVERITIES, question
from tallystone.pages.findings import MOST_OPEN, Below

register = template.Library()
register.filter("question", question)
register.filter("finding_where", where)


@register.filter
def seriousness(severity: str) -> str:
    """ "error" is "Open"."""
    return str(SEVERITIES[severity])


@register.simple_tag(takes_context=True)
def below(context: Context, name: str) -> Below | None:
    """The findings below the form field of this name."""
    found: Below | None = context.get("below", {}).get(name)
    return found


@register.simple_tag(takes_context=True)
def mended_in(context: Context, name: str) -> bool:
    """Was a finding in this field mended by the last press of a button?"""
    return bool((context.get("mended") or {}).get("name") == name)


@register.simple_tag
def open_points(terms: Terms, parties: Any, on: date | None = None) -> dict[str, Any]:
    """What these terms leave open and which laws may hold, on a day (today, where none is given)."""
    today = on or today_in(terms.zone)
    places = findings.places({side: parties.get(side) for side in ("freelancer", "client")})
    found = findings.left_open(terms, places, today)
    return {
        "shown": found[:MOST_OPEN],
        "more": found[MOST_OPEN:],
        "count": len(found),
        "mark": scope.clarity(found, terms),
        "laws": findings.laws(terms, places, today),
        "unsure": findings.unsure(places),
    }
