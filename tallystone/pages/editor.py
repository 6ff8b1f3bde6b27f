"""The editor of one draft: shown, saved as one types, changed row by row; for first proposals and for answers."""

import re
from typing import Any

from babel.numbers import get_decimal_symbol
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tallystone import reader, showing
from tallystone.acting.door import new_act_id
from tallystone.core.refusal import Refusal
from tallystone.core.shape import Terms
from tallystone.core.writing import Fault
from tallystone.drafting import keeping, mending
from tallystone.drafting.amending import checked_of
from tallystone.drafting.checking import Checked, today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.rearranging import pasted, rearranged
from tallystone.drafting.spelling import respelled
from tallystone.drafting.typed import Typed, cut, from_post, whole
from tallystone.journal import prose
from tallystone.pages import amendments, draft_sums, findings, rebasing
from tallystone.pages.commenting import beside_draft
from tallystone.pages.delegate_beside import beside as beside_above
from tallystone.pages.draft_forms import Sheet, mistakes
from tallystone.people import parties
from tallystone.plans import succeeding

MOST_LISTED = 12
MOST_PASTED = 100_000
ASIDE = "aside"
PLANNING = {"suggest", "odds", "exposure"}  # kept, then on to that page
WINDOW = re.compile(r"[A-Za-z0-9_-]{1,40}")


def decimal_mark() -> str:
    """The mark that this reader writes before decimals: a point or a comma."""
    symbol = get_decimal_symbol(showing.locale_of(reader.current().locale))
    return symbol if symbol in {".", ","} else "."


def show(request: HttpRequest, draft: Draft, **more: Any) -> HttpResponse:
    """The editor's page; with `?check` every fault is shown and the first one has the focus."""
    typed = respelled(whole(draft.typed), decimal_mark())
    return page(request, draft, typed, everything="check" in request.GET, **more)


