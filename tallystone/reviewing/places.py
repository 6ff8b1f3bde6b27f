"""Places on a page by name, for those who do not point: nine fields of a page, and what a place is called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystone.core.manifest import Pin
from tallystone.reviewing.models import Note

LOW, MIDDLE, HIGH = 167, 500, 833  # thousandths from the left, or from the top
NAMED = {
    "top-left": (gettext_lazy("top left"), (LOW, LOW)),
    "top": (gettext_lazy("top, in the middle"), (MIDDLE, LOW)),
    "top-right": (gettext_lazy("top right"), (HIGH, LOW)),
    "left": (gettext_lazy("left, at half height"), (LOW, MIDDLE)),
    "middle": (gettext_lazy("in the middle"), (MIDDLE, MIDDLE)),
    "right": (gettext_lazy("right, at half height"), (HIGH, MIDDLE)),
    "bottom-left": (gettext_lazy("bottom left"), (LOW, HIGH)),
    "bottom": (gettext_lazy("bottom, in the middle"), (MIDDLE, HIGH)),
    "bottom-right": (gettext_lazy("bottom right"), (HIGH, HIGH)),
}


def words(pin: Pin | Note, pages: bool = True) -> str:
    """Where a note is, e.g. "page 2, top left", "line 12", "40 % from the left, 20 % from the top"; "" for the whole file."""
    if pin.line:
        return _("line %(line)s") % {"line": pin.line}
    page = _("page %(page)s") % {"page": pin.page} if pages and pin.page > 1 else ""
    return ", ".join(part for part in (page, _point(pin.x, pin.y)) if part)


def _point(x: int | None, y: int | None) -> str:
    if x is None or y is None:
        return ""
    named = next((name for name, at in NAMED.values() if at == (x, y)), None)
    if named:
        return str(named)
    return _("%(x)s %% from the left, %(y)s %% from the top") % {"x": round(x / 10), "y": round(y / 10)}
