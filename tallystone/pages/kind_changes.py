"""Templates of one's own: brought in as a file, changed, deleted and brought back, made of a draft or a contract."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal
from tallystone.core.roles import keeps
from tallystone.core.shape import Terms
from tallystone.drafting import keeping
from tallystone.drafting.checking import check, today_in
from tallystone.drafting.typed import whole
from tallystone.pages import plan_fields
from tallystone.pages.editor import to
from tallystone.pages.given_texts import Given, given_text
from tallystone.pages.place import Place
from tallystone.people.models import Business
from tallystone.people.reach import business_for
from tallystone.planning.kinds import Template
from tallystone.planning.making import template_from
from tallystone.planning.said import Faulty
from tallystone.planning.template import template_from_markdown
from tallystone.plans import own
from tallystone.plans.calendars import calendar_of, client_of

Make = Callable[[str], Template]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """A template from its text file: all of it, or every fault with its line and nothing taken."""
    business = business_for(request.user, "drafts")
    if business is None:
        return render(request, "drafts/no_business.html")
    return _text(request, business, Given())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a template of one's own, as its text."""
    row = _own(request, key)
    return _text(request, row.business, Given(row.text), row.pk)


def _text(request: HttpRequest, business: Business, given: Given, number: int | None = None) -> HttpResponse:
    faults: tuple[Any, ...] = ()
    refusal = None
    if request.method == "POST":
        given = given_text(request)
        try:
            given.refuse_none()
            kept = own.keep(business, template_from_markdown(given.text), request.POST.get("act_id", ""), number)
            return to(reverse("template", args=[f"own-{kept.pk}"]))
        except Faulty as faulty:
            faults = given.shown(faulty.faults)
        except Refusal as wrong:
            refusal = wrong if wrong.field != "name" else Refusal("template_nameless", "text")
    told = {
        "given": given, "faults": faults, "number": number, "act_id": request.POST.get("act_id") or new_act_id(),
        "error": sentence(refusal) if refusal else "",
    }  # fmt: skip
    return render(request, "plans/kind_text.html", told, status=422 if faults or refusal else 200)


@login_required
@require_POST
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Take a template out of sight; the gallery then offers to bring it back."""
    row = _own(request, key)
    own.delete(row)
    return to(f"{reverse('templates')}?deleted={row.pk}")


@login_required
@require_POST
def bring_back(request: HttpRequest, key: str) -> HttpResponse:
    """Undo the deleting."""
    row = _own(request, key)
    own.bring_back(row)
    return to(reverse("template", args=[key]))


@login_required
@require_POST
def rename(request: HttpRequest, key: str) -> HttpResponse:
    """Another name for a template of one's own."""
    row = _own(request, key)
    try:
        own.rename(row, request.POST.get("name", "")[:400])
    except Refusal as refusal:
        told = {"row": row, "fields": plan_fields.drawn(_naming(), {"name": request.POST.get("name", "")[:400]}, refusal)}
        return render(request, "plans/kind_name.html", told, status=422)
    return to(reverse("template", args=[key]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_draft(request: HttpRequest, number: int) -> HttpResponse:
    """A template of a draft: its amounts become shares, its days lengths."""
    draft = keeping.draft_for(request.user, number)
    if draft.sent or draft.business is None:
        raise Http404
    typed = whole(draft.typed)
    checked = check(typed, counters=draft.counters)
    today, theirs = today_in(typed["zone"]), client_of(draft, typed)
    terms, names = checked.reading.terms, [theirs.name if theirs else typed["client_company"], typed["client_name"]]
    unready = any(field.startswith("milestones") for field in checked.reading.unread) or not terms.milestones
    calendar = calendar_of(draft.business)

    def make(name: str) -> Template:
        return template_from(terms, today, name, calendar=calendar, names=_replaced(names))

    return _making(request, draft.business, terms, None if unready else make, reverse("draft", args=[draft.pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_contract(request: HttpRequest, code: str) -> HttpResponse:
    """A template of a contract that one wrote oneself, without the client's name in it."""
    place = Place(request, code)
    place.need_prices()
    if place.side != "freelancer" or place.terms is None or not keeps(place.by.role, "drafts"):
        raise Http404
    terms, business, client = place.terms, place.business("freelancer"), place.business("client")
    start = day_of(place.row.begun, place.zone)
    calendar = calendar_of(business)

    def make(name: str) -> Template:
        return template_from(terms, start, name, calendar=calendar, names=_replaced([client.name]))

    return _making(request, business, terms, make, reverse("contract", args=[place.code]))


def _making(request: HttpRequest, business: Business, terms: Terms, make: Make | None, back: str) -> HttpResponse:
    """The page on which a template is named."""
    name, refusal, made = terms.title, None, None
    if request.method == "POST" and make:
        name = request.POST.get("name", "")[:400]
        try:
            kept = own.keep(business, make(own.read_name(name)), request.POST.get("act_id", ""))
            return to(reverse("template", args=[f"own-{kept.pk}"]))
        except Refusal as wrong:
            refusal = wrong
    try:
        made = make(terms.title) if make else None
    except Refusal as wrong:  # a day that is too far away for a length
        refusal = refusal or wrong
    fields = plan_fields.drawn(_naming(), {"name": name}, refusal)
    told = {
        "fields": fields, "terms": terms, "back": back, "made": made,
        "error": plan_fields.elsewhere(refusal, fields), "act_id": request.POST.get("act_id") or new_act_id(),
    }  # fmt: skip
    return render(request, "plans/kind_make.html", told, status=422 if refusal else 200)


def _naming() -> dict[str, dict[str, Any]]:
    return {"name": {"label": _("Name of the template"), "hint": _("As it stands in your gallery.")}}


def _replaced(names: list[str]) -> dict[str, str]:
    return {name.strip(): _("the client") for name in names if name.strip()}


def _own(request: HttpRequest, key: str) -> own.OwnTemplate:
    found = own.OWN.fullmatch(key)
    if not found:
        raise Http404
    return own.row_for(request.user, int(found[1]))
