"""Drafts: the list, a new one, one being written, its sums, deleting it and bringing it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.door import new_act_id
from tallystone.core.shape import Terms
from tallystone.drafting import keeping
from tallystone.drafting.amending import checked_of
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import fresh, spelled
from tallystone.drafting.typed import Typed, from_post, whole
from tallystone.journal import chain, prose
from tallystone.pages import editor
from tallystone.people.models import Business
from tallystone.people.reach import business_for, businesses_to_act_for, contract_for, waiting_for

SHOWN = 100


@login_required
@require_http_methods(["GET", "HEAD"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Everything that this person is writing; `?deleted=ID` offers to bring that one back."""
    rows = [_row(draft) for draft in keeping.open_drafts(request.user).select_related("business")[:SHOWN]]
    asked = request.GET.get("deleted", "")
    hidden = keeping.within_reach(request.user).filter(sent=None, deleted__isnull=False)
    gone = hidden.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    told = {"rows": rows, "gone": _row(gone) if gone else None, "taking_over": waiting_for(request.user)}
    return render(request, "drafts/list.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin terms. Nothing is kept before the first save; the same form sent twice makes one draft."""
    business = business_for(request.user, "drafts")
    if business is None:
        return render(request, "drafts/no_business.html")
    if request.method == "POST":
        made = keeping.known(request.user, request.POST.get("act_id", ""))
        if made and made.sent:
            return editor.to(reverse("contract", args=[made.code]))
        return editor.take(request, made or Draft(business=business, person_id=request.user.pk or 0))
    draft = Draft(business=business, person_id=request.user.pk or 0, act_id=new_act_id())
    draft.typed = _beginning(request, business)
    return editor.show(request, draft, firms=businesses_to_act_for(request.user))


def _beginning(request: HttpRequest, business: Business) -> Typed:
    """Empty, with what this business always uses; with `?from=CODE` the terms of an earlier contract of its own."""
    code = request.GET.get("from", "")
    row, side = contract_for(request.user, code) if code else (None, "")
    terms = prose.terms(chain.fold(row.code).terms) if row and side == "freelancer" else None
    if terms is None:
        return fresh(business, editor.decimal_mark(), today_in(business.zone))
    return spelled(terms, editor.decimal_mark(), today_in(terms.zone))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """One draft, to go on writing."""
    found = keeping.draft_for(request.user, number)
    if found.sent:
        return editor.to(reverse("contract", args=[found.code]))
    if found.deleted and request.method != "POST":
        return editor.to(f"{reverse('drafts')}?deleted={found.pk}")
    if request.method == "POST":
        return editor.take(request, found)
    return editor.show(request, found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sums(request: HttpRequest, number: int = 0) -> HttpResponse:
    """What stands beside the editor, for what is posted (nothing is saved) or, on GET, for what is stored."""
    if number:
        found = keeping.draft_for(request.user, number)
    else:
        found = Draft(business=business_for(request.user, "drafts"), person_id=request.user.pk or 0)
    typed = from_post(request.POST) if request.method == "POST" else whole(found.typed)
    return editor.aside(request, found, typed)


@login_required
@require_http_methods(["POST"])
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Take a draft out of sight; the list then offers to bring it back."""
    found = keeping.draft_for(request.user, number)
    keeping.delete(found)
    return editor.to(f"{reverse('drafts')}?deleted={found.pk}")


@login_required
@require_http_methods(["POST"])
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Undo the deleting."""
    found = keeping.draft_for(request.user, number)
    keeping.bring_back(found)
    return editor.to(reverse("draft", args=[found.pk]))


def _row(draft: Draft) -> dict:
    typed = whole(draft.typed)
    checked = checked_of(draft, typed)
    terms: Terms = checked.reading.terms
    to = typed["client_company"] or typed["client_name"] or typed["client_email"]
    return {"draft": draft, "title": terms.title, "to": to, "terms": terms, "left": len(checked.faults)}
