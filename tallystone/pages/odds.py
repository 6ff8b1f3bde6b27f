"""How sure is that date? The odds of the milestones of a draft, or of those left in a contract; and the careful dates."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.shape import Milestone
from tallystone.core.value import value
from tallystone.drafting.spelling import respelled
from tallystone.drafting.typed import whole
from tallystone.pages import forecasting, plan_fields
from tallystone.pages.editor import decimal_mark, to
from tallystone.pages.forecasting import Course
from tallystone.pages.place import Place
from tallystone.pages.plan_pictures import odds_chart, x_of
from tallystone.pages.suggesting import planned_draft
from tallystone.planning.course import FEWEST, Range, Record
from tallystone.planning.sure import Odds, Sure, sure
from tallystone.plans import applying
from tallystone.plans.record import record_of
from tallystone.plans.saying import spelled

SEED = 1
SURE_ENOUGH = 80
WIDEST = 1_000


@value
class Curve:
    """One milestone's odds, with what is drawn: where its day and the careful day stand."""

    number: int
    milestone: Milestone
    odds: Odds
    eighty_x: int

    @property
    def safe(self) -> bool:
        return self.odds.met >= SURE_ENOUGH

    @property
    def area(self) -> str:
        """The curve closed along the bottom, and on to the right edge."""
        first, last = self.odds.points.split(" ")[0].split(",")[0], self.odds.points.rsplit(" ", 1)[-1].split(",")
        return f"{first},100 {self.odds.points} 1000,{last[1]} 1000,100"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The odds of a draft's days; POST puts the days that are met with 80 % into it."""
    found = planned_draft(request, number)
    typed = respelled(whole(found.typed), decimal_mark())
    course = forecasting.of_draft(request, found, typed)
    if request.method == "POST":
        rows = sum(1 for row in typed["milestones"] if any(text.strip() for text in row.values()))
        if len(course.numbers) != rows or not rows:
            return to(reverse("draft-odds", args=[found.pk]))
        forecast = _forecast(request, course)[0]
        careful = [replace(m, due=o.eighty) for m, o in zip(course.milestones, forecast.milestones, strict=True)]
        dated = applying.redated(typed, careful, course.terms.currency or "EUR")
        kept = [{**new, "price": old["price"]} for new, old in zip(dated, _written(typed), strict=True)]
        applying.apply(found, typed, {"milestones": kept})
        return to(f"{reverse('draft', args=[found.pk])}?planned=1", "milestones")
    back = reverse("draft", args=[found.pk])
    return _page(request, course, {"draft": found, "back": back, "title": typed["title"]})


@require_safe
def contract(request: HttpRequest, code: str) -> HttpResponse:
    """The odds of the milestones that a freelancer has still to hand over."""
    place = Place(request, code)
    if place.side != "freelancer" or place.terms is None:
        raise Http404
    course = forecasting.of_contract(request, place, left_only=True)
    return _page(request, course, {"back": reverse("contract", args=[code]), "title": place.row.title})


def _written(typed: dict[str, Any]) -> list[dict[str, str]]:
    return [row for row in typed["milestones"] if any(text.strip() for text in row.values())]


def _page(request: HttpRequest, course: Course, told: dict[str, Any]) -> HttpResponse:
    refusal, forecast, record = course.trouble, None, None
    if course.spans:
        try:
            forecast, record = _forecast(request, course)
        except Refusal as wrong:
            refusal = wrong
    stated = {name: request.GET.get(name, "")[:6] or str(getattr(Range(), name)) for name in ("best", "likely", "worst")}
    fields = plan_fields.drawn(_told(), {**stated, "start": course.start.isoformat()}, refusal)
    told |= {
        "course": course,
        "forecast": forecast,
        "curves": _curves(course, forecast) if forecast else [],
        "chart": odds_chart(forecast) if forecast else None,
        "basis": spelled(forecast.basis) if forecast else "",
        "own": record is not None and len(record.past) >= FEWEST,
        "fields": fields,
        "error": plan_fields.elsewhere(refusal, fields),
        "seed": SEED,
        "careful": bool(forecast) and any(o.met < SURE_ENOUGH for o in forecast.milestones),
    }
    return render(request, "plans/odds.html", told, status=422 if refusal else 200)


def _told() -> dict[str, dict[str, Any]]:
    percent = {"kind": "number", "suffix": "%"}
    return {
        "start": plan_fields.starts(),
        "best": {"label": _("At best"), **percent},
        "likely": {"label": _("Most often"), **percent},
        "worst": {"label": _("At worst"), **percent},
    }


def _forecast(request: HttpRequest, course: Course) -> tuple[Sure, Record]:
    """The odds, and the record that they come from. Refuses a range that is none."""
    if course.business is None:
        raise Http404
    record = record_of(course.business, course.pace.freelancer, _stated(request))
    return sure(course.spans, record, course.pace, SEED), record


def _stated(request: HttpRequest) -> Range:
    numbers = {}
    for name in ("best", "likely", "worst"):
        text = request.GET.get(name, "").strip() or str(getattr(Range(), name))
        good = text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= WIDEST
        refuse_if(not good, "percent_out_of_range", name, least=1, most=WIDEST)
        numbers[name] = int(text)
    refuse_if(not numbers["best"] <= numbers["likely"] <= numbers["worst"], "range_out_of_order", "likely")
    return Range(**numbers)


def _curves(course: Course, forecast: Sure) -> list[Curve]:
    return [
        Curve(number, m, odds, _within(odds.eighty, forecast))
        for number, m, odds in zip(course.numbers, course.milestones, forecast.milestones, strict=True)
    ]


def _within(day: date, forecast: Sure) -> int:
    return x_of(day, forecast.first, forecast.last)
