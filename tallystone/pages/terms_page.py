"""The terms of a contract on a page of their own: to read, to print, to compare a hash with."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystone.core import facts
from tallystone.core.shape import terms_from
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.pages.commenting import Talk
from tallystone.pages.place import Place
from tallystone.people.parties import names_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One version of the terms: who offered it, when, and its hash."""

    version: int
    by: str
    at: datetime
    terms: str


@dataclass(frozen=True, slots=True)
class Consent:
    """The agreement to the last version: the hash of the name that was typed, and how it was confirmed."""

    by: str
    at: datetime
    name: str
    method: str
    hash: str


@require_safe
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """The terms in force or on offer; `?version=N` the Nth that was offered."""
    place = Place(request, code)
    offers, consent = _talk(place.code)
    offer = _chosen(offers, request.GET.get("version", ""))
    texts = prose.read([offer.terms, consent.name if consent else None])
    told = texts.get(offer.terms)
    businesses = names_of([place.row.freelancer_id, place.row.client_id])
    parties = {"freelancer": businesses[place.row.freelancer_id], "client": businesses[place.row.client_id]}
    context = {
        "row": place.row,
        "side": place.side,
        "code": code,
        "zone": place.zone,
        "offers": offers,
        "offer": offer,
        "offered_by": parties[offer.by].name,
        "terms": terms_from(told) if told else None,
        "parties": parties,
        "hash": offer.terms,
        "consent": consent if offer == offers[-1] else None,
        "consented_by": parties[consent.by].name if consent else "",
        "talk": Talk(place, "terms", terms_from(told) if told else None, offer.version),
        "typed_name": texts.get(consent.name, "") if consent else "",
    }
    return render(request, "contract/terms.html", context)


def _chosen(offers: list[Offer], asked: str) -> Offer:
    if not asked:
        return offers[-1]
    found = next((offer for offer in offers if str(offer.version) == asked), None)
    if found is None:
        raise Http404
    return found


def _talk(code: str) -> tuple[list[Offer], Consent | None]:
    """All offers in order and the consent to the last: only entries that name terms are read, however long the contract."""
    offers: list[Offer] = []
    consent = None
    rows = Entry.objects.filter(code=code, text__contains='"terms":"').order_by("seq").values_list("text", "hash")
    for told in (chain.read(text, hash_) for text, hash_ in rows):
        for fact in told.facts:
            if isinstance(fact, facts.Proposed | facts.Countered):
                offers.append(Offer(len(offers) + 1, told.by.side, told.at, fact.terms))
            elif isinstance(fact, facts.Agreed):
                consent = Consent(told.by.side, told.at, fact.name, fact.method, told.hash)
    return offers, consent
