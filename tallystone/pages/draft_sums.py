"""What stands beside the editor while one types: sums, calendar, what is missing, what differs."""

from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.drafting.checking import Checked
from tallystone.drafting.differences import Difference, differences

SATURDAY = 5


@value
class Stop:
    """A date of the calendar; `after` says how long it is since the one before, `odd` what one may not have meant."""

    date: date
    href: str
    what: str
    after: str = ""
    odd: str = ""


def stops(checked: Checked, today: date) -> list[Stop]:
    """Every date that can be read, in order of time."""
    terms, unread = checked.reading.terms, checked.reading.unread
    found = [
        (
            m.due,
            f"m-{m.number}",
            _("%(number)s. %(title)s") % {"number": m.number, "title": m.title or _("Milestone")},
            m.number,
        )
        for m in terms.milestones
        if f"milestones.{m.number}.due" not in unread
    ]
    found += [(d.due, "duties", d.text, 0) for d in terms.duties if d.due]
    found.sort(key=lambda stop: stop[0])
    days = [today, *(stop[0] for stop in found)]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    late = _out_of_order(terms)
    return [
        Stop(day, href, what, _gap(gap, n == 0), _odd(day, number in late))
        for n, ((day, href, what, number), gap) in enumerate(zip(found, gaps, strict=True))
    ]


def _out_of_order(terms: Terms) -> set[int]:
    """Milestones that are due before the one that has to be accepted first."""
    if terms.parallel:
        return set()
    return {later.number for earlier, later in pairwise(terms.milestones) if later.due < earlier.due}


def _gap(days: int, first: bool) -> str:
    if days < 0:
        return ""
    if first:
        return ngettext("%(n)s day from now", "%(n)s days from now", days) % {"n": days} if days else _("today")
    return ngettext("%(n)s day later", "%(n)s days later", days) % {"n": days} if days else _("the same day")


def _odd(day: date, out_of_order: bool) -> str:
    weekend = day.weekday() >= SATURDAY
    said = [_("Weekend")] if weekend else []
    return ", ".join([*said, _("Due before the milestone that comes first")] if out_of_order else said)


def differing(was: Terms | None, checked: Checked) -> list[Difference] | None:
    """What differs from the other side's terms, as far as it can be read; None where there is nothing to compare with."""
    if was is None:
        return None
    unread = checked.reading.unread
    return [
        found
        for found in differences(was, checked.reading.terms, unread)
        if found.field not in unread and not _half(found, unread)
    ]


def _half(found: Difference, unread: frozenset[str]) -> bool:
    return found.field == "total" and any(field.endswith(".price") or field == "tax_bp" for field in unread)
