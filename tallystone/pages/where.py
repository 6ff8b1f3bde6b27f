"""Where do we stand? And leaving, guided: why, after which milestone, the ways on, and what ending it comes to."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.contract import open_acts
from tallystone.core.leaving import boundaries, ends
from tallystone.core.settling import closing
from tallystone.core.standing import STAGES
from tallystone.core.standing import standing as stands
from tallystone.drafting.ways import Way
from tallystone.pages import exit_acts, ways_on
from tallystone.pages.acts import closed
from tallystone.pages.exit_numbers import numbers
from tallystone.pages.place import Place

STAGE_WORDS = {
    "accepted_paid": _("Accepted and paid"),
    "accepted_unpaid": _("Accepted, not paid yet"),
    "delivered": _("Delivered, not reviewed yet"),
    "in_progress": _("In progress"),
    "not_begun": _("Not begun"),
    "ended": _("Ended unfinished"),
}
WHYS = {
    "scope": _("What is wanted has changed"),
    "time": _("There is not enough time"),
    "health": _("Health, or something at home"),
    "payment": _("Payment"),
    "trust": _("Trust"),
    "other": _("Something else"),
}
FIRST = {  # which ways on come first for which reason
    "scope": ("smaller", "stage", "later", "pause"),
    "time": ("later", "smaller", "stage", "pause"),
    "health": ("pause", "later", "stage", "smaller"),
}
USUAL = ("stage", "smaller", "later", "pause")


@require_safe
def standing(request: HttpRequest, code: str) -> HttpResponse:
    """Both sides read the same figures; nothing is asked and nothing is written."""
    place = _place(request, code)
    c = place.contract
    told = stands(c, place.now)
    leaving = c.exit
    context = {
        "place": place, "c": c, "told": told, "open": _open(place), "leaving": leaving, "code": place.code,
        "groups": [(STAGE_WORDS[stage], _rows(place, told.at(stage))) for stage in STAGES if told.at(stage)],
        "cases": _cases(place, told),
        "said": numbers(place, leaving) if leaving else [],
        "by": ends(c, leaving) if leaving else None,
        "leaver": place.names.side(leaving.side) if leaving else "",
    }  # fmt: skip
    return render(request, "leaving/standing.html", context)


@require_safe
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing is told to anybody here: the way to an offer, with other ways before it."""
    place = _place(request, code)
    why = request.GET.get("why", "")
    context: dict[str, Any] = {"place": place, "code": place.code, "open": _open(place), "whys": WHYS.items(), "why": why}
    if "OfferExit" in context["open"]:
        told, at = stands(place.contract, place.now), exit_acts.after(place)
        order = FIRST.get(why, USUAL)
        asked = ways_on.found(place, request.GET.dict())
        found = sorted(asked["ways"], key=lambda way: order.index(way.kind))
        context |= {
            "told": told, "after": at, "outcome": told.outcome(place.side, at), "chosen": bool(why),
            "boundaries": [(n, place.titles.get(n, "")) for n in boundaries(place.contract)],
            "ways": [_way(place, way) for way in found], "fields": asked["fields"],
            "others": _others(place),
        }  # fmt: skip
    elif refusal := closed(place, acts.OfferExit):
        context["refused"] = sentence(refusal)
    return render(request, "leaving/leave.html", context)


def _place(request: HttpRequest, code: str) -> Place:
    place = Place(request, code)
    place.need_prices()
    place.need_agreed()
    return place


def _open(place: Place) -> set[str]:
    return {each.act for each in open_acts(place.contract, place.by, place.now)}


def _rows(place: Place, lines: Any) -> list[dict[str, Any]]:
    return [{"line": line, "title": place.titles.get(line.number, "")} for line in lines]


def _cases(place: Place, told: Any) -> list[dict[str, Any]]:
    """What leaving comes to, a row a boundary, a column a side."""
    sides = ("freelancer", "client")
    return [
        {
            "boundary": n, "title": place.titles.get(n, ""),
            "sides": [{"who": place.names.side(side), "o": told.outcome(side, n)} for side in sides],
        }
        for n in boundaries(place.contract)
        if told.outcomes
    ]  # fmt: skip


def _others(place: Place) -> dict[str, Any]:
    """What somebody else could take over: from which milestone on, for what price, until when, with the dates as they are."""
    left = [s for s in closing(place.contract, 0) if s.work == "planned"]
    if not left:
        return {}
    price, last = sum(s.stake.gross_minor for s in left), max(s.due for s in left)
    may_give = place.side == "freelancer" and place.plan.subcontracting != "excluded"
    return {"price_minor": price, "day": last, "first": left[0].number if may_give else 0}


def _way(place: Place, way: Way) -> dict[str, Any]:
    pause = place.today + timedelta(days=way.number) if way.kind == "pause" else None
    return {"way": way, "until": pause, "title": place.titles.get(way.number, "") if way.kind in {"smaller", "stage"} else ""}
