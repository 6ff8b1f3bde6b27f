"""What goes with the pages for strangers: pictures that were made for showing, cards for link previews, the feed, the logo."""

from datetime import UTC, datetime
from functools import lru_cache

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from tallystone.files import store
from tallystone.pages import showcase_links as links
from tallystone.showcase import drawing, visible
from tallystone.showcase.models import Profile

# Looked at again each time, since consent may have been withdrawn: pictures cost a question, not their bytes.
# Not "no-referrer": a browser would then send forms from these pages with the origin "null", and they would be refused.
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "same-origin"}
GUARD = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
}
COLOURS = {
    "stone": ("#f7f5f1", "#1b5a41"), "pine": ("#eef4f0", "#1b5a41"), "clay": ("#f8f1ea", "#7d3f24"),
    "sea": ("#eff4f8", "#1f4f78"), "ink": ("#1b1916", "#8fd3b0"),
}  # fmt: skip


def _profile(slug: str) -> Profile:
    found = visible.profile_at(slug) if "\0" not in slug else None
    if found is None:
        raise Http404
    return found


@require_safe
def picture(request: HttpRequest, slug: str, made: str) -> HttpResponseBase:
    """A picture of a sample that this profile shows now."""
    piece = visible.picture_in(visible.samples_of(_profile(slug), datetime.now(UTC)), made)
    return given(request, piece.made if piece else "")


def given(request: HttpRequest, made: str) -> HttpResponseBase:
    """The bytes of a picture that was made for showing; Http404 where there is none."""
    headers = {**GUARD, "ETag": f'"{made}"'}
    if made and request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    try:
        return FileResponse(store.open_blob(made), content_type="image/webp", headers=headers)
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo of the business, which it shows with its profile."""
    try:
        headers = GUARD | {"Cache-Control": "private, max-age=3600"}
        return FileResponse(store.open_blob(_profile(slug).business.logo), content_type="image/png", headers=headers)
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture by which a link to the profile is previewed."""
    own = _profile(slug)
    return _png(_card("", (own.name, own.headline), COLOURS[own.theme]))


@require_safe
def sample_card(request: HttpRequest, slug: str, sample: str) -> HttpResponse:
    """The same for a sample."""
    own = _profile(slug)
    one = next((one for one in visible.samples_of(own, datetime.now(UTC)) if one.sample.slug == sample), None)
    if one is None:
        raise Http404
    first = one.pictures[0].made if one.pictures else ""
    return _png(_card(first, (one.sample.title, own.name), COLOURS[own.theme]))


@lru_cache(maxsize=64)
def _card(made: str, lines: tuple[str, str], colours: tuple[str, str]) -> bytes:
    """Drawn once; what it says and shows is its name."""
    data = None
    if made:
        with store.open_blob(made) as file:
            data = file.read()
    return drawing.card(data, lines, colours)


def _png(data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type="image/png", headers={**GUARD, "ETag": drawing.etag(data)})


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The samples as an Atom feed (RFC 4287)."""
    own = _profile(slug)
    way = links.of_profile(own)
    works = way.dress(visible.samples_of(own, datetime.now(UTC)))
    told = {
        "profile": own, "works": [(links.whole(one.href), one) for one in works], "home": links.whole(way.home),
        "feed": links.whole(reverse("shown-feed", args=[own.slug])),
        "updated": max([own.changed, *(one.sample.changed for one in works)]),
    }  # fmt: skip
    text = render_to_string("shown/feed.xml", told)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8", headers=HEADERS)
