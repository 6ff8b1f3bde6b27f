"""The page of one milestone: the client reviews a delivery here; both sides see what was agreed and how it went."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystone.core.acts import ACTS, Accept, AcceptPart, AskChanges
from tallystone.core.contract import open_acts
from tallystone.core.invoicing import comes_to, rest
from tallystone.core.moving import delays_of
from tallystone.core.roles import may
from tallystone.core.value import value
from tallystone.core.waiting import waits
from tallystone.core.watching import risks
from tallystone.notices.warning import Warned, warned
from tallystone.pages import act_words, asked, asks, below, delegate_forms, delegating, passing, pinned
from tallystone.pages.case import had_dispute
from tallystone.pages.commenting import Talk
from tallystone.pages.hours_exposed import hours_at
from tallystone.pages.part_forms import AcceptPartForm
from tallystone.pages.place import Place
from tallystone.pages.roads import UNFINISHED
from tallystone.pages.rounds import Story, criteria, review_rows, story
from tallystone.pages.showcase_block import ACTS as SHOWING
from tallystone.pages.showcase_block import shows_at
from tallystone.pages.standing import DELEGATING, HOURS_ACTS


@value
class Way:
    """An act that is open here."""

    act: str
    label: str
    href: str


@require_safe
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A milestone: what was agreed, where it stands, what is asked of the reader, and all rounds so far."""
    place = Place(request, code, number)
    if not number:  # to a place, 0 is the contract as a whole
        raise Http404
    told = story(place)
    pinned.beside(place, told.rounds)
    reviewing = place.side == "client" and place.stone.work == "delivered" and place.contract.state == "agreed"
    reviewing = reviewing and place.stone.dispute is None
    reviewing = reviewing and may(place.by.role, "AskChanges")
    context = {
        "place": place,
        "stone": place.stone,
        "rest_minor": rest(place.stone),
        "disputed": place.stone.dispute or had_dispute(place),
        "story": told,
        "talk": Talk(place, "milestone", place.terms),
        "round": told.last,
        "criteria": criteria(place, told.last),
        "late_days": _late_days(place),
        "delays": _delays(place),
        "dates": _dates(place),
        "threads": asked.threads(place, [q for q in place.contract.questions if q.milestone == number]),
        "round_words": act_words.round_words(place.stone.round, place.plan.rounds_of(number)) if place.stone.round else "",
        "ways": [way for way in _ways(place) if way.act not in asked.THREADED],
        "grow": _grow(place),
        "rounds_agreed": place.plan.rounds_of(number),
        "may_ask": any(way.act == "Ask" for way in _ways(place)),
        "shows": shows_at(place),
        **hours_at(place, number),
        **_given_on(place),
        **(_review(place, told) if reviewing else _asked(place)),
    }
    return render(request, "milestone/page.html", context)


def _review(place: Place, told: Story) -> dict[str, Any]:
    """What the client needs to answer a delivery on this page."""
    form = AcceptPartForm(place)
    last = told.last
    return {
        "form": form,
        "rows": review_rows(form, place, last),
        **pinned.noted(place, form, last),
        "accept": act_words.button(place, Accept) if may(place.by.role, "Accept") else "",
        "accept_follows": act_words.consequences(place, Accept),
        "ask_changes": act_words.button(place, AskChanges),
        "accept_part": act_words.title(AcceptPart) if len(place.open_criteria) > 1 and may(place.by.role, "AcceptPart") else "",
        "ask_follows": act_words.consequences(place, AskChanges),
    }


def _asked(place: Place) -> dict[str, Any]:
    """What this milestone asks of the reader, or whom it waits for."""
    here = [wait for wait in waits(place.contract, place.now) if wait.milestone == place.number]
    case = asks.Case(
        place.code, place.contract.funds(place.stone.stake), place.zone, place.names, {place.number: comes_to(place.stone)},
        place.review_days,
    )  # fmt: skip
    mine = asks.pressing([wait for wait in here if wait.side == place.side and may(place.by.role, wait.act)])
    theirs = [wait for wait in here if wait not in mine]
    return {
        "ask": asks.ask_of(mine[0], case, place.now) if mine else None,
        "awaited": [asks.awaited(wait, case) for wait in theirs],
        "asked": {wait.act for wait in mine[:1]},
    }


def _ways(place: Place) -> list[Way]:
    """Every act on this milestone that is open to the reader, by its title."""
    here = [each.act for each in open_acts(place.contract, place.by, place.now) if each.milestone == place.number]
    found = [act for act in here if act not in SHOWING]
    return [
        Way(act, act_words.title(ACTS[act]), reverse("milestone-act", args=[place.code, place.number, asks.kebab(act)]))
        for act in found
        if ACTS[act] in act_words.TITLES and act not in {*HOURS_ACTS, *DELEGATING}
    ]


def _warned(place: Place) -> list[Warned]:
    """What puts this milestone at risk now; a duty does so where the milestone's date depends on it."""
    late = {(d.cause, d.about) for d in delays_of(place.contract, place.stone, place.today)}
    found = [r for r in risks(place.contract) if r.milestone == place.number or (r.kind, r.about) in late]
    return warned(found, place.names, place.now)


def _given_on(place: Place) -> dict[str, Any]:
    """What was given on, to whom, what may be, and what is at risk by all that."""
    found = below.below(place, place.number)
    return {
        "below": found,
        "workers": below.workers(place, place.number),
        "delegate": delegating.ways(place),
        "passes": passing.possible(place),
        "request": delegate_forms.request(place, None).get("asked_for"),
        "warned": [*_warned(place), *below.warnings_of(found, place), *below.effect(place, place.number)],
    }


def _delays(place: Place) -> list[dict[str, Any]]:
    """What the client has moved the date by, with its days."""
    return [
        {"delay": d, "days": (d.last - d.first).days + 1, "duty": place.names.duty(d.about) if d.cause == "duty" else ""}
        for d in delays_of(place.contract, place.stone, place.today)
    ]


def _dates(place: Place) -> list[tuple[str, str]]:
    """The dates of this milestone that a calendar can take, by the keys under which it does."""
    if place.contract.state != "agreed":
        return []
    s, at = place.stone, f"milestone-{place.number}"
    found = [(f"{at}-due", _("due date"), s.work in UNFINISHED), (f"{at}-word", _("next word"), bool(s.next_on))]
    found += [(f"{at}-review", _("end of the review"), s.work == "delivered" and bool(s.review_until) and not s.dispute)]
    found += [(f"{at}-payment", _("payment"), s.money in {"asked", "invoiced"} and bool(s.pay_by) and not s.dispute)]
    return [(key, label) for key, label, there in found if there]


def _grow(place: Place) -> str:
    """Whether what a review asked for may become a change order now: "review", or "round" where it was one too many."""
    offered = any(each.act == "OfferChange" for each in open_acts(place.contract, place.by, place.now))
    if place.stone.work != "changes_asked" or place.stone.met or place.contract.change or not offered:
        return ""
    return "round" if place.stone.round > place.plan.rounds_of(place.number) and place.side == "freelancer" else "review"


def _late_days(place: Place) -> int:
    """How many days the delivery is over its date."""
    unfinished = place.contract.state == "agreed" and place.stone.work in UNFINISHED
    return max(0, (place.today - place.due).days) if unfinished else 0
