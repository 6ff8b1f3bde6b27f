"""Sending a draft: the terms exactly as the other side will read them, and then the act."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.door import perform
from tallystone.acting.sentences import sentence
from tallystone.core.acts import Counter, OfferChange, Propose
from tallystone.core.refusal import Refusal
from tallystone.core.shape import Terms, terms_text
from tallystone.core.state import By, Contract
from tallystone.core.words import Words
from tallystone.core.writing import Fault
from tallystone.drafting import keeping
from tallystone.drafting.amending import checked_of
from tallystone.drafting.checking import Checked
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import Typed, whole
from tallystone.journal import chain, prose
from tallystone.pages import amendments, delegating, draft_sums, editor
from tallystone.pages.delegate_beside import beside as beside_above
from tallystone.people import parties
from tallystone.people.models import Business
from tallystone.people.reach import party_for, roles_of
from tallystone.plans import applying, succeeding

MOVED_ON = {
    "terms_changed", "not_now", "own_proposal", "proposal_expired", "change_changed", "own_change", "nothing_changed",
    "milestone_fixed", "words_erased", "role_may_not", "consent_missing", "subcontracting_excluded", "milestone_not_ready",
    "criterion_accepted", "not_yours",
}  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """GET shows the terms as they will be read; POST proposes them, or answers with them."""
    draft = keeping.draft_for(request.user, number)
    if draft.sent:
        return editor.to(reverse("contract", args=[draft.code]))
    typed = whole(draft.typed)
    checked = checked_of(draft, typed)
    if checked.faults or checked.until is None or draft.deleted:
        return editor.to(f"{editor.address(draft)}?check=1")
    if request.method != "POST":
        return _page(request, draft, typed, checked)
    if request.POST.get("revision") != str(draft.revision):
        return _page(request, draft, typed, checked, status=409, changed=True)
    return _sent(request, draft, typed, checked.reading.terms, checked.until)


def _sent(request: HttpRequest, draft: Draft, typed: Typed, terms: Terms, until: date) -> HttpResponse:
    if not draft.counters and _missing_details(draft.proposer):
        return _page(request, draft, typed, checked_of(draft, typed), status=422)
    try:
        done = _perform(draft, typed, terms, until, _by(draft, request.user))
    except Refusal as refusal:
        return _refused(request, draft, typed, refusal)
    keeping.finish(draft)
    applying.forget(draft)
    return editor.to(f"{reverse('contract', args=[draft.code])}?done={done.seq}")


def _by(draft: Draft, person: Any) -> By:
    """Who sends it, in their role in the business whose terms these are."""
    if draft.counters:
        return party_for(person, draft.code)[1]
    return By(draft.side, person.pk, roles_of(person)[draft.proposer.pk])


def _perform(draft: Draft, typed: Typed, terms: Terms, until: date, by: By) -> Contract:
    words = prose.words(terms_text(terms))
    note = prose.words(typed["note"].strip()) if typed["note"].strip() else None
    act: Counter | Propose | OfferChange
    if draft.changes:
        act = amendments.answering(draft, terms, typed["note"].strip(), until)
    elif draft.counters:
        act = Counter(terms, words, draft.answers, until, note)
    else:
        act = _proposal(draft, typed, terms, words, until, note)
    return perform(draft.code, act, by, draft.act_id).contract


def _proposal(draft: Draft, typed: Typed, terms: Terms, words: Words, until: date, note: Words | None) -> Propose:
    if draft.delegates:
        return delegating.proposal(draft, typed, terms, words, until, note)
    return Propose(draft.proposer.pk, _client(draft, typed).pk, terms, words, until, note, succeeds=draft.succeeds)


def _client(draft: Draft, typed: Typed) -> Business:
    """The client's business: the known one that was chosen, or the one for this address."""
    if typed["client"]:
        return _known(draft, typed["client"])
    told = {name: typed[f"client_{name}"].strip() for name in ("email", "name", "company", "address", "country", "tax_number")}
    return parties.client_for(draft.proposer, **told)


def _known(draft: Draft, chosen: str) -> Business:
    if draft.succeeds:
        return succeeding.client_of(draft.succeeds)
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 16 else 0
    found = Business.objects.filter(pk=number, kept_by=draft.business).first()
    if found is None:
        raise Refusal("choose_one", "client")
    return found


def _refused(request: HttpRequest, draft: Draft, typed: Typed, refusal: Refusal) -> HttpResponse:
    """Back to the editor at the field that it is about, or the preview with the reason; the draft stays."""
    field = f"client_{refusal.field}" if refusal.field == "email" else refusal.field
    field = "client" if field == "client_email" and typed["client"] else field
    if refusal.name in MOVED_ON:
        return editor.page(request, draft, typed, status=409, refused=sentence(refusal))
    return editor.page(request, draft, typed, extra=(Fault(field, refusal.name, refusal.told),), status=422)


def _page(
    request: HttpRequest, draft: Draft, typed: Typed, checked: Checked, status: int = 200, changed: bool = False
) -> HttpResponse:
    names = _parties(draft, typed)
    told = {
        "draft": draft,
        "terms": checked.reading.terms,
        "parties": names,
        "other": names["client" if draft.side == "freelancer" else "freelancer"],
        "email": typed["client_email"].strip() or _mail_of(names["freelancer" if draft.delegates else "client"]),
        "until": checked.until,
        "note": typed["note"].strip(),
        "missing": _missing_details(draft.proposer) if not draft.counters else [],
        "differences": draft_sums.differing(editor.answered(draft), checked),
        "changed": changed,
        **(amendments.beside(draft, checked) if draft.changes else {}),
        **(delegating.consent_for(draft, typed, request.user) if draft.delegates else {}),
        **beside_above(draft, checked.reading.terms, typed),
    }
    return render(request, "drafts/preview.html", told, status=status)


def _parties(draft: Draft, typed: Typed) -> dict[str, Business]:
    if draft.counters:
        contract = chain.fold(draft.code)
        found = parties.names_of([contract.freelancer, contract.client])
        return {"freelancer": found[contract.freelancer], "client": found[contract.client]}
    if draft.delegates:
        return delegating.sides_of(draft, typed)
    if typed["client"]:
        try:
            return {"freelancer": draft.proposer, "client": _known(draft, typed["client"])}
        except Refusal:
            return {"freelancer": draft.proposer, "client": Business()}
    given = {name: typed[f"client_{name}"].strip() for name in ("address", "country", "tax_number")}
    name = typed["client_company"].strip() or typed["client_name"].strip()
    return {"freelancer": draft.proposer, "client": Business(name=name, **given)}


def _mail_of(client: Business) -> str:
    people = parties.people_of(client.pk) if client.pk else []
    return people[0].email if people else ""


def _missing_details(business: Business) -> list[str]:
    """What an agreement and an invoice need, and this business has not told yet."""
    return [field for field in ("name", "address", "iban") if not getattr(business, field).strip()]
