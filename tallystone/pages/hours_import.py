"""Bring hours from a file: choose it, look at what would come, bring it in, see how far it is."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.roles import BIND, may
from tallystone.hours import importing
from tallystone.hours.exposure import OPEN
from tallystone.hours.importing import Choices
from tallystone.hours.layouts import BY_NAME, MOST_BYTES, Table, layout_of, mapping_of, missing
from tallystone.hours.models import Import
from tallystone.hours.rows import dates_of
from tallystone.pages import hours_import_words as words
from tallystone.pages.account import see
from tallystone.pages.hours_reach import own_contract
from tallystone.pages.place import Place
from tallystone.pages.signed import Signed
from tallystone.people.parties import people_of

WRONG, STOP_ASKING = 422, 286


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Signed, code: str) -> HttpResponse:
    """The file, and in which time zone its times are."""
    place = _place(request, code)
    trouble, zone = "", request.POST.get("zone", request.user.zone or place.zone)
    if request.method == "POST":
        given = request.FILES.get("file")
        try:
            if given is None:
                raise Refusal("file_missing", "file")
            row = _kept(place, given, words.known_zone_or(zone, place.zone))
            return see(reverse("hours-import-look", args=[place.code, row.key]))
        except Refusal as refusal:
            trouble = sentence(refusal)
    context = {"place": place, "trouble": trouble, "zone": zone, "zones": words.zones()}
    return render(request, "hours/import.html", context, status=WRONG if trouble else 200)


def _kept(place: Place, given: Any, zone: str) -> Import:
    raw = given.read(MOST_BYTES + 1)
    row = importing.keep(place.code, place.by, given.name or "", raw, Choices({}, zone), place.now)
    table = importing.table_in(row)
    layout = layout_of(table.heads)
    mapping = mapping_of(layout, table.heads)
    dates = dates_of(table, mapping["day"], layout.dates) if "day" in mapping else layout.dates
    first = words.open_milestones(place, OPEN)
    only = {"": first[0][0]} if len(first) == 1 else {}
    chosen = Choices(mapping, zone, dates, only)
    Import.objects.filter(pk=row.pk).update(choices=importing.stored(chosen) | {"layout": layout.name})
    return row


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: Signed, code: str, key: str) -> HttpResponse:
    """What is in the file and what would come of it; POST changes how it is read, `do=bring` brings it in."""
    place = _place(request, code)
    row = Import.objects.filter(pk=key, code=place.code, person_id=request.user.pk).first()
    if row is None:
        raise Http404
    if row.state in {"waiting", "done", "failed"} and request.method != "POST":
        return _progress(request, place, row)
    table = importing.table_in(row) if row.state != "done" else None
    if table is None:
        return see(reverse("hours-import-look", args=[place.code, key]))
    kept = dict(row.choices)
    layout = kept.pop("layout", "other")
    choices = Choices(**kept)
    if request.method == "POST":
        choices = words.typed(request.POST, choices, table, _people(place))
        Import.objects.filter(pk=key).update(choices=importing.stored(choices) | {"layout": layout})
        if request.POST.get("do") == "bring" and not missing(choices.mapping):
            importing.ask(row, datetime.now(UTC))
        return see(reverse("hours-import-look", args=[place.code, key]))
    return render(request, "hours/import_look.html", _shown(place, row, table, choices, layout))


def _people(place: Place) -> list[int]:
    """Whose hours this person may bring in, beside their own."""
    return [person.pk for person in people_of(place.contract.freelancer)] if place.by.role in BIND else []


def _shown(place: Place, row: Import, table: Table, choices: Choices, layout: str) -> dict[str, Any]:
    lacking = missing(choices.mapping)
    looked = importing.look(place.code, table, choices, place.by, place.now) if not lacking else None
    return _reading(place, table, choices) | {
        "row": row,
        "layout": BY_NAME[layout].title,
        "kinds": words.kinds(looked, choices) if looked else [],
        "milestones": words.open_milestones(place, OPEN),
        "persons": words.persons(looked, choices, place) if looked and place.by.role in BIND else [],
        "people": [(person.pk, str(person)) for person in people_of(place.contract.freelancer)],
        "doubtful": choices.doubtful,
        "lacking": [words.FIELDS.get(name, name) for name in lacking],
        "looked": looked,
        "samples": words.samples(looked, place) if looked else {},
    }


def _reading(place: Place, table: Table, choices: Choices) -> dict[str, Any]:
    """How the file is read."""
    dates = [(name, label, name == choices.dates) for name, label in words.DATES.items()]
    fields = words.fields(table, choices)
    return {"place": place, "fields": fields, "dates": dates, "zones": words.zones(), "zone": choices.zone}


def _progress(request: Signed, place: Place, row: Import) -> HttpResponse:
    """How far it is; htmx asks for the bar alone, until it is over."""
    piece = request.headers.get("HX-Request") == "true"
    context = {"place": place, "row": row, "trouble": sentence(Refusal(row.trouble)) if row.trouble else ""}
    context["share"] = row.done * 100 // row.rows if row.rows else 0
    name = "hours/_import_progress.html" if piece else "hours/import_progress.html"
    status = STOP_ASKING if piece and row.state != "waiting" else 200
    return render(request, name, context, status=status)


def _place(request: Signed, code: str) -> Place:
    row, by = own_contract(request.user, code)
    if not may(by.role, "LogHours") or row.agreed_at is None:
        raise Http404
    return Place(request, row.code)
