"""The hours of one contract: how much on each milestone, against cap and limit, every entry; a file of them to take away."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from tallystone.books.models import Milestone
from tallystone.core.logging_hours import cap_share, shown_to_client
from tallystone.core.roles import may, sees
from tallystone.core.state import Contract as Folded
from tallystone.hours.exposure import OPEN, exposure_of, exposure_seen, minutes_logged, worth_of
from tallystone.hours.models import Limit, Worked
from tallystone.pages.hours_limit_form import LimitForm, limit_form
from tallystone.pages.hours_logging import block
from tallystone.pages.hours_reach import places_of
from tallystone.pages.place import Place
from tallystone.pages.signed import Signed
from tallystone.people.models import Person

PAGE = 100
WRONG = 422


def visible(place: Place) -> list[int]:
    """The milestones whose entries this reader sees; Http404 where there can be none."""
    if place.contract.agreed_at is None or not sees(place.by.role, "hours"):
        raise Http404
    stones = place.contract.stones
    if place.side == "freelancer":
        return [s.number for s in stones]
    found = [s.number for s in stones if shown_to_client(place.plan, s.stake)]
    if not found:
        raise Http404
    return found


@login_required
@require_safe
def contract_hours(request: Signed, code: str) -> HttpResponse:
    """All hours of a contract, newest first, a page at a time."""
    place = Place(request, code)
    return show(request, place, visible(place))


def show(request: Signed, place: Place, numbers: list[int], form: LimitForm | None = None, status: int = 200) -> HttpResponse:
    own = place.side == "freelancer"
    entries, more = _entries(place, numbers, request.GET.get("after", ""))
    sums = milestones(place, numbers)
    exposed = exposure_of(place.code) if own else exposure_seen([each["row"] for each in sums if each["open"]])
    here = reverse("contract-hours", args=[place.code])
    context = {
        "place": place,
        "entries": entries,
        "more": more,
        "people": dict(Person.objects.filter(pk__in={e.person_id for e in entries}).values_list("pk", "name")),
        "milestones": sums,
        "exposure": exposed,
        "limit_form": form or limit_form(exposed, place.currency) if own else None,
        "own": own,
        "may_log": own and may(place.by.role, "LogHours"),
        **(block(request, here, [p for p in places_of(request.user) if p.contract.code == place.code]) if own else {}),
    }
    return render(request, "hours/contract.html", context, status=status)


def _entries(place: Place, numbers: list[int], after: str) -> tuple[list[Worked], str]:
    rows = Worked.objects.filter(code=place.code, milestone__in=numbers, gone=None).order_by("-start", "-key")
    if place.side == "client":
        rows = rows.exclude(seq=None)
    moment, _sep, key = after.rpartition("~")
    try:
        at = parse_datetime(moment.replace(" ", "+"))
    except ValueError:
        at = None
    if at is not None and at.tzinfo:
        rows = rows.filter(start__lte=at).exclude(start=at, key__gte=key)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.start.astimezone(UTC).isoformat()}~{last.key}" if last else ""


def milestones(place: Place, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Each milestone with its hours, its worth and how much of its cap is used."""
    logged = minutes_logged([place.code]) if place.side == "freelancer" else {}
    limit = Limit.objects.filter(pk=place.code).first() if place.side == "freelancer" else None
    rows = Milestone.objects.filter(code=place.code, number__in=list(numbers)).order_by("number")
    return [_sum(place.contract, row, logged.get((place.code, row.number), row.minutes), limit) for row in rows]


def _sum(contract: Folded, row: Milestone, minutes: int, limit: Limit | None) -> dict[str, Any]:
    stone = contract.stone(row.number)
    return {
        "row": row,
        "minutes": minutes,
        "worth": worth_of(row, minutes, limit.rate_minor if limit else None) if minutes else None,
        "share": cap_share(stone) if stone else None,
        "open": row.work in OPEN,
    }
