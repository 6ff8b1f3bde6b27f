"""The week of hours: a table that becomes cards on a phone, its entries below, the form and the timer above."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tallystone.books.models import Contract, Milestone
from tallystone.core.dates import day_of
from tallystone.core.value import value
from tallystone.hours.exposure import OPEN
from tallystone.hours.models import Worked
from tallystone.hours.week import entries_in, name_of, week_named, week_of
from tallystone.pages.hours_logging import block
from tallystone.pages.hours_reach import businesses_seen, places_of
from tallystone.pages.signed import Signed
from tallystone.reader import current


@value
class Named:
    """What an entry or a row is about, in words."""

    contract: str
    title: str
    zone: str
    open: bool  # may still be changed


@login_required
@require_safe
def week(request: Signed) -> HttpResponse:
    """One's own week (`?week=2026-W09`)."""
    today = day_of(datetime.now(UTC), current().zone)
    first = week_named(request.GET.get("week", ""), today)
    entries = entries_in(first, [request.user.pk])
    names = names_for(entries, businesses_seen(request))
    found = week_of(first, entries, {code: named.zone for (code, _n), named in names.items()})
    places = places_of(request.user)
    here = f"{reverse('hours')}?week={name_of(first)}"
    context = {
        "week": found,
        "rows": [(row, names.get((row.code, row.milestone))) for row in found.rows],
        "days": [(day, [(entry, names[entry.code, entry.milestone]) for entry in own]) for day, own in found.days if own],
        "dates": [day for day, _own in found.days],
        "today": today,
        "last": first + timedelta(days=6),
        "before": name_of(first - timedelta(days=7)),
        "after": name_of(first + timedelta(days=7)) if first + timedelta(days=7) <= today else "",
        **block(request, here, places),
        "anything": bool(places) or bool(found.rows),
    }
    return render(request, "hours/week.html", context)


def names_for(entries: list[Worked], businesses: list[int]) -> dict[tuple[str, int], Named]:
    """By milestone, of those contracts that are within reach; two queries."""
    codes = {entry.code for entry in entries}
    rows = {row.code: row for row in Contract.objects.filter(code__in=codes, freelancer_id__in=businesses)} if codes else {}
    milestones = Milestone.objects.filter(code__in=rows).values_list("code", "number", "title", "work") if rows else ()
    return {
        (code, number): Named(rows[code].title, title, rows[code].zone, work in OPEN)
        for code, number, title, work in milestones
    }
