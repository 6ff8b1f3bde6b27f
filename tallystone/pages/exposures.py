"""If it stopped one day: what either side would be out of pocket, day by day and month by month, and a plan below a limit."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.drafting.models import Draft
from tallystone.drafting.reading import read_day
from tallystone.drafting.spelling import respelled
from tallystone.drafting.typed import Typed, is_blank, whole
from tallystone.pages import forecasting, plan_fields, plan_pictures
from tallystone.pages.editor import decimal_mark, to
from tallystone.pages.forecasting import Course
from tallystone.pages.place import Place
from tallystone.pages.plan_pictures import Chart, MonthBar
from tallystone.pages.suggesting import planned_draft
from tallystone.planning.offering import Offer, offer_below
from tallystone.planning.simulate import Day, Simulation, simulate
from tallystone.plans import applying
from tallystone.plans.saying import spelled


@value
class Picture:
    """A simulation with what is drawn of it; `limit_y`: where the limit stands, None where there is none in sight."""

    simulation: Simulation
    chart: Chart
    months: list[MonthBar]
    limit_y: int | None = None

    @property
    def month_width(self) -> int:
        return max(len(self.months) * 40, 160)


def picture(found: Simulation, limit_minor: int | None = None) -> Picture:
    y = 100 - limit_minor * 100 // found.top_minor if limit_minor and limit_minor <= found.top_minor else None
    return Picture(found, plan_pictures.money_chart(found), plan_pictures.months(found), y)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """The exposure of a draft's plan; POST puts the plan that keeps below the limit into it."""
    found = planned_draft(request, number)
    typed = respelled(whole(found.typed), decimal_mark())
    course = forecasting.of_draft(request, found, typed, priced=True)
    back, rows = reverse("draft", args=[found.pk]), sum(1 for row in typed["milestones"] if not is_blank(row))
    told = {"draft": found, "back": back, "title": typed["title"], "complete": rows == len(course.numbers)}
    if request.method == "POST":
        return _apply(request, found, typed, course, told)
    return _page(request, course, request.GET.get("limit", ""), told)


@require_safe
def contract(request: HttpRequest, code: str) -> HttpResponse:
    """The exposure that the terms of a contract bring, for both sides to see."""
    place = Place(request, code)
    place.need_prices()
    if place.terms is None:
        raise Http404
    course = forecasting.of_contract(request, place)
    told = {"back": reverse("contract", args=[code]), "title": place.row.title, "complete": True, "code": code}
    return _page(request, course, request.GET.get("limit", ""), told)


def _apply(request: HttpRequest, found: Draft, typed: Typed, course: Course, told: dict[str, Any]) -> HttpResponse:
    try:
        offer = _offer(course, _limit(request.POST.get("limit", ""), course)) if course.spans and told["complete"] else None
    except Refusal:
        return _page(request, course, request.POST.get("limit", ""), told)
    if offer is None:
        return to(reverse("draft-exposure", args=[found.pk]))
    rows = applying.rows_of(offer.milestones, course.terms.currency, typed["mark"] or ".")
    applying.apply(found, typed, {"milestones": rows, "funding": offer.way.funding})
    return to(f"{told['back']}?planned=1", "milestones")


def _page(request: HttpRequest, course: Course, typed_limit: str, told: dict[str, Any]) -> HttpResponse:
    refusal, offer, limit, played, on = course.trouble, None, None, None, None
    try:
        if course.spans:
            played = simulate(course.milestones, course.spans, course.way, course.pace.freelancer)
            limit = _limit(typed_limit, course) if typed_limit.strip() else None
            offer = _offer(course, limit) if limit else None
            on = _day(request, played)
    except Refusal as wrong:
        refusal = wrong
    values = {"limit": typed_limit[:60], "day": request.GET.get("day", "")[:20]}
    fields = plan_fields.drawn(_told(course.terms.currency), values, refusal)
    told |= {
        "course": course,
        "currency": course.terms.currency,
        "played": picture(played, limit) if played else None,
        "offered": picture(offer.simulation, limit) if offer else None,
        "offer": offer,
        "limit_typed": typed_limit[:60],
        "same": bool(offer) and offer.milestones == course.milestones and offer.way == course.way,
        "said": [spelled(each) for each in offer.said] if offer else [],
        "on": on,
        "fields": fields,
        "error": plan_fields.elsewhere(refusal, fields),
    }
    return render(request, "plans/exposure.html", told, status=422 if refusal else 200)


def _told(currency: str) -> dict[str, dict[str, Any]]:
    hint = _("What neither of you wants to lose if it ends on a bad day.")
    return {
        "limit": {"label": _("Neither side risks more than"), "kind": "amount", "suffix": currency, "hint": hint},
        "day": {"label": _("If it stopped on"), "kind": "date"},
    }


def _limit(text: str, course: Course) -> int:
    return read_amount(text, course.terms.currency, decimal_mark(), "limit")


def _offer(course: Course, limit: int) -> Offer:
    return offer_below(limit, course.milestones, course.spans, course.way, course.terms.currency, course.pace)


def _day(request: HttpRequest, played: Simulation) -> Day | None:
    if not request.GET.get("day", "").strip():
        return None
    try:
        return played.on(read_day(request.GET["day"]))
    except Refusal as refusal:
        raise Refusal(refusal.name, "day") from None
