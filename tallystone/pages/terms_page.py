"""The terms of a contract on a page of their own: to read, to print, to compare a hash with, those of any day."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystone.core.refusal import Refusal
from tallystone.core.shape import terms_from
from tallystone.drafting.offered import Version, on_day, versions
from tallystone.drafting.reading import read_day
from tallystone.journal import prose
from tallystone.pages.commenting import Talk
from tallystone.pages.place import Place


@require_safe
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """The terms in force or on offer; `?version=N` the Nth; `?on=2027-03-12` those in force at the end of that day."""
    place = Place(request, code)
    every = versions(place.code)
    asked = _of_day(place, every, request.GET.get("on", ""))
    shown = asked.pop("found", None) or _chosen(every, request.GET.get("version", ""))
    texts = prose.read([shown.hash, shown.consent.name if shown.consent else None])
    words = terms_from(texts[shown.hash]) if shown.hash in texts else None
    context = {
        "place": place,
        "row": place.row,
        "side": place.side,
        "code": place.code,
        "versions": every,
        "shown": shown,
        "last": shown == every[-1],
        "offered_by": place.names.side(shown.side),
        "consented_by": place.names.side(shown.consent.side) if shown.consent else "",
        "typed_name": texts.get(shown.consent.name, "") if shown.consent else "",
        "terms": words,
        "parties": {side: place.business(side) for side in ("freelancer", "client")},
        "talk": Talk(place, "terms", words, shown.number),
        **asked,
    }
    return render(request, "contract/terms.html", context)


def _of_day(place: Place, every: list[Version], asked: str) -> dict[str, Any]:
    """What was in force at the end of a day, where one is asked for."""
    if not asked:
        return {}
    try:
        day: date = read_day(asked)
    except Refusal:
        return {"on": asked, "unreadable": True}
    return {
        "on": asked,
        "day": day,
        "found": on_day(every, day, place.zone),
        "too_early": on_day(every, day, place.zone) is None,
    }


def _chosen(every: list[Version], asked: str) -> Version:
    found = next((version for version in every if str(version.number) == asked), None) if asked else every[-1]
    if found is None:
        raise Http404
    return found
