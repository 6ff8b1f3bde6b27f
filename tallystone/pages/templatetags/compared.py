"""Lines of two versions with what went and what came: many at once, so that a page of ten thousand is no wait."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from tallystone.drafting.wording import Run

register = template.Library()
NOTHING = SafeString("")
MARKS = {"was": (SafeString("<del>"), SafeString("</del>")), "now": (SafeString("<ins>"), SafeString("</ins>"))}
PLAIN = (NOTHING, NOTHING)


@register.filter
def as_lines(lines: Iterable[Iterable[Run]], listed: str) -> SafeString:
    """Each line an item of a list ("ol", "ul") or a paragraph of its own ("")."""
    form = "<li>{}</li>" if listed else "<p>{}</p>"
    body = format_html_join("", form, ((_words(line),) for line in lines))
    return format_html("<{0}>{1}</{0}>", listed, body) if listed else body


def _words(line: Iterable[Run]) -> SafeString:
    words = NOTHING
    for kind, text in line:
        opens, closes = MARKS.get(kind, PLAIN)
        words += opens + escape(text) + closes
    return words
