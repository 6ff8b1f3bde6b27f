"""Who could take over: the list that both sides see, and what whoever was chosen sees, which is no more than they need."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.acting.door import new_act_id
from tallystone.core import facts
from tallystone.core.contract import open_acts
from tallystone.core.handover import BEGUN, handover_from
from tallystone.core.manifest import File
from tallystone.core.referring import remaining
from tallystone.files.models import Upload
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.pages import editor, handover
from tallystone.pages.downloads import attachment
from tallystone.pages.place import Place
from tallystone.pages.refer_forms import label_of
from tallystone.people import parties
from tallystone.people.models import Person
from tallystone.people.reach import business_for, referred_to
from tallystone.plans import succeeding


def lead(place: Place, form: Any, contract: Any, seq: int) -> str:
    return reverse("successors", args=[place.code])


def figures(place: Place, form: Any) -> dict[str, Any]:
    """What is left, and what stands in the way of somebody taking it over."""
    left = remaining(place.contract)
    return {
        "left": [{"number": s.number, "title": place.titles.get(s.number, "")} for s in left],
        "begun": [s.number for s in left if s.work in BEGUN] if place.contract.state == "agreed" else [],
    }


@login_required
@require_safe
def successors(request: HttpRequest, code: str) -> HttpResponse:
    """All who were named, and what became of it."""
    place = Place(request, code)
    people = Person.objects.in_bulk([r.person for r in place.contract.referrals])
    notes = _notes(place.code)
    told = [
        {"referral": r, "name": label_of(people.get(r.person), r, place.currency), "note": notes.get(r.number, "")}
        for r in place.contract.referrals
    ]
    open_now = {each.act for each in open_acts(place.contract, place.by, place.now)}
    return render(request, "succession/list.html", {"place": place, "told": told, "open": open_now, **figures(place, None)})


def _notes(code: str) -> dict[int, str]:
    """What the freelancer wrote with each name."""
    return {number: text for number, (text, _word) in _said(code).items()}


def _said(code: str) -> dict[int, tuple[str, str]]:
    """For each referral what the freelancer wrote, and what the client wrote when choosing; two queries."""
    rows = Entry.objects.filter(code=code, text__contains='"referral":').order_by("seq").values_list("text", "hash")
    happened = [fact for text, hash_ in rows for fact in chain.read(text, hash_).facts]
    notes = {f.referral: f.note for f in happened if isinstance(f, facts.Referred)}
    words = {f.referral: f.note for f in happened if isinstance(f, facts.SuccessorConsented)}
    texts = prose.read([*notes.values(), *words.values()])
    return {n: (texts.get(notes[n] or "", ""), texts.get(words.get(n) or "", "")) for n in notes}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest, code: str) -> HttpResponse:
    """What whoever was chosen sees: the handover, the terms of what is left, whom it is for. POST begins their proposal."""
    row, referral = referred_to(request.user, code)
    business = business_for(request.user, "drafts")
    if request.method == "POST" and business and referral.state == "chosen":
        act_id, mark = request.POST.get("act_id", ""), editor.decimal_mark()
        draft = succeeding.begin(business, request.user, row.code, referral.prices, mark, act_id)
        return editor.to(reverse("draft", args=[draft.pk]), "main")
    contract = chain.fold(row.code, row.seq)
    given = contract.handover
    document = handover_from(prose.read([given.document]).get(given.document)) if given else None
    names = parties.names_of([contract.freelancer, contract.client])
    note, word = _said(row.code).get(referral.number, ("", ""))
    told = {
        "code": row.code, "row": row, "referral": referral, "given": given, "business": business, "act_id": new_act_id(),
        "named": next(r for r in contract.referrals if r.number == referral.number),
        "freelancer": names[contract.freelancer].name, "client": names[contract.client].name, "note": note, "word": word,
        "terms": succeeding.left_of(row.code, referral.prices),
        "told": handover.shown(document, lambda each: _file_at(row.code, each)) if document else None,
        "missing": handover.lacking(given.missing) if given else [],
    }  # fmt: skip
    return render(request, "succession/page.html", told)


def _file_at(code: str, named: File) -> str:
    return reverse("succession-file", args=[code, named.hash])


@login_required
@require_safe
def file(request: HttpRequest, code: str, hash: str) -> HttpResponseBase:
    """A file that the handover names, for whoever was chosen; nothing else of the contract."""
    row, _referral = referred_to(request.user, code)
    given = chain.fold(row.code, row.seq).handover
    document = handover_from(prose.read([given.document]).get(given.document)) if given else None
    named = {each.hash for stage in document.stages for each in stage.files} if document else set()
    upload = Upload.objects.filter(code=row.code, blob_id=hash).first() if hash in named else None
    if upload is None:
        raise Http404
    return attachment(request, upload)
