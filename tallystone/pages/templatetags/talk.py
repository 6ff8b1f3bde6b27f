"""Comments in templates: those on one clause, or on one milestone; nothing where a page has none."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def on(talk: Any, about: str) -> list:
    """talk|on:"in_scope" -> the comments on that clause."""
    return talk.on(about) if talk else []


@register.filter
def milestone_about(number: int) -> str:
    """2 -> "milestone:2", as comments name it."""
    return f"milestone:{number}"
