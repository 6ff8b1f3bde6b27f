"""Two versions of a contract's terms beside each other: what differs, in sentences and word by word."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tallystone.core.facts import Countered, Proposed
from tallystone.drafting.differences import Difference, differences
from tallystone.journal import chain, prose
from tallystone.people.parties import names_of
from tallystone.people.reach import contract_for


@dataclass(frozen=True, slots=True)
class Version:
    """Terms as one side offered them; `hash` names their exact words."""

    number: int
    side: str
    at: datetime
    hash: str


def versions(code: str) -> list[Version]:
    """Every version of a contract's terms, the first proposal first."""
    offered = ((told, fact) for told in chain.entries(code) for fact in told.facts if isinstance(fact, Proposed | Countered))
    return [Version(n, told.by.side, told.at, fact.terms) for n, (told, fact) in enumerate(offered, 1)]


def latest(code: str) -> list[Difference]:
    """What the latest terms change against those before them; nothing where there are none, or where words were erased."""
    last = [prose.terms(version.hash) for version in versions(code)[-2:]]
    before, after = last if len(last) == 2 else (None, None)
    return differences(before, after) if before and after else []


@login_required
@require_http_methods(["GET", "HEAD"])
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """The latest terms against those before them; `?version=2` that one against the one before."""
    row, side = contract_for(request.user, code)
    every = versions(row.code)
    now = _chosen(every, request.GET.get("version", ""))
    was = every[now.number - 2] if now.number > 1 else None
    parties = names_of([row.freelancer_id, row.client_id])
    names = {"freelancer": parties[row.freelancer_id].name, "client": parties[row.client_id].name}
    before, after = (prose.terms(version.hash) if version else None for version in (was, now))
    told = {
        "row": row,
        "side": side,
        "was": was,
        "now": now,
        "was_by": names[was.side] if was else "",
        "now_by": names[now.side],
        "earlier": was.number if was and was.number > 1 else 0,
        "later": now.number + 1 if now.number < len(every) else 0,
        "erased": was is not None and not (before and after),
        "differences": differences(before, after) if before and after else [],
        "total": len(every),
    }
    return render(request, "terms/compare.html", told)


def _chosen(every: list[Version], asked: str) -> Version:
    if not asked:
        return every[-1]
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6 and 1 <= int(asked) <= len(every)):
        raise Http404
    return every[int(asked) - 1]
