"""Time off: the days on which nobody works in one's business, added and taken away."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tallystone.core.refusal import Refusal
from tallystone.daysoff import regions
from tallystone.drafting.checking import today_in
from tallystone.drafting.reading import read_day
from tallystone.pages import plan_fields
from tallystone.pages.editor import to
from tallystone.pages.signed import Signed
from tallystone.people.models import Business
from tallystone.people.postal import country_name
from tallystone.people.reach import businesses_kept
from tallystone.people.reading import read_line
from tallystone.planning.said import short
from tallystone.plans import away
from tallystone.plans.calendars import where
from tallystone.scope.place import place_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def time_off(request: Signed) -> HttpResponse:
    """What is entered for one's businesses; POST adds days."""
    firms = list(Business.objects.filter(pk__in=businesses_kept(request.user, "time_off")).order_by("-freelance", "name", "pk"))
    given = {name: request.POST.get(name, "")[:200] for name in ("business", "first", "last", "why")}
    refusal = None
    if request.method == "POST":
        try:
            firm = next((each for each in firms if str(each.pk) == given["business"]), None)
            if firm is None:
                raise Refusal("choose_one", "business")
            if _region(firm) in request.POST:
                away.choose_region(firm, request.POST[_region(firm)][:200], _region(firm))
                return to(f"{reverse('time-off')}?saved=region")
            first = _day(given, "first")
            last = _day(given, "last") if given["last"].strip() else first
            away.add(firm, first, last, str(read_line(given["why"].strip(), "why")))
            return to(f"{reverse('time-off')}?saved=1")
        except Refusal as wrong:
            refusal = wrong
    return _page(request, firms, given, refusal)


@login_required
@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Take days off away; the page then offers to bring them back."""
    row = away.row_for(request.user, number)
    away.delete(row)
    return to(f"{reverse('time-off')}?deleted={row.pk}")


@login_required
@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Undo that."""
    away.bring_back(away.row_for(request.user, number))
    return to(reverse("time-off"))


def _page(request: Signed, firms: list[Business], given: dict[str, str], refusal: Refusal | None) -> HttpResponse:
    asked = request.GET.get("deleted", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
    today = today_in(request.user.zone)
    fields = plan_fields.drawn(_told(firms), given, refusal)
    holidays = [parted for firm in firms if (parted := _holidays(firm, request, refusal))]
    told = {
        "firms": firms,
        "several": len(firms) > 1,
        "rows": away.coming([firm.pk for firm in firms], today)[: away.MOST],
        "gone": away.within_reach(request.user).filter(pk=number, deleted__isnull=False).first(),
        "fields": fields,
        "holidays": holidays,
        "error": plan_fields.elsewhere(refusal, fields | {one["field"].name: one["field"] for one in holidays}),
    }
    return render(request, "plans/time_off.html", told, status=422 if refusal else 200)


def _region(firm: Business) -> str:
    """The name of the field for its part of the country; each business has one on this page."""
    return f"region-{firm.pk}"


def _holidays(firm: Business, request: Signed, refusal: Refusal | None) -> dict[str, Any] | None:
    """The field in which the part of a business's country is chosen; None where its address says it, or days differ nowhere."""
    parts, country = regions(firm.country), country_name(firm.country)
    if not parts or place_of(firm.country, firm.address).region:
        return None
    everywhere = _("Only those of all of %(country)s") % {"country": country}
    told = {"label": _("Part of the country"), "choices": (("", [("", everywhere), *parts.items()]),)}
    name = _region(firm)
    field = plan_fields.drawn({name: told}, {name: request.POST.get(name, where(firm).region)}, refusal)[name]
    return {"firm": firm, "country": country, "field": field}


def _told(firms: list[Business]) -> dict[str, dict[str, Any]]:
    return {
        "business": {"label": _("Who is away?"), "choices": (("", [(str(firm.pk), firm.name) for firm in firms]),)},
        "first": {"label": _("First day"), "kind": "date"},
        "last": {"label": _("Last day"), "kind": "date", "optional": True},
        "why": {"label": _("What it is"), "optional": True, "hint": _("For example “Holiday”. Your clients do not see it.")},
    }


def _day(given: dict[str, str], field: str) -> Any:
    try:
        return read_day(given[field])
    except Refusal as refusal:
        raise Refusal(refusal.name, field, text=short(given[field])) from None
