"""For mediators and operators: what they were asked to decide, one milestone each, and the decision with its reason."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystone import reader
from tallystone.acting.door import perform
from tallystone.acting.sentences import sentence
from tallystone.books.models import Milestone
from tallystone.core.acts import Mediate
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.journal import chain
from tallystone.journal.prose import words
from tallystone.notices.telling import Names, names_of
from tallystone.pages import dispute_file
from tallystone.pages.account import see
from tallystone.pages.act_fields import ActForm, Text
from tallystone.pages.case import Case, case_of
from tallystone.pages.dispute_forms import Amount, AmountForm
from tallystone.pages.downloads import given_out
from tallystone.pages.place import Place
from tallystone.people.addresses import masked
from tallystone.people.arriving import arrive
from tallystone.people.mediators import asked_of, is_operator
from tallystone.people.models import Pass, Person
from tallystone.people.passes import open_link, use_link
from tallystone.people.reach import mediation_for

A_PAGE = 50


class CasePlace(Place):
    """One milestone, as a mediator may see it: no other milestone, no title of the contract, no terms beyond it."""

    def __init__(self, request: HttpRequest, code: str, number: int):
        self.row, self.mediation = mediation_for(request.user, code, number)
        self.by, self.side = By("mediator", int(request.user.pk or 0)), "mediator"
        self.request, self.code, self.number = request, self.row.code, number
        self.contract = chain.fold(self.code, self.row.seq)
        self.now = datetime.now(UTC)
        self.kept: dict[str, Any] = {}
        reader.become(replace(reader.current(), prices=True, hours=True))

    @property
    def names(self) -> Names:
        return names_of(self.row, {self.number: self.milestone.title if self.milestone else "–"})


class MediateForm(AmountForm):
    """What the freelancer gets, and why."""

    minor = Amount(label=_("What the freelancer gets, with tax"), most=40, missing="")
    reason = Text(label=_("Your reason, which both sides read"), lines=True, missing="reason_missing")

    def act(self) -> Mediate:
        return Mediate(self.place.number, self.cleaned_data["minor"], words(self.cleaned_data["reason"]))


@require_safe
def mediations(request: HttpRequest) -> HttpResponse:
    """What this person was asked to decide."""
    asked = list(asked_of(request.user)[:A_PAGE])
    if not asked and not is_operator(request.user):
        raise Http404
    rows = Milestone.objects.filter(code__in={each.code for each in asked})
    stones = {(row.code, row.number): row for row in rows}
    told = [(each, stones.get((each.code, each.milestone))) for each in asked]
    return render(request, "disputes/asked.html", {"asked": told})


@require_http_methods(["GET", "HEAD", "POST"])
def mediation(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The milestone in dispute; POST decides it."""
    place = CasePlace(request, code, number)
    if request.method != "POST":
        return _show(place, MediateForm(place))
    form = MediateForm(place, request.POST)
    if not form.is_valid():
        return _show(place, form, 422)
    try:
        perform(place.code, form.act(), place.by, form.act_key, form.seen_seq)
    except Refusal as refusal:
        here = CasePlace(request, code, number)
        again = form.renewed(here, form.data)
        again.is_valid()
        return _show(here, again, 422 if again.refuse(refusal) else 409, sentence(refusal))
    return see(reverse("mediation", args=[place.code, number]))


def _case(place: Place) -> Case:
    """The case with the addresses under which this reader gets its files."""
    case = case_of(place)
    if case is None:
        raise Http404
    for each in case.rounds:
        each.files = [replace(row, address=_address(place, row), thumb="", pages=(), look="") for row in each.files]
    case.disputed = [replace(told, file=None) for told in case.disputed]
    case.others = [replace(told, file=None) for told in case.others]
    return case


def _address(place: Place, row: Any) -> str:
    return reverse("mediation-given", args=[place.code, place.number, row.hash, row.name])


def _show(place: CasePlace, form: ActForm, status: int = 200, error: str = "") -> HttpResponse:
    case = _case(place)
    deciding = case.dispute is not None and case.dispute.mediating
    form.point()
    context = {"place": place, "case": case, "form": form if deciding else None, "error": error if status == 409 else ""}
    return render(place.request, "disputes/mediation.html", context, status=status)


@require_safe
def file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole dispute as one file."""
    place = CasePlace(request, code, number)
    return dispute_file.answer(place, _case(place), _("dispute"))


@require_safe
def given(request: HttpRequest, code: str, number: int, hash: str, name: str) -> HttpResponseBase:
    """A file that was delivered for this milestone."""
    place = CasePlace(request, code, number)
    if not any(row.hash == hash for each in _case(place).rounds for row in each.files):
        raise Http404
    return given_out(request, place.code, place.side, hash, name)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mediator's letter. GET says what it is; POST signs in, once, and goes there."""
    found = open_link(Pass.MEDIATE, token)
    person = Person.objects.filter(email=found.email).first() if found else None
    if found is None or person is None:
        return render(request, "account/invite_over.html", {"found": None}, status=404)
    there = reverse("mediations")
    if request.user.is_authenticated and request.user.pk == person.pk:
        return see(there)
    if found.used is not None or found.ends <= timezone.now():
        told = {"found": found, "used": bool(found.used), "email": masked(found.email)}
        return render(request, "account/invite_over.html", told, status=410)
    if request.method != "POST":
        return render(request, "disputes/enter.html", {"email": masked(found.email)})
    return _enter(request, found, person, there)


def _enter(request: HttpRequest, found: Pass, person: Person, there: str) -> HttpResponse:
    try:
        use_link(request, found)
    except Refusal:
        return render(request, "account/invite_over.html", {"found": found, "used": True}, status=410)
    arrive(request, person, proved=False)
    return HttpResponseRedirect(there)
