"""Logging by hand and by the timer: on the desk, on the week, on a milestone; two clicks."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract, Milestone
from tallystone.core.refusal import Refusal
from tallystone.hours import keeping, timing
from tallystone.hours.choosing import Open
from tallystone.hours.keeping import Keeper
from tallystone.hours.models import Timer, Worked
from tallystone.pages import hours_undo
from tallystone.pages.account import see
from tallystone.pages.hours_forms import LogForm
from tallystone.pages.hours_reach import own_contract, places_of
from tallystone.pages.signed import Signed

WRONG = 422


def block(request: HttpRequest, back: str, places: list[Open], first: str = "") -> dict[str, Any]:
    """What `hours/_block.html` draws: the form, the timer that runs, what has just happened."""
    return {
        "hours_form": LogForm(places, back, first=first) if places else None,
        "timer": running(request),
        "hours_done": hours_undo.happened(request),
        "hours_trouble": hours_undo.trouble(request),
        "back": back,
    }


def running(request: HttpRequest) -> dict[str, Any] | None:
    """The reader's timer with what it runs for."""
    timer = timing.running(int(request.user.pk or 0))
    if timer is None:
        return None
    now = datetime.now(UTC)
    minutes = timing.minutes_of(timer, now)
    named = dict(Contract.objects.filter(code=timer.code).values_list("code", "title"))
    title = Milestone.objects.filter(code=timer.code, number=timer.milestone).values_list("title", flat=True).first()
    return {
        "row": timer, "minutes": minutes, "seconds": int((now - timer.start).total_seconds()),
        "contract": named.get(timer.code, ""), "title": title or "", "doubtful": minutes >= timing.DOUBTFUL,
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: Signed) -> HttpResponse:
    """Log an entry by hand, or start the timer (`do=timer`)."""
    places = places_of(request.user)
    if request.method != "POST":
        return page(request, LogForm(places, reverse("hours"), first=request.GET.get("place", "")))
    form = LogForm(places, reverse("hours"), request.POST)
    starts = request.POST.get("do") == "timer"
    if starts:
        form.fields["length"].required = form.fields["day"].required = False
        form.fields["day"].clean = lambda value: value
    if not form.is_valid():
        return page(request, form, WRONG)
    return _start(request, form) if starts else _log(request, form)


def _log(request: Signed, form: LogForm) -> HttpResponse:
    now = datetime.now(UTC)
    chosen = form.chosen
    form.zone = chosen.contract.zone
    new = form.new(now)
    if new is None:
        return page(request, form, WRONG)
    _row, by = own_contract(request.user, chosen.contract.code)
    try:
        keys = keeping.log(Keeper(chosen.contract.code, chosen.milestone.number, by, now), [new], form.cleaned_data["act_id"])
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, form, WRONG)
    return hours_undo.told(form.cleaned_data["back"], "logged", Worked.objects.get(key=keys[0]))


def _start(request: Signed, form: LogForm) -> HttpResponse:
    chosen = form.chosen
    _row, by = own_contract(request.user, chosen.contract.code)
    try:
        timing.start(Keeper.of(chosen.contract.code, chosen.milestone.number, by), form.cleaned_data["note"])
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, form, WRONG)
    return see(form.cleaned_data["back"])


@login_required
@require_POST
def timer(request: Signed) -> HttpResponse:
    """Stop the timer and log what it ran, or throw it away (`do=discard`)."""
    found = timing.running(request.user.pk)
    back = hours_undo.back(request)
    if found is None:
        return see(back)
    if request.POST.get("do") == "discard":
        timing.discard(found)
        return see(back)
    _row, by = own_contract(request.user, found.code)
    try:
        keys = timing.stop(found, Keeper.of(found.code, found.milestone, by), request.POST.get("note", "").strip()[:500])
    except Refusal as refusal:
        return _stuck(request, found, refusal)
    return hours_undo.told(back, "logged", Worked.objects.get(key=keys[0]))


def _stuck(request: Signed, found: Timer, refusal: Refusal) -> HttpResponse:
    """The time is not lost: the form with what ran, to log as much as can be, and the timer to throw away."""
    places = places_of(request.user)
    value = f"{found.code}.{found.milestone}"
    form = LogForm(places, reverse("hours"), first=value)
    minutes = timing.minutes_of(found, datetime.now(UTC))
    form.initial |= {"length": f"{minutes // 60}:{minutes % 60:02d}", "note": found.note}
    return page(request, form, WRONG, sentence(refusal))


def page(request: HttpRequest, form: LogForm, status: int = 200, trouble: str = "") -> HttpResponse:
    """The form on a page of its own: for who came without scripts, and where something is wrong."""
    form.point()
    context = {"form": form, "timer": running(request), "trouble": trouble, "back": form["back"].value() or reverse("hours")}
    return render(request, "hours/log.html", context, status=status)
