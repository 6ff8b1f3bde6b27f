"""The welcome: somebody new says who they are and names their business, in two short parts."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.core.refusal import Refusal
from tallystone.pages import settings_forms as forms
from tallystone.pages import stepup
from tallystone.pages.account import see
from tallystone.pages.settings_pages import bank_of, keep, keep_bank, own_business, read_tax, tax_of
from tallystone.pages.signed import Signed
from tallystone.people.models import Business, Member, Person
from tallystone.people.reach import business_for, businesses_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: Signed) -> HttpResponse:
    """Part 1: name, business, where, in which currency. For who has no business of their own yet."""
    if business_for(request.user, "details"):
        return redirect("settings")
    person = request.user
    form = forms.Welcome(forms.given(request), initial={"person_name": person.name, "zone": person.zone, "currency": "EUR"})
    if request.method == "POST" and form.is_valid():
        begin_business(person, form.cleaned_data)
        return see(reverse("welcome-invoices"))
    told = {"form": form, "client_too": bool(businesses_of(person)), "guess": request.method != "POST" and person.zone == "UTC"}
    return render(request, "account/welcome.html", told, status=422 if form.errors else 200)


def begin_business(person: Person, told: dict) -> Business:
    """Makes this person's freelance business; sent twice, there is still one."""
    told = dict(told)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        keep(person, {"name": told.pop("person_name"), "zone": told["zone"]})
        own = Business.objects.filter(
            members__person=person, members__role=Member.OWNER, members__left__isnull=True, freelance=True
        ).first()
        if own is None:
            own = Business.objects.create(**told, freelance=True)
            Member.objects.create(person=person, business=own)
    return own


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invoices(request: Signed) -> HttpResponse:
    """Part 2: tax and bank account, which may also follow later."""
    own = own_business(request)
    begun = {**tax_of(own), **bank_of(own)}
    form = forms.Invoices(forms.given(request), initial=begun)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_bank(request, own, form.cleaned_data)
            keep(own, read_tax(form.cleaned_data))
            return see(reverse("desk"))
        except Refusal as wrong:
            refusal = wrong
    told = {"form": form, "fresh": stepup.shown(request, refusal)}
    return render(request, "account/welcome_invoices.html", told, status=422 if form.errors else 200)
