"""Invitations: the link in a letter. Looking at it changes nothing, since mail scanners look too; one press signs in, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract
from tallystone.core.refusal import Refusal
from tallystone.notices import membership
from tallystone.pages import member_forms, settings_forms
from tallystone.pages.account import await_code, see
from tallystone.pages.role_table import lead
from tallystone.people import members
from tallystone.people.addresses import masked
from tallystone.people.arriving import arrive
from tallystone.people.models import Pass, Person
from tallystone.people.parties import names_of
from tallystone.people.passes import open_invite, open_link, redeem_invite
from tallystone.people.reach import businesses_of


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, token: str) -> HttpResponse:
    """GET says who invites to what; POST signs in and goes there."""
    found = open_invite(token)
    person = Person.objects.filter(email=found.email).first() if found else None
    if found is None or person is None:
        return _over(request)
    there = reverse("contract", args=[found.code])
    if request.user.is_authenticated and request.user.pk == person.pk:
        return see(there) if request.method == "POST" else redirect(there)
    if request.method == "POST" and "resend" in request.POST:
        return _mail_code(request, found, there)
    if found.used is not None or found.ends <= timezone.now():
        return _over(request, found)
    if request.method == "POST":
        return _enter(request, token, found, there)
    return _offer(request, found, person)


def _offer(request: HttpRequest, found: Pass, person: Person) -> HttpResponse:
    row = Contract.objects.filter(code=found.code).first()
    if row is None:
        return _over(request)
    other = row.freelancer_id if row.client_id in businesses_of(person) else row.client_id
    told = {"inviter": names_of([other]).get(other), "title": row.title, "email": masked(found.email)}
    return render(request, "account/invite.html", told)


def _enter(request: HttpRequest, token: str, found: Pass, there: str) -> HttpResponse:
    try:
        person = redeem_invite(request, token)
    except Refusal:
        return _over(request, open_invite(token))
    arrive(request, person, proved=False)
    return see(there)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET says who invites to which business, in which role; POST makes a member of it, once."""
    found = open_link(Pass.JOIN, token)
    if found is None or found.business is None:
        return _over(request)
    there = reverse("members", args=[found.business_id])
    if request.method == "POST" and "resend" in request.POST and found.used:
        return _mail_code(request, found, there)
    if found.used is not None or found.ends <= timezone.now():
        return _over(request, found)
    person = Person.objects.filter(email=found.email).first()
    form = None if person and person.name else member_forms.Name(settings_forms.given(request))
    if request.method == "POST" and (form is None or form.is_valid()):
        return _join(request, found, form.cleaned_data["name"] if form else "", there)
    me = person is not None and request.user.is_authenticated and request.user.pk == person.pk
    told = {"found": found, "form": form, "email": masked(found.email), "me": me, "lead": lead(found.role)}
    return render(request, "members/join.html", told, status=422 if form and form.errors else 200)


def _join(request: HttpRequest, found: Pass, name: str, there: str) -> HttpResponse:
    try:
        member = members.join(request, found, name)
    except Refusal:
        return _over(request, open_link(Pass.JOIN, request.path.rpartition("/")[2]))
    membership.joined(member)
    if not (request.user.is_authenticated and request.user.pk == member.person_id):
        arrive(request, member.person, proved=False)
    return see(f"{there}?saved=joined")


def _mail_code(request: HttpRequest, found: Pass, there: str) -> HttpResponse:
    """A fresh way in, to the stored address alone."""
    try:
        await_code(request, found.email, there, hidden=True)
    except Refusal as refusal:
        return _over(request, found, sentence(refusal))
    return see(reverse("sign-in-code"))


def _over(request: HttpRequest, found: Pass | None = None, error: str = "") -> HttpResponse:
    """What to say of a link that no longer signs in, and the way on from there."""
    told = {"found": found, "used": bool(found and found.used), "email": masked(found.email) if found else "", "error": error}
    return render(request, "account/invite_over.html", told, status=410 if found else 404)
