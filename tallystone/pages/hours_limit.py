"""How much unreviewed work the freelancer allows before an early snapshot is proposed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.roles import may
from tallystone.hours.models import Limit
from tallystone.hours.reading import read_minutes
from tallystone.pages import hours_contract
from tallystone.pages.account import see
from tallystone.pages.hours_limit_form import LimitForm
from tallystone.pages.hours_reach import own_contract
from tallystone.pages.place import Place
from tallystone.pages.signed import Signed

WRONG = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def limit(request: Signed, code: str) -> HttpResponse:
    """Set the limit of unreviewed hours; GET leads to the page that has the form."""
    row, by = own_contract(request.user, code)
    if request.method != "POST" or not may(by.role, "LogHours"):
        return see(reverse("contract-hours", args=[row.code]))
    form = LimitForm(request.POST)
    form.is_valid()
    place = Place(request, code)
    minutes = _read(form, "limit", read_minutes_long)
    rate = _read(form, "rate", lambda typed: read_amount(typed, place.currency, field="rate") if typed.strip() else 0)
    if form.errors:
        return hours_contract.show(request, place, hours_contract.visible(place), form, WRONG)
    Limit.objects.update_or_create(code=row.code, defaults={"minutes": minutes, "rate_minor": rate or None})
    return see(f"{reverse('contract-hours', args=[row.code])}#exposure")


def read_minutes_long(typed: str) -> int:
    """A limit may be longer than a day: "40", "7:30"."""
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) < 5 and int(text):
        return int(text) * 60
    return read_minutes(typed)


def _read(form: LimitForm, name: str, read: Any) -> Any:
    try:
        return read(form.data.get(name, ""))
    except Refusal as refusal:
        form.add_error(name, sentence(refusal))
        return 0
