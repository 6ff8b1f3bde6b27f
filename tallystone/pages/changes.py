"""The page of a change order, and the list of all of them with the terms that each put in force."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tallystone.core.contract import open_acts
from tallystone.core.manifest import reasons_from
from tallystone.core.shape import terms_from
from tallystone.drafting.offered import versions
from tallystone.drafting.orders import Order, orders
from tallystone.journal import prose
from tallystone.notices.telling import tell
from tallystone.pages.change_asides import compared, told
from tallystone.pages.place import Place

OPEN = ("AcceptChange", "OfferChange", "DeclineChange", "WithdrawChange")


@login_required
@require_safe
def change(request: HttpRequest, code: str, number: int = 0) -> HttpResponse:
    """One change order; without a number the one that is open, or the latest."""
    place = Place(request, code)
    every = orders(place.code)
    if not number and not every:
        return HttpResponseRedirect(reverse("changes", args=[place.code]))
    order = next((each for each in reversed(every) if number in (0, each.number)), None)
    if order is None:
        raise Http404
    return render(request, "changes/page.html", {"place": place, "order": order, **_shown(place, order)})


def _shown(place: Place, order: Order) -> dict[str, Any]:
    last = order.last
    texts = prose.read([order.was, last.terms, last.note, last.grew_from, order.words])
    before, after = (terms_from(texts[h]) if h in texts else None for h in (order.was, last.terms))
    acts = {each.act for each in open_acts(place.contract, place.by, place.now)} if not order.outcome else set()
    return _said(place, order, texts) | {
        "by": place.names.side(last.by),
        "mine": last.by == place.side,
        "effects": [] if order.outcome else told(place, after),
        "open": acts.intersection(OPEN),
        **compared(before, after),
    }


def _said(place: Place, order: Order, texts: dict[str, str]) -> dict[str, Any]:
    """What people wrote with it, and what followed from it."""
    return {
        "note": texts.get(order.last.note or "", ""),
        "grew_from": _quoted(texts.get(order.last.grew_from or "", "")),
        "words": texts.get(order.words or "", ""),
        "ended_by": place.names.side(order.ended_by),
        "happened": [line.sentence for line in tell(order.told, place.names)][1:] if order.told else [],
    }


def _quoted(text: str) -> list[str]:
    """What was written, a line each: a comment, or the reasons of a review."""
    reasons = reasons_from(text)
    return [line for line in (*reasons.unmet.values(), reasons.note) if line.strip()]


@login_required
@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """All change orders, and all terms that were in force; a day asked for here is read on the page of the terms."""
    place = Place(request, code)
    in_force = [version for version in versions(place.code) if version.consent]
    context = {"place": place, "orders": orders(place.code)[::-1], "in_force": in_force[::-1]}
    return render(request, "changes/list.html", context)
