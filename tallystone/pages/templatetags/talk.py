"""Comments in templates: those on one clause, or on one milestone; nothing where a page has none."""

from typing import Any

from django import template

from tallystone.pages import agreeing

register = template.Library()


@register.filter
def on(talk: Any, about: str) -> list:
    """talk|on:"in_scope" -> the comments on that clause."""
    return talk.on(about) if talk else []


@register.filter
def milestone_about(number: int) -> str:
    """2 -> "milestone:2", as comments name it."""
    return f"milestone:{number}"


@register.simple_tag
def who_may_agree(place: Any) -> agreeing.Deciders | None:
    """Who may agree for the reader's business, where that is asked."""
    return agreeing.who_may_agree(place)
