"""What was read out of hostile files, made harmless where it is shown."""

import nh3
from django import template
from django.utils.safestring import SafeString

register = template.Library()
TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
LOWER = {f"h{n}": f"h{min(n + 2, 6)}" for n in range(1, 7)}  # below the headings of the page


@register.filter
def cleaned(html: str) -> SafeString:
    """Formatted text and links that leave nothing behind; no picture, no style, nothing that runs."""
    safe = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
                     link_rel="noopener noreferrer nofollow")  # fmt: skip
    for old, new in reversed(LOWER.items()):
        safe = safe.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
    return SafeString(safe)
