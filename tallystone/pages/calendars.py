"""A person's dates as a calendar: the private feed, making and ending it, and one date to take along."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tallystone.notices import calendar, feeds
from tallystone.pages.account import see
from tallystone.pages.signed import Signed
from tallystone.people.reach import contract_for


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Every date of this person's contracts. Revoked or unknown: 404, like everything else."""
    person = feeds.reader_of(token)
    if person is None:
        raise Http404
    return _answer(calendar.of_person(person, datetime.now(UTC)), "tallystone")


@login_required
@require_safe
def one(request: Signed, code: str, which: str) -> HttpResponse:
    """One date of a contract, as a file that any calendar takes."""
    row, side = contract_for(request.user, code)
    found = calendar.of_one(row, side, which, request.user, datetime.now(UTC))
    if found is None:
        raise Http404
    answer = _answer(found, f"{row.code}-{which}")
    answer["Content-Disposition"] = f'attachment; filename="{row.code}-{which}.ics"'
    return answer


@login_required
@require_POST
def make(request: Signed) -> HttpResponse:
    feeds.make(request.user)
    return see(f"{reverse('settings')}#calendar")


@login_required
@require_POST
def revoke(request: Signed) -> HttpResponse:
    feeds.revoke(request.user)
    return see(f"{reverse('settings')}#calendar")


def _answer(text: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
