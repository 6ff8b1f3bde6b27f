"""The handover as pages: the record to be completed, and what was handed over, to read."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_
from django.views.decorators.http import require_safe

from tallystone.core import facts
from tallystone.core.contract import open_acts
from tallystone.core.handover import CLOSE, PASS_ON, RETURN, Handover, handover_from
from tallystone.core.manifest import File
from tallystone.core.recounting import completed_with, hashes, recount
from tallystone.core.shape import terms_from
from tallystone.core.state import Contract
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.pages.filed import address
from tallystone.pages.place import Place
from tallystone.showing import work_word

STATES = {
    "accepted": n_("Accepted"), "review": n_("Handed over, not reviewed"), "unmet": n_("Not met"),
    "seen": n_("Reviewed, nothing was said against it"), "open": n_("Open"),
}  # fmt: skip
WAYS = {PASS_ON: n_("is passed on"), RETURN: n_("is given back"), CLOSE: n_("is closed")}
MISSING = {
    "standing": n_("where milestone %(number)s stands"), "problems": n_("known problems"), "places": n_("where the files are"),
    "access": n_("access to give back or pass on"), "knowing": n_("what the next person must know"),
    "first": n_("where they begin"),
}  # fmt: skip


def record(c: Contract, texts: Mapping[str, str]) -> Handover:
    """The record of a contract, from the texts of `hashes` and of its terms."""
    terms = {h: terms_from(texts[h]) for h in {c.terms, *(s.last_terms for s in c.stones)} if h in texts}
    return recount(c, terms, texts)


def draft(place: Place) -> Handover:
    """What the record says now, with what was handed over before; one query."""
    c = place.contract
    if "handover" not in place.kept:
        last = c.handover.document if c.handover else ""
        texts = prose.read([c.terms, last, *hashes(c), *(s.last_terms for s in c.stones)])
        place.kept["handover"] = completed_with(record(c, texts), handover_from(texts.get(last)) or Handover())
    return place.kept["handover"]


def last(place: Place) -> Handover | None:
    """What was handed over last; None where there is nothing, or its words were erased."""
    given = place.contract.handover
    return handover_from(prose.read([given.document]).get(given.document)) if given else None


def shown(document: Handover, at: Callable[[File], str] = lambda file: "") -> dict[str, Any]:
    """A handover in words: no codes, days as dates; `at` gives the address of a file to the one who reads."""
    titles = {stage.number: stage.title for stage in document.stages}
    return {
        "stages": [
            {
                "stage": stage, "work": work_word(stage.work), "due": _day(stage.due), "on": _day(stage.on),
                "files": [{"name": file.name, "href": at(file)} for file in stage.files],
                "criteria": [asdict(held) | {"word": _(STATES[held.state])} for held in stage.criteria],
            }
            for stage in document.stages
        ],
        "questions": [asdict(each) | {"title": titles.get(each.milestone, "")} for each in document.questions],
        "decisions": [
            asdict(each) | {"title": titles.get(each.milestone, ""), "on": _day(each.on)} for each in document.decisions
        ],
        "duties": [asdict(each) | {"due": _day(each.due)} for each in document.duties],
        "access": [asdict(each) | {"way": _(WAYS.get(each.way, WAYS[PASS_ON]))} for each in document.access],
        "document": document,
    }  # fmt: skip


def lacking(missing: tuple[str, ...]) -> list[str]:
    """What a handover has not, in words."""
    parts = (name.partition(".") for name in missing)
    return [_(MISSING[name]) % {"number": number} for name, _dot, number in parts if name in MISSING]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@login_required
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The last handover, or an earlier one (`?version=1`), as both sides and a successor read it."""
    place = Place(request, code)
    versions = handed(place.code)
    asked = request.GET.get("version", "")
    given = next((each for each in versions if str(each["version"]) == asked), versions[-1] if versions and not asked else None)
    if asked and given is None:
        raise Http404
    return render(request, "handover/page.html", {"place": place, **_context(place, given, versions)})


def _context(place: Place, given: dict[str, Any] | None, versions: list[dict[str, Any]]) -> dict[str, Any]:
    open_now = {each.act for each in open_acts(place.contract, place.by, place.now)}
    texts = prose.read([given["document"], given["note"]]) if given else {}
    document = handover_from(texts.get(given["document"])) if given else None
    return {
        "given": given,
        "told": shown(document, lambda file: reverse("file", args=[place.code, file.hash, file.name])) if document else None,
        "lacking": lacking(given["missing"]) if given else [],
        "note": texts.get(given["note"] or "", "") if given else "",
        "versions": versions,
        "newest": given is not None and given["version"] == len(versions),
        "paper": address(place.code, "handover", str(given["version"])) if given else "",
        "open": open_now,
        "who": place.names,
    }


def handed(code: str) -> list[dict[str, Any]]:
    """Every handover of a contract, the oldest first, with when it was acknowledged; one query."""
    rows = Entry.objects.filter(code=code, text__contains='"fact":"Hand').order_by("seq").values_list("text", "hash")
    found: list[dict[str, Any]] = []
    for told in (chain.read(text, hash_) for text, hash_ in rows):
        for fact in told.facts:
            if isinstance(fact, facts.HandedOver):
                found.append({**asdict(fact), "at": told.at, "acknowledged": None, "note": None, "head": told.hash})
            elif isinstance(fact, facts.HandoverAcknowledged):
                found[fact.version - 1] |= {"acknowledged": told.at, "note": fact.note}
    return found
