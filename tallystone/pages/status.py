"""The status page: one contract's progress, for who has the link. No sign-in, no names of people, no words, no files."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tallystone.books.models import Contract, Milestone
from tallystone.core.dates import day_of
from tallystone.notices.telling import Names, names_of
from tallystone.notices.warning import risk_from, warned
from tallystone.pages import asks, glance, roads
from tallystone.people.status import find

QUIET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}


@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """What is done, what is now, what is next, by when and for how much. Revoked or unknown: 404, like everything else."""
    link = find(token)
    row = Contract.objects.filter(code=link.code).first() if link else None
    if row is None:
        raise Http404
    now = datetime.now(UTC)
    milestones = list(Milestone.objects.filter(code=row.code).order_by("number"))
    names = names_of(row, {m.number: m.title for m in milestones})
    today = day_of(now, row.zone)
    pieces = roads.pieces_from(milestones, today)
    waiting = roads.waits_of(row, milestones, today)
    view = roads.View({"freelancer": names.freelancer, "client": names.client}, links=False)
    context = {
        "row": row,
        "names": names,
        "road": roads.road_of(row, pieces, waiting, view, now),
        "sums": roads.sums_of(pieces),
        "stages": _stages(pieces, milestones),
        "glance": glance.glance(pieces, roads.sums_of(pieces), waiting, view.names, row.zone, now),
        "warned": warned(map(risk_from, row.risks), names, now),
        "awaited": _awaited(row, milestones, waiting, names),
        "now": now,
    }
    answer = render(request, "status/page.html", context)
    for name, value in QUIET.items():
        answer[name] = value
    return answer


def _awaited(row: Contract, milestones: list[Milestone], waiting: list, names: Names) -> list[str]:
    gross = {m.number: m.comes_to_minor for m in milestones}
    hourly = frozenset(m.number for m in milestones if m.rate_minor is not None)
    case = asks.Case(row.code, row.funding == "before", row.zone, names, gross, hourly=hourly)
    return [asks.awaited(wait, case) for side in ("client", "freelancer") for wait in asks.firsts(waiting, side)]


def _stages(pieces: list[roads.Piece], milestones: list[Milestone]) -> dict[str, list[dict]]:
    """The milestones as done, now and next."""
    accepted = {m.number: m.accepted_at for m in milestones}
    stage = {
        "accepted": "done",
        "settled": "done",
        "started": "now",
        "delivered": "now",
        "changes_asked": "now",
        "part_accepted": "now",
        "planned": "next",
    }
    found: dict[str, list[dict]] = {"done": [], "now": [], "next": []}
    for piece in pieces:
        if piece.work in stage:
            found[stage[piece.work]].append({"piece": piece, "accepted_at": accepted[piece.number]})
    return found
