"""A private collection as its prospect sees it: no sign-in, no cookie; of visits only the number is kept."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tallystone.core.dates import day_of
from tallystone.pages import showcase_links as links
from tallystone.pages.shown import page
from tallystone.pages.shown_files import given
from tallystone.showcase import visible
from tallystone.showcase.finding import profile_of
from tallystone.showcase.links import collection_behind, visited
from tallystone.showcase.models import Collection, Profile, Sample
from tallystone.showcase.visible import Seen


@require_safe
def collection(request: HttpRequest, token: str) -> HttpResponse:
    """Its samples, as far as they may be shown today. A look at it is counted; nobody is told apart."""
    own, profile, works = _open(token)
    if request.method == "GET":
        visited(own)
    way = links.of_collection(token, profile, own.title)
    told = {"profile": profile, "collection": own, "links": way, "works": way.dress(works), "private": True}
    return page(request, "collection", told)


@require_safe
def sample(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One sample of it."""
    own, profile, works = _open(token)
    one = next((one for one in works if one.sample.pk == number), None)
    if one is None:
        raise Http404
    way = links.of_collection(token, profile, own.title)
    told = {"profile": profile, "links": way, "one": way.dress([one])[0], "private": True}
    return page(request, "sample", told | {"credits": one.sample.credits.splitlines()})


@require_safe
def picture(request: HttpRequest, token: str, made: str) -> HttpResponseBase:
    """A picture of one of its samples."""
    piece = visible.picture_in(_open(token)[2], made)
    return given(request, piece.made if piece else "")


def _open(token: str) -> tuple[Collection, Profile, list[Seen]]:
    """What this link opens now; Http404 where it is over, revoked, or never was."""
    now = datetime.now(UTC)
    found = collection_behind(token, now.date())
    found = found if found and found.last_day >= day_of(now, found.business.zone) else None
    if found is None:
        raise Http404
    profile = profile_of(found.business) or Profile(business=found.business, name=found.business.name)
    rows = {row.pk: row for row in Sample.objects.filter(pk__in=found.samples, business_id=found.business_id)}
    return found, profile, visible.seen([rows[pk] for pk in found.samples if pk in rows], now)
