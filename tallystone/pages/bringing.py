"""Bringing a text along: a file of terms is taken whole or refused, anything else is read as far as it goes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.drafting import keeping
from tallystone.pages.editor import decimal_mark, to
from tallystone.pages.given_texts import Given, given_text
from tallystone.people.models import Business
from tallystone.people.reach import business_for
from tallystone.planning.pieces import FENCE
from tallystone.planning.said import Faulty
from tallystone.planning.text import written_from_markdown
from tallystone.plans import applying, beginning


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """A draft of a text. POST `do=loose` reads a faulty file as far as it goes."""
    business = business_for(request.user, "drafts")
    if business is None:
        return render(request, "drafts/no_business.html")
    if request.method != "POST":
        return _page(request, Given())
    given = given_text(request)
    try:
        given.refuse_none()
        typed, beside = _read(given, business, request.POST.get("do") == "loose")
    except Faulty as faulty:
        return _page(request, given, faults=given.shown(faulty.faults), strict=_is_file(given.text))
    except Refusal as refusal:
        return _page(request, given, error=sentence(refusal))
    draft = beginning.begin(business, request.user, typed, request.POST.get("act_id", ""), beside)
    return to(reverse("draft", args=[draft.pk]))


@login_required
@require_POST
def left(request: HttpRequest, number: int) -> HttpResponse:
    """The lines that were not understood were looked at: they need not be pointed out any more."""
    draft = keeping.draft_for(request.user, number)
    applying.dismiss(draft)
    return to(reverse("draft", args=[draft.pk]))


def _read(given: Given, business: Business, loose: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    if _is_file(given.text) and not loose:
        return beginning.from_terms(written_from_markdown(given.text), decimal_mark())
    return beginning.from_paste(business, given.text, decimal_mark())


def _is_file(text: str) -> bool:
    """Does this begin as a file of terms does, with its front matter?"""
    return text.lstrip()[:40].startswith(FENCE)


def _page(request: HttpRequest, given: Given, **told: Any) -> HttpResponse:
    wrong = bool(told.get("faults") or told.get("error"))
    context = {"given": given, "act_id": request.POST.get("act_id") or new_act_id(), **told}
    return render(request, "plans/bring.html", context, status=422 if wrong else 200)
