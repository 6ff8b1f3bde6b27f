"""One entry: change it, or remove it; both can be undone."""

from copy import copy
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract, Milestone
from tallystone.core.refusal import Refusal
from tallystone.core.roles import BIND
from tallystone.core.state import By
from tallystone.hours import keeping
from tallystone.hours.exposure import OPEN
from tallystone.hours.keeping import Keeper
from tallystone.hours.models import Worked
from tallystone.pages import hours_undo
from tallystone.pages.hours_forms import WorkedForm, shown
from tallystone.pages.hours_reach import own_entry
from tallystone.pages.signed import Signed

WRONG, CONFLICT = 422, 409


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: Signed, key: str) -> HttpResponse:
    """The entry to change; POST changes it, with `do=remove` it goes."""
    found, row, by = own_entry(request.user, key)
    if request.method != "POST":
        return _page(request, found, row, by, WorkedForm(row.zone, initial=shown(found, row.zone)))
    keeper = Keeper.of(found.code, found.milestone, by)
    form = WorkedForm(row.zone, request.POST)
    if request.POST.get("do") == "remove":
        return _remove(request, found, row, keeper, form)
    if not form.is_valid():
        return _page(request, found, row, by, form, WRONG)
    new, was = form.new(datetime.now(UTC), found.start), copy(found)
    if new is None:
        return _page(request, found, row, by, form, WRONG)
    try:
        keeping.change(keeper, found, new, form.cleaned_data["act_id"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, row, by, form, WRONG)
    found.refresh_from_db()
    return hours_undo.told(hours_undo.back(request), "changed", found, was)


def _remove(request: Signed, found: Worked, row: Contract, keeper: Keeper, form: WorkedForm) -> HttpResponse:
    try:
        keeping.remove(keeper, found, request.POST.get("act_id", ""))
    except Refusal as refusal:
        blank = WorkedForm(row.zone, initial=shown(found, row.zone))
        return _page(request, found, row, keeper.by, blank, CONFLICT, sentence(refusal))
    return hours_undo.told(hours_undo.back(request), "removed", found)


def _page(
    request: Signed, found: Worked, row: Contract, by: By, form: WorkedForm, status: int = 200, trouble: str = ""
) -> HttpResponse:
    milestone = Milestone.objects.get(code=found.code, number=found.milestone)
    form.point()
    context = {
        "entry": found, "row": row, "form": form, "trouble": trouble, "milestone": milestone, "back": hours_undo.came(request),
        "open": milestone.work in OPEN and found.gone is None,
        "mine": found.person_id == request.user.pk or by.role in BIND,
        "bound": found.seq is not None,
    }  # fmt: skip
    return render(request, "hours/entry.html", context, status=status)
