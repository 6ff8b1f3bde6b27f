"""Answering a proposal with terms of one's own: the other side's terms open in the same editor."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core.acts import Counter
from tallystone.core.changing import live
from tallystone.core.contract import RULES
from tallystone.core.facts import Countered, Proposed
from tallystone.core.proposing import may_counter
from tallystone.core.refusal import Refusal
from tallystone.core.roles import keeps
from tallystone.core.rule import need_party
from tallystone.core.shape import Terms
from tallystone.core.state import By, Contract
from tallystone.drafting import keeping
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.drafting.typed import from_post
from tallystone.journal import chain, prose
from tallystone.pages import editor, rebasing
from tallystone.people.models import Business
from tallystone.people.reach import party_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest, code: str) -> HttpResponse:
    """The terms on offer, to be changed and sent back; an answer already begun opens instead."""
    row, by = party_for(request.user, code)
    contract, side = chain.fold(row.code), by.side
    begun = keeping.open_drafts(request.user).filter(code=row.code, side=side, changes=False).exclude(answers="").first()
    if not keeps(by.role, "drafts"):
        told = {"row": row, "sentence": _refused(contract, by, None)}
        return render(request, "drafts/no_counter.html", told, status=409)
    if request.method == "POST":
        return _post(request, contract, side, begun)
    if begun:
        return editor.to(editor.address(begun))
    terms = prose.terms(contract.terms)
    refused = _refused(contract, by, terms)
    if refused or terms is None:
        return render(request, "drafts/no_counter.html", {"row": row, "sentence": refused}, status=409)
    draft = _draft(request, contract, side)
    draft.act_id, draft.typed = new_act_id(), spelled(terms, editor.decimal_mark(), today_in(terms.zone))
    return editor.show(request, draft)


@login_required
@require_http_methods(["POST"])
def sums(request: HttpRequest, code: str) -> HttpResponse:
    """What stands beside the editor, for an answer that is not saved yet."""
    row, by = party_for(request.user, code)
    if not keeps(by.role, "drafts"):
        raise Http404
    side = by.side
    return editor.aside(request, _draft(request, chain.fold(row.code), side), from_post(request.POST))


def _post(request: HttpRequest, contract: Contract, side: str, begun: Draft | None) -> HttpResponse:
    made = keeping.known(request.user, request.POST.get("act_id", ""), contract.code) or begun
    if made and made.sent:
        return editor.to(reverse("contract", args=[contract.code]))
    return editor.take(request, made or _draft(request, contract, side))


def _draft(request: HttpRequest, contract: Contract, side: str) -> Draft:
    """An unsaved answer to the terms that the page showed; an unknown hash counts as the terms of now."""
    shown = request.POST.get("answers", "")
    answers = shown if shown in _offered(contract.code) else contract.terms
    business = Business.objects.get(pk=contract.freelancer) if side == "freelancer" else None
    above = keeping.above(contract)
    return Draft(business=business, person_id=request.user.pk or 0, code=contract.code, side=side, answers=answers, **above)


def _offered(code: str) -> set[str]:
    return {fact.terms for told in chain.entries(code) for fact in told.facts if isinstance(fact, Proposed | Countered)}


def _refused(contract: Contract, by: By, terms: Terms | None) -> str:
    """Why this person cannot answer now, or nothing."""
    try:
        need_party(RULES[Counter], by)
        may_counter(contract, by, datetime.now(UTC))
        if terms is None:
            raise Refusal("words_erased")
    except Refusal as refusal:
        return sentence(refusal)
    return ""


@login_required
@require_http_methods(["POST"])
def rebase(request: HttpRequest, number: int) -> HttpResponse:
    """Go on with this answer as an answer to the newer terms. What was typed on the page is saved first; then their changes
    come into every field that was left alone here, or, with `keep=mine`, into none."""
    draft = keeping.draft_for(request.user, number)
    if "window" in request.POST and not draft.sent:
        saved = editor.take(request, draft)
        if saved.status_code != 303:
            return saved
    contract = chain.fold(draft.code)
    if draft.changes and not draft.sent:
        change = live(contract, datetime.now(UTC))
        replies = change.terms if change and change.offered_by != draft.side else ""
        Draft.objects.filter(pk=draft.pk).update(answers=contract.terms, replies=replies)
    elif draft.counters and not draft.sent and contract.state == "proposed" and contract.terms != draft.answers:
        rebasing.rebase(draft, contract, keep_mine=request.POST.get("keep") == "mine")
    return editor.to(editor.address(draft))
