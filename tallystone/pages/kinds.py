"""Templates: the gallery, one of them with days and prices to try, a draft made of it, its file."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.acting.door import new_act_id
from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.drafting.checking import today_in
from tallystone.drafting.reading import read_day
from tallystone.pages import plan_fields
from tallystone.pages.editor import decimal_mark, to
from tallystone.pages.plan_pictures import Strip, strip
from tallystone.pages.text_files import as_file
from tallystone.people.models import Business
from tallystone.people.reach import business_for
from tallystone.planning.days import Calendar
from tallystone.planning.kinds import Part, Template
from tallystone.planning.schedule import Pace
from tallystone.planning.suggest import fill
from tallystone.planning.template import markdown_of
from tallystone.plans import beginning, own
from tallystone.plans.calendars import calendar_of

SOON = timedelta(days=7)
LONGEST_SEARCH = 100
NUMBERS = ("total", "start", "deadline")


@value
class Card:
    """A template in the gallery: how the money is shared among its milestones, drawn."""

    kind: own.Kind
    strip: Strip

    @property
    def template(self) -> Template:
        return self.kind.template


@value
class Stage:
    """A milestone of a template, with its day and price where they are known."""

    number: int
    part: Part
    due: date
    price_minor: int | None


@login_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All templates, one's own first; `?search=` those that have all of these words."""
    business = business_for(request.user, "drafts")
    if business is None:
        return render(request, "drafts/no_business.html")
    search = " ".join(request.GET.get("search", "")[:LONGEST_SEARCH].split())
    found = [each for each in own.kinds(request.user) if all(word in each.words for word in search.casefold().split())]
    cards = [Card(each, strip([part.share_bp or 0 for part in each.template.parts])) for each in found]
    asked = request.GET.get("deleted", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
    gone = own.within_reach(request.user).filter(pk=number, deleted__isnull=False).first()
    told = {
        "search": search,
        "own": [card for card in cards if card.kind.row],
        "others": [card for card in cards if not card.kind.row],
        "gone": gone,
    }
    return render(request, "plans/gallery.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """One template, to look at (GET), to look at with other numbers (POST `show`), to make a draft of (POST `use`)."""
    found, business = own.kind_for(request.user, key), business_for(request.user, "drafts")
    if business is None:
        return render(request, "drafts/no_business.html")
    if request.method != "POST":
        return _page(request, found, business, {name: request.GET.get(name, "")[:60] for name in NUMBERS})
    asked = {name: request.POST.get(name, "")[:60] for name in NUMBERS}
    try:
        numbers = _numbers(asked, business)
        if request.POST.get("do") == "show":
            beginning.from_template(business, found.template, *numbers, decimal_mark())
            return to(f"{reverse('template', args=[key])}?{urlencode(asked)}", "stages")
        typed = beginning.from_template(business, found.template, *numbers, decimal_mark())
    except Refusal as refusal:
        return _page(request, found, business, asked, refusal)
    beside = {"asked": beginning.asked_for(key, found.template, asked["total"], *numbers[1:])}
    draft = beginning.begin(business, request.user, typed, request.POST.get("act_id", ""), beside)
    return to(reverse("draft", args=[draft.pk]), "main")  # else the browser keeps the place of the page before


@login_required
@require_safe
def file(request: HttpRequest, key: str) -> HttpResponse:
    """The template as its text file."""
    found = own.kind_for(request.user, key).template
    return as_file(markdown_of(found), found.kind, "template")


def _page(
    request: HttpRequest, found: own.Kind, business: Business, asked: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    asked = asked | {"start": asked["start"] or (today_in(business.zone) + SOON).isoformat()}
    total, terms = None, None
    try:
        total, start, deadline = _numbers(asked, business)
        terms = _filled(found.template, business, total or 0, start, deadline)
    except Refusal as trouble:
        refusal = refusal or trouble
    fields = plan_fields.drawn(_told(business.currency), asked, refusal)
    template = found.template.in_currency(business.currency)
    told: dict[str, Any] = {
        "kind": found,
        "template": template,
        "stages": _stages(template, terms, total is not None),
        "terms": terms,
        "priced": total is not None,
        "fields": fields,
        "error": plan_fields.elsewhere(refusal, fields),
        "act_id": new_act_id(),
        "currency": business.currency,
        "strip": strip([part.share_bp or 0 for part in found.template.parts]),
    }
    return render(request, "plans/kind.html", told, status=422 if refusal else 200)


def _told(currency: str) -> dict[str, dict[str, Any]]:
    return {
        "total": {**plan_fields.total(currency), "optional": True},
        "start": plan_fields.starts(),
        "deadline": plan_fields.deadline(),
    }


def _numbers(asked: dict[str, str], business: Business) -> tuple[int | None, date, date | None]:
    """Total (None where nothing is typed), start and deadline. Refuses at the field."""
    total = read_amount(asked["total"], business.currency, decimal_mark(), "total") if asked["total"].strip() else None
    return total, _day(asked, "start"), _day(asked, "deadline") if asked["deadline"].strip() else None


def _day(asked: dict[str, str], field: str) -> date:
    try:
        return read_day(asked[field])
    except Refusal as refusal:
        raise Refusal(refusal.name, field, **refusal.told) from None


def _filled(template: Template, business: Business, total: int, start: date, deadline: date | None) -> Terms:
    pace = Pace(calendar_of(business), Calendar(), template.review_days)
    return fill(template, total, business.currency, start, business.zone, deadline, pace)


def _stages(template: Template, terms: Terms | None, priced: bool) -> list[Stage]:
    if terms is None:
        return [Stage(n, part, date.min, None) for n, part in enumerate(template.parts, 1)]
    pairs = zip(template.parts, terms.milestones, strict=True)
    return [Stage(m.number, part, m.due, m.price_minor if priced or part.hourly_minor else None) for part, m in pairs]
