"""The page of a dispute for the two sides, and the file that holds all of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystone.core.acts import ACTS
from tallystone.core.contract import open_acts
from tallystone.core.state import Contract
from tallystone.pages import act_words, dispute_file
from tallystone.pages.asks import kebab
from tallystone.pages.case import case_of
from tallystone.pages.dispute_acts import BUTTONS, settle_button, theirs
from tallystone.pages.place import Place


def lead(place: Place, form: Any, contract: Contract, seq: int) -> str:
    """Acts of a dispute lead to its page."""
    return reverse("dispute-case", args=[place.code, place.number]) + f"?done={seq}"


@require_safe
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What is disputed, what was said, and what the reader can do about it."""
    place = Place(request, code, number)
    place.need_prices()
    case = case_of(place)
    if case is None:
        raise Http404
    done = [each for each in case.happened if str(each.seq) == request.GET.get("done")]
    context = {
        "done": done[0].sentences[0] if done else "",
        "place": place,
        "case": case,
        "ways": _ways(place),
        "settle": settle_button(place) if theirs(place) else "",
    }
    return render(request, "disputes/case.html", context)


def _ways(place: Place) -> list[tuple[str, str, str]]:
    """The acts of the dispute that are open to the reader: name, label, address."""
    found = [each.act for each in open_acts(place.contract, place.by, place.now) if each.milestone == place.number]
    mine = [act for act in found if ACTS[act] in BUTTONS and act not in {"Dispute", "Chargeback"}]
    return [
        (act, act_words.title(ACTS[act]), reverse("milestone-act", args=[place.code, place.number, kebab(act)])) for act in mine
    ]


@require_safe
def file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole dispute as one file to keep."""
    place = Place(request, code, number)
    place.need_prices()
    case = case_of(place)
    if case is None:
        raise Http404
    return dispute_file.answer(place, case, _("dispute"))
