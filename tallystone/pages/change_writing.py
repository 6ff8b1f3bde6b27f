"""Writing a change order: the terms in force, or the other side's change order, open in the editor of drafts."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract as Row
from tallystone.core.acts import OfferChange
from tallystone.core.changing import live, may_offer
from tallystone.core.contract import RULES
from tallystone.core.refusal import Refusal
from tallystone.core.roles import keeps
from tallystone.core.rule import need_party
from tallystone.core.state import By, Contract
from tallystone.drafting import keeping
from tallystone.drafting.amending import begun
from tallystone.drafting.growing import grown
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import from_post
from tallystone.journal import chain, prose
from tallystone.pages import editor
from tallystone.people.models import Business
from tallystone.people.reach import party_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer_change(request: HttpRequest, code: str) -> HttpResponse:
    """The terms in force, or the change order that is answered, to be changed and offered; one already begun opens instead."""
    row, by = party_for(request.user, code)
    contract = chain.fold(row.code)
    begun_before = keeping.open_drafts(request.user).filter(code=row.code, side=by.side, changes=True).first()
    if request.method == "POST" and keeps(by.role, "drafts"):
        made = keeping.known(request.user, request.POST.get("act_id", ""), contract.code) or begun_before
        if made and made.sent:
            return editor.to(reverse("contract", args=[contract.code]))
        return editor.take(request, made or _draft(request, contract, by))
    return _begin(request, row, contract, by, begun_before)


def _begin(request: HttpRequest, row: Row, contract: Contract, by: By, begun_before: Draft | None) -> HttpResponse:
    refused = _refused(contract, by)
    terms = prose.terms(_ground(contract))
    if refused or terms is None or not keeps(by.role, "drafts"):
        return render(request, "changes/closed.html", {"row": row, "sentence": refused}, status=409)
    if begun_before and "from" not in request.GET:
        return editor.to(editor.address(begun_before))
    draft = _draft(request, contract, by)
    draft.act_id, draft.typed = new_act_id(), begun(terms, contract, editor.decimal_mark())
    draft.typed, draft.grew_from = grown(draft.typed, contract, request.GET.get("from", ""), terms)
    return editor.show(request, draft)


@login_required
@require_http_methods(["POST"])
def sums(request: HttpRequest, code: str) -> HttpResponse:
    """What stands beside the editor, for a change order that is not saved yet."""
    row, by = party_for(request.user, code)
    if not keeps(by.role, "drafts"):
        raise Http404
    return editor.aside(request, _draft(request, chain.fold(row.code), by), from_post(request.POST))


def _ground(contract: Contract) -> str:
    """The terms to begin with: the other side's change order where one is answered, else those in force."""
    change = live(contract, datetime.now(UTC))
    return change.terms if change else contract.terms


def _draft(request: HttpRequest, contract: Contract, by: By) -> Draft:
    change = live(contract, datetime.now(UTC))
    business = Business.objects.get(pk=contract.freelancer) if by.side == "freelancer" else None
    given = request.POST.get("grew_from", "")
    return Draft(
        business=business, person_id=request.user.pk or 0, code=contract.code, side=by.side, changes=True,
        answers=contract.terms, replies=change.terms if change else "",
        grew_from=given if len(given) == 64 and given.isalnum() else "", **keeping.above(contract),
    )  # fmt: skip


def _refused(contract: Contract, by: By) -> str:
    """Why this person cannot offer a change now, or nothing."""
    try:
        need_party(RULES[OfferChange], by)
        may_offer(contract, by, datetime.now(UTC))
        if prose.terms(contract.terms) is None:
            raise Refusal("words_erased")
    except Refusal as refusal:
        return sentence(refusal)
    return ""
