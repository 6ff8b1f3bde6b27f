"""Giving a milestone on: the page by which a subcontract begins, and what stands beside one while it is written."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.delegating import AT_WORK, allowed, leave, request_of, shows_workers
from tallystone.core.ending import CONSENT, EXCLUDED
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.roles import keeps, may
from tallystone.core.rule import need_state, need_work
from tallystone.core.shape import Parent, Terms
from tallystone.core.state import Contract
from tallystone.core.value import value
from tallystone.core.words import Words
from tallystone.drafting import keeping
from tallystone.drafting.delegated import prefilled
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import Typed
from tallystone.journal import chain
from tallystone.pages import editor
from tallystone.pages.delegate_begin import BeginForm
from tallystone.pages.delegate_beside import names_above
from tallystone.pages.place import Place
from tallystone.people import parties
from tallystone.people.models import Business
from tallystone.people.reach import party_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subcontract(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Begin a subcontract; POST makes a draft of it and leads to the editor. For the freelancer's side alone."""
    place = Place(request, code, number)
    if not number or place.side != "freelancer" or not keeps(place.by.role, "drafts") or place.milestone is None:
        raise Http404
    if refused := closed(place):
        return render(request, "subcontracts/begin.html", {"place": place, "closed": refused}, status=409)
    workers = parties.workers_of(place.business("freelancer"))
    form = BeginForm(place, workers, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return editor.to(reverse("draft", args=[_made(place, form).pk]))
    form.point()
    told = {"place": place, "form": form, "status": consent_of(place.contract, number, 0), "begun": drafts_of(place)}
    return render(request, "subcontracts/begin.html", told, status=422 if form.errors else 200)


@value
class Ways:
    """How the milestone can be given on: `may` begin terms, and where consent stands; `excluded` says that it cannot."""

    may: bool
    consent: str
    may_ask: bool
    excluded: bool


def ways(place: Place) -> Ways | None:
    """For the freelancer of an agreed contract, while the milestone is not handed over yet."""
    open_ = place.side == "freelancer" and place.contract.state == "agreed" and place.stone.work in AT_WORK
    if not open_:
        return None
    excluded = leave(place.plan) == EXCLUDED
    consent, role = consent_of(place.contract, place.number, 0), place.by.role
    may_ask = consent in {"missing", "given"} and may(role, "AskSubcontract")
    return Ways(not excluded and keeps(role, "drafts"), consent, may_ask and leave(place.plan) == CONSENT, excluded)


def closed(place: Place) -> str:
    """Why this milestone cannot be given on now, or nothing."""
    try:
        need_state(place.contract, "agreed")
        need_work(place.stone, *AT_WORK)
        refuse_if(leave(place.plan) == EXCLUDED, "subcontracting_excluded")
    except Refusal as refusal:
        return sentence(refusal)
    return ""


def consent_of(parent: Contract, milestone: int, worker: int) -> str:
    """Where the client's consent stands: "free", "given", "asked" or "missing". `worker` 0: nobody in particular yet."""
    if leave(parent.agreed_plan) != CONSENT:
        return "free"
    some = any(r.milestone == milestone and r.state == "consented" for r in parent.requests)
    if allowed(parent, milestone, worker) or (not worker and some):
        return "given"
    return "asked" if request_of(parent, milestone) else "missing"


def drafts_of(place: Place) -> list[Draft]:
    """Subcontracts of this milestone that are being written."""
    found = keeping.open_drafts(place.request.user).filter(parent=place.code, parent_milestone=place.number, answers="")
    return list(found[:10])


def _made(place: Place, form: BeginForm) -> Draft:
    """The draft, made once however often the form is sent."""
    known = keeping.known(place.request.user, form.act_key)
    if known:
        return known
    own, mark = place.business("freelancer"), editor.decimal_mark()
    if place.terms is None:
        raise Http404
    typed = prefilled(place.terms, place.stone, place.due, form.wish, names_above(place.contract), mark, place.today)
    draft = Draft(
        business=own, person_id=place.request.user.pk or 0, act_id=form.act_key, side="client", parent=place.code,
        parent_milestone=place.number, parent_criteria=list(form.wish.criteria),
    )  # fmt: skip
    keeping.keep(draft, {**typed, **form.to}, 1, new_act_id())
    return draft


def parent_of(draft: Draft) -> Parent:
    return Parent(draft.parent, draft.parent_milestone, tuple(draft.parent_criteria))


def proposal(draft: Draft, typed: Typed, terms: Terms, words: Words, until: date, note: Words | None) -> acts.Subcontract:
    """The act by which a written subcontract is offered. Raises Refusal where it would run in a circle of people."""
    worker = worker_of(draft, typed)
    parent = chain.fold(draft.parent)
    refuse_if(parties.people_shared(worker.pk, [draft.proposer.pk, parent.client]), "in_a_circle", "email")
    return acts.Subcontract(worker.pk, draft.proposer.pk, terms, words, until, note, parent=parent_of(draft))


def worker_of(draft: Draft, typed: Typed) -> Business:
    """The subcontractor's business: the known one that was chosen, or the one of this address."""
    if typed["client"]:
        found = next((one for one in parties.workers_of(draft.proposer) if str(one.pk) == typed["client"]), None)
        if found is None:
            raise Refusal("choose_one", "client")
        return found
    told = {name: typed[f"client_{name}"].strip() for name in ("email", "name", "company")}
    return parties.worker_for(draft.proposer, **told)


def sides_of(draft: Draft, typed: Typed) -> dict[str, Business]:
    """Both parties as the terms name them, before it is sent."""
    chosen = [one for one in parties.workers_of(draft.proposer) if str(one.pk) == typed["client"]] if typed["client"] else []
    typed_name = typed["client_company"].strip() or typed["client_name"].strip()
    return {"freelancer": chosen[0] if chosen else Business(name=typed_name), "client": draft.proposer}


def consent_for(draft: Draft, typed: Typed, person: Any) -> dict[str, Any]:
    """What the preview says of consent: where it stands, and the way to ask for it."""
    row, _by = party_for(person, draft.parent)
    parent, number = chain.fold(draft.parent), draft.parent_milestone
    worker = _known_worker(typed)
    ask = reverse("milestone-act", args=[draft.parent, number, "ask-subcontract"])
    return {
        "consent": consent_of(parent, number, worker) if shows_workers(parent.agreed_plan) else consent_of(parent, number, 0),
        "ask_consent": f"{ask}?draft={draft.pk}",
        "client_above": Business.objects.filter(pk=row.client_id).values_list("name", flat=True).first() or "",
    }


def _known_worker(typed: Typed) -> int:
    """The business that this draft is for, where it is here already; somebody new has none, and no consent either."""
    if chosen := typed["client"]:
        return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 16 else -1
    return parties.worker_at(typed["client_email"]) or -1
