"""Any two versions of a contract's terms beside each other, or in one text; and the list of all versions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tallystone.core.value import value
from tallystone.drafting.comparison import comparison
from tallystone.drafting.differences import Difference, differences
from tallystone.drafting.offered import Version, versions
from tallystone.journal import prose
from tallystone.pages.place import Place

VIEWS = ("side", "inline")


@value
class Offer:
    """A version as the list shows it."""

    version: Version
    by: str
    note: str

    @property
    def before(self) -> int:
        return self.version.number - 1


def latest(code: str) -> list[Difference]:
    """What the latest terms change against those before them; nothing where there are none, or where words were erased."""
    last = [prose.terms(version.hash) for version in versions(code)[-2:]]
    before, after = last if len(last) == 2 else (None, None)
    return differences(before, after) if before and after else []


@login_required
@require_http_methods(["GET", "HEAD"])
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """`?was=1&now=3` two versions, `?version=3` that one with the one before, else the latest; `view=inline` in one text."""
    place = Place(request, code)
    every = versions(place.code)
    was, now = _chosen(request, every)
    notes = prose.read(version.note for version in every)
    offers = [Offer(v, place.names.side(v.side), notes.get(v.note or "", "")) for v in every]
    told = {
        "place": place,
        "offers": offers,
        "was": offers[was.number - 1] if was else None,
        "now": offers[now.number - 1],
        "view": request.GET.get("view") if request.GET.get("view") in VIEWS else VIEWS[0],
        **(_compared(was, now) if was else {}),
    }
    return render(request, "terms/compare.html", told)


def _compared(was: Version, now: Version) -> dict[str, Any]:
    before, after = prose.terms(was.hash), prose.terms(now.hash)
    if not (before and after):
        return {"erased": True}
    parts = comparison(before, after)
    told = {"changed": [part for part in parts if part.changed], "same": [part for part in parts if not part.changed]}
    return {"differences": differences(before, after), **told}


def _chosen(request: HttpRequest, every: list[Version]) -> tuple[Version | None, Version]:
    """The two versions that are asked for, the earlier first; Http404 for what was never offered."""
    asked = request.GET
    now = _version(asked.get("now") or asked.get("version") or str(len(every)), every)
    was = _version(asked["was"], every) if asked.get("was") else every[now.number - 2] if now.number > 1 else None
    return (now, was) if was and was.number > now.number else (was, now)


def _version(asked: str, every: list[Version]) -> Version:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6 and 1 <= int(asked) <= len(every)):
        raise Http404
    return every[int(asked) - 1]