def page(
    request: HttpRequest,
    draft: Draft,
    typed: Typed,
    everything: bool = False,
    extra: tuple[Fault, ...] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The editor with what was typed. `extra` faults come from what was just tried."""
    checked = checked_of(draft, typed)
    faults = (*extra, *(fault for fault in (checked.faults if everything else checked.misread) if fault not in extra))
    sheet = Sheet(cut(typed), faults, focus=everything or bool(extra))
    told = {
        "draft": draft,
        "sheet": sheet,
        "action": address(draft),
        "sums": reverse("draft-sums", args=[draft.pk]) if draft.pk else f"{address(draft)}/sums",
        "mistakes": mistakes(faults) if everything or extra else [],
        "everything": everything,
        "window": _window(request) or new_act_id(),
        "clients": _clients(draft),
        "pasted": request.POST.get("paste", "")[:MOST_PASTED] if extra else "",
        "gone": draft.typed.get("gone") if draft.pk else None,
        "mended": draft.typed.get("mended") if draft.pk else None,
        "talk": beside_draft(request, draft, checked.reading.terms),
        **beside(draft, typed, checked),
        **(amendments.moved_on(draft) if draft.changes else rebasing.moved_on(draft)),
        **more,
    }
    return render(request, "drafts/editor.html", told, status=status)


def beside(draft: Draft, typed: Typed, checked: Checked) -> dict[str, Any]:
    """What drafts/_aside.html shows: sums, calendar, what is missing, what differs."""
    missing = mistakes(checked.faults)
    return {
        "draft": draft,
        "terms": checked.reading.terms,
        "partial": any(field.endswith(".price") for field in checked.reading.unread),
        "stops": [] if draft.changes else draft_sums.stops(checked, today_in(typed["zone"])),
        "every": missing,
        "missing": missing[:MOST_LISTED],
        "missing_more": len(missing) - MOST_LISTED,
        "misread": mistakes(checked.misread),
        "differences": draft_sums.differing(answered(draft), checked),
        **({} if draft.changes else findings.beside(draft, typed, checked)),
        **(amendments.beside(draft, checked) if draft.changes else {}),
        **beside_above(draft, checked.reading.terms, typed),
    }


def answered(draft: Draft) -> Terms | None:
    """The other side's terms that this draft answers."""
    return prose.terms(draft.answers) if draft.counters else None


def aside(request: HttpRequest, draft: Draft, typed: Typed, **more: Any) -> HttpResponse:
    """Only what stands beside the form, for the script."""
    checked = checked_of(draft, typed)
    return render(request, "drafts/_aside.html", {**beside(draft, typed, checked), "part": True, **more})


def take(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Save what was posted, do what was asked (`do`), and lead on."""
    typed, do = from_post(request.POST), request.POST.get("do", "save")
    if draft.pk is None:
        draft.act_id = _given_act_id(request)
    try:
        typed, look = _arranged(request, draft, typed, do)
    except Refusal as refusal:
        return page(request, draft, typed, extra=(Fault(refusal.field, refusal.name, refusal.told),), status=422)
    kept = {**cut(typed), "gone": typed.get("gone"), "mended": typed.get("mended")}
    if not keeping.keep(draft, kept, _revision(request), _window(request)):
        return _elsewhere(request, draft, typed)
    if request.headers.get("X-Part") == ASIDE:
        return aside(request, draft, typed, saved=timezone.localtime(), address=address(draft))
    return _onward(request, draft, typed, do, look)


def address(draft: Draft) -> str:
    """Where this draft is edited; an unsaved one where it is made."""
    if draft.pk:
        return reverse("draft", args=[draft.pk])
    if draft.changes:
        return reverse("offer-change", args=[draft.code])
    return reverse("counter", args=[draft.code]) if draft.counters else reverse("drafts-new")


def to(where: str, look: str = "") -> HttpResponse:
    """On to another page, whatever the method was."""
    answer = HttpResponseRedirect(f"{where}#{look}" if look else where)
    answer.status_code = 303
    return answer


def _arranged(request: HttpRequest, draft: Draft, typed: Typed, do: str) -> tuple[Typed, str]:
    if do == "paste":
        return pasted(typed, request.POST.get("paste", "").replace("\r\n", "\n"))
    if mending.asked(do):
        why = request.POST.get(f"why:{do.partition(':')[2]}", "")
        return findings.mended(draft, typed, do, why.replace("\0", ""))
    return rearranged(typed, do, draft.typed.get("gone"))


def _onward(request: HttpRequest, draft: Draft, typed: Typed, do: str, look: str) -> HttpResponse:
    checked = checked_of(draft, typed)
    if do == "preview":
        if checked.faults:
            return page(request, draft, typed, everything=True, status=422)
        return to(reverse("draft-preview", args=[draft.pk]))
    if do in PLANNING:
        return to(reverse(f"draft-{do}", args=[draft.pk]))
    if do == "save" and checked.misread:
        return page(request, draft, typed, extra=checked.misread, status=422)
    return to(f"{address(draft)}{'' if look else '?saved=1'}", look)


def _elsewhere(request: HttpRequest, draft: Draft, typed: Typed) -> HttpResponse:
    """Another window has saved this draft since: nothing is lost, saving once more keeps what is here."""
    draft.refresh_from_db()
    if request.headers.get("X-Part") == ASIDE:
        answer = aside(request, draft, typed, elsewhere=True)
        answer.status_code = 409
        return answer
    return page(request, draft, typed, elsewhere=True, status=409)


def _given_act_id(request: HttpRequest) -> str:
    given = request.POST.get("act_id", "")
    return given if keeping.ACT_ID.fullmatch(given) else new_act_id()


def _window(request: HttpRequest) -> str:
    given = request.POST.get("window", "")
    return given if WINDOW.fullmatch(given) else ""


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _clients(draft: Draft) -> list[tuple[str, str]]:
    if draft.counters or draft.business is None:
        return []
    if draft.delegates:
        return [(str(one.pk), one.name) for one in parties.workers_of(draft.business)]
    known = [succeeding.client_of(draft.succeeds)] if draft.succeeds else parties.clients_of(draft.business)
    return [(str(client.pk), client.name) for client in known]
