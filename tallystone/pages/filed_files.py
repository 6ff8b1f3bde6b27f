"""All files of a contract: what was delivered, how much space it takes, what was erased, and how long it is kept."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystone.acting import outbox
from tallystone.core.roles import BIND
from tallystone.files import retention, uploads
from tallystone.files.models import Blob, Upload
from tallystone.pages.file_rows import file_rows
from tallystone.pages.look import lead_to
from tallystone.pages.place import Place


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows them to both sides; POST `days` sets the rule, for who binds the freelancer's business."""
    place = Place(request, code)
    sets = place.side == "freelancer" and place.by.role in BIND
    if request.method != "POST":
        return _page(request, place, sets)
    if not sets:
        raise Http404
    return _set(request, place)


def _set(request: HttpRequest, place: Place) -> HttpResponse:
    typed = request.POST.get("days", "").strip()
    days = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1
    if days and not retention.LEAST <= days <= retention.MOST:
        told = {"least": retention.LEAST, "most": f"{retention.MOST:,}"}
        error = _("Give a number of days from %(least)s to %(most)s, or 0 to keep them for ever.") % told
        return _page(request, place, True, error=error, typed=typed[:20])
    retention.keep_for(place.code, days, request.user)
    due = retention.over_at(place.code, place.contract.ended_at)
    if due:
        outbox.put("erase", f"erase:{place.code}:{due:%Y%m%d%H%M%S}", {"code": place.code}, max(due, timezone.now()))
    return lead_to(f"{request.path}#kept")


def _page(request: HttpRequest, place: Place, sets: bool, **told: Any) -> HttpResponse:
    parts, here = _parts(place)
    context = {
        "place": place,
        "parts": parts,
        "count": len({each.blob_id for each in here}),
        "space": sum({each.blob_id: each.blob.size for each in here}.values()),
        "days": retention.days_of(place.code),
        "due": retention.over_at(place.code, place.contract.ended_at),
        "sets": sets,
        "mine": uploads.space_of(request.user) if sets else 0,
        "limit": settings.PERSON_LIMIT,
        **told,
    }
    return render(request, "contract/files.html", context, status=422 if told else 200)


def _parts(place: Place) -> tuple[list[dict[str, Any]], list[Upload]]:
    """Milestone by milestone; and the files that still lie here."""
    found = list(Upload.objects.filter(code=place.code, taken=True).select_related("blob").order_by("milestone", "created"))
    here = [each for each in found if not each.erased and each.blob.state == Blob.State.READY]
    rows = dict(zip((each.pk for each in here), file_rows(here), strict=True))
    return _by_milestone(place, found, rows), here


def _by_milestone(place: Place, found: list[Upload], rows: dict[Any, Any]) -> list[dict[str, Any]]:
    """Each milestone with its files, those that were erased with the day of it."""
    parts: dict[int, list[dict[str, Any]]] = {}
    for each in found:
        parts.setdefault(each.milestone, []).append({"upload": each, "row": rows.get(each.pk), "gone": each.erased})
    return [{"number": n, "title": place.titles.get(n, ""), "files": files} for n, files in sorted(parts.items())]
