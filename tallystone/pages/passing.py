"""Passing up: what a subcontractor delivered becomes one's own delivery, in one act, with the hash of where it came from."""

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tallystone.books.models import Contract as Row
from tallystone.core.delegating import AT_WORK
from tallystone.core.manifest import Manifest, manifest_from
from tallystone.core.roles import keeps
from tallystone.core.state import Contract
from tallystone.files import uploads
from tallystone.journal import chain, prose
from tallystone.pages import editor
from tallystone.pages.place import Place
from tallystone.people.reach import party_for

SOURCE = re.compile(r"([A-Z0-9]{6,8})-([1-9][0-9]{0,3})")


@login_required
@require_http_methods(["POST"])
def pass_up(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Lay the files of a delivery, as they are, beside the delivery of the milestone above, and lead there to hand it over."""
    place = Place(request, code, number)
    above = place.contract.above
    if not number or place.side != "client" or above is None or not place.stone.snapshot:
        raise Http404
    row, by = party_for(request.user, above.parent.code)
    if by.side != "freelancer" or not keeps(by.role, "uploads"):
        raise Http404
    manifest = _manifest(place.stone.snapshot)
    uploads.copy(request.user, (code, number), (row.code, above.parent.milestone), [file.hash for file in manifest.files])
    there = reverse("milestone-act", args=[row.code, above.parent.milestone, "deliver"])
    return editor.to(f"{there}?from={code}-{number}")


def possible(place: Place) -> bool:
    """Can what was handed over here become a delivery above now? Only the client of a subcontract is ever asked."""
    above = place.contract.above
    if place.side != "client" or above is None or place.stone.work not in {"delivered", "accepted"}:
        return False
    parent = chain.fold(above.parent.code)
    stone = parent.stone(above.parent.milestone)
    return parent.state == "agreed" and stone is not None and stone.work in AT_WORK and stone.work != "planned"


def offered(place: Place) -> dict[str, Any]:
    """What a delivery that is passed up puts into the form: links, where each criterion can be seen, its origin."""
    found = SOURCE.fullmatch(place.request.GET.get("from", ""))
    child = _below(place, found[1]) if found else None
    stone = child.stone(int(found[2])) if child and found else None
    if child is None or stone is None or not stone.snapshot:
        return {}
    manifest = _manifest(stone.snapshot)
    links = {
        name: text
        for n, link in enumerate(manifest.links, 1)
        for name, text in ((f"title-{n}", link.title), (f"address-{n}", link.address))
    }
    note = {} if manifest.files or manifest.links else {"note": manifest.note}
    return {
        "origin": stone.snapshot,
        "links": len(manifest.links),
        **links,
        **note,
        **_evidence(place, child, stone.number, manifest),
    }


def _evidence(place: Place, child: Contract, number: int, manifest: Manifest) -> dict[str, Any]:
    """Ticks and evidence for the criteria above that this delivery meets: those of the same words, else of the same place."""
    terms = prose.terms(child.terms)
    told = next((m.criteria for m in terms.milestones if m.number == number), ()) if terms else ()
    given = child.above.parent.criteria if child.above else ()
    texts = dict(place.criteria)
    made: dict[str, Any] = {}
    for at, n in enumerate(given, 1):
        same = next((i for i, text in enumerate(told, 1) if text == texts.get(n)), at if len(told) == len(given) else 0)
        evidence = manifest.evidence_for(same)
        if evidence:
            made |= {f"tick-{n}": True, f"evidence-{n}": evidence.evidence, f"file-{n}": evidence.file}
    return made


def _below(place: Place, code: str) -> Contract | None:
    """The subcontract with this code, if it is one of this very milestone and its client is who delivers here."""
    row = Row.objects.filter(code=code, parent=place.code, parent_milestone=place.number).first()
    return chain.fold(row.code) if row and row.client_id == place.contract.freelancer and place.side == "freelancer" else None


def is_origin(place: Place, snapshot: str) -> bool:
    """Was exactly this handed over by a subcontractor of this milestone?"""
    rows = Row.objects.filter(parent=place.code, parent_milestone=place.number, client_id=place.contract.freelancer)
    return any(stone.snapshot == snapshot for row in rows for stone in chain.fold(row.code).stones)


def _manifest(snapshot: str) -> Manifest:
    return manifest_from(prose.read([snapshot]).get(snapshot))
