"""One's own track record, seen at once; which figures are public; the signed statement of it."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tallystone.core.roles import keeps
from tallystone.pages.account import see
from tallystone.pages.signed import Signed
from tallystone.papers.track_record import statement
from tallystone.people.members import business_of
from tallystone.people.models import Business
from tallystone.people.reach import businesses_of
from tallystone.showcase import counting, finding
from tallystone.showcase.models import Profile


@login_required
@require_safe
def records(request: Signed) -> HttpResponse:
    """The records of all businesses to which the reader belongs."""
    firms = Business.objects.filter(pk__in=businesses_of(request.user)).order_by("-freelance", "name", "pk")
    found = [_told(firm) for firm in firms]
    if not found:
        raise Http404
    return render(request, "showcase/records.html", {"records": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Signed, business_id: int) -> HttpResponse:
    """One of them; POST says which figures everybody may see."""
    own, role = business_of(request.user, business_id)
    may = keeps(role, "showcase")
    if request.method == "POST":
        if not may:
            raise Http404
        _choose(own, request.POST.getlist("figure"))
        return see(f"{reverse('record', args=[own.pk])}?saved=1")
    return render(request, "showcase/record.html", {**_told(own), "may": may})


@login_required
@require_safe
def record_pdf(request: Signed, business_id: int) -> HttpResponse:
    """The sealed statement of today."""
    own, role = business_of(request.user, business_id)
    if not keeps(role, "showcase"):
        raise Http404
    pdf = statement(own, datetime.now(UTC))
    headers = {"Content-Disposition": f'attachment; filename="track-record-{own.pk}.pdf"', "X-Content-Type-Options": "nosniff",
               "Content-Security-Policy": "sandbox; default-src 'none'"}  # fmt: skip
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _told(own: Business) -> dict[str, Any]:
    side = "freelancer" if own.freelance else "client"
    tracks = counting.tracks_of(own.pk, side)
    profile = finding.profile_of(own)
    return {
        "own": own, "side": side, "figures": counting.figures(tracks, side), "base": counting.base(tracks, side),
        "profile": profile, "public": set(profile.figures) if profile else set(),
    }  # fmt: skip


def _choose(own: Business, wanted: list[str]) -> None:
    """Keep which figures are public; the first time with a profile that nobody sees yet."""
    side = "freelancer" if own.freelance else "client"
    known = [figure.key for figure in counting.figures([], side)]
    profile = finding.profile_of(own) or Profile(business=own, name=own.name, slug=finding.free_profile_slug(own.name))
    profile.figures = [key for key in known if key in wanted]
    profile.save()
