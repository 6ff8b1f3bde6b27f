"""What strangers see of a business: its profile, samples, their seals, its track record. No sign-in, no script, no cookie.

Everything is asked of the copy of the record again each time, and kept by nobody: a withdrawal shows at the next look.
"""

from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystone.pages import showcase_links as links
from tallystone.pages.shown_data import Head, listed, profile_data, work_data
from tallystone.pages.shown_files import HEADERS
from tallystone.showcase import counting, definitions, visible
from tallystone.showcase.entries import entries_of
from tallystone.showcase.models import Profile
from tallystone.showcase.visible import Seen
from tallystone.showing import day


def at(slug: str) -> Profile:
    """The public profile at this address, or Http404."""
    found = visible.profile_at(slug) if "\0" not in slug else None
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, template: str, told: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page for strangers, with the headers of such pages."""
    answer = render(request, f"shown/{template}.html", told, status=status)
    for name, value in HEADERS.items():
        answer[name] = value
    return answer


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """The profile: work, words, figures, and how to ask for a proposal."""
    own, now = at(slug), datetime.now(UTC)
    way = links.of_profile(own)
    works = way.dress(visible.samples_of(own, now))
    words = visible.words_of(own.business_id)
    head = Head(
        own.name,
        own.headline or own.name,
        links.whole(way.home),
        links.whole(reverse("shown-card", args=[own.slug])),
        "profile",
    )
    told = {
        "profile": own, "links": way, "head": head, "works": works, "words": words, "anonymous": _("A client"),
        "skills": listed(own.skills), "kinds": listed(own.kinds), "availability": availability(own, now),
        "ld": links.structured(profile_data(own, head, works, words)), **record_of(own),
    }  # fmt: skip
    return page(request, "profile", told)


@require_safe
def sample(request: HttpRequest, slug: str, sample: str) -> HttpResponse:
    """One sample with its story."""
    own, one, way = found(slug, sample)
    description = Truncator(one.sample.result or one.sample.work).chars(200)
    card = links.whole(reverse("shown-sample-card", args=[own.slug, one.sample.slug]))
    head = Head(one.sample.title, description, links.whole(one.href), card, "article")
    told = {"profile": own, "links": way, "head": head, "one": one, "credits": one.sample.credits.splitlines()}
    return page(request, "sample", told | {"ld": links.structured(work_data(one, own, way))})


@require_safe
def seal(request: HttpRequest, slug: str, sample: str) -> HttpResponse:
    """The entries of the chain that say that this was delivered and accepted, by their hashes."""
    own, one, way = found(slug, sample)
    shown = {piece.source for piece in one.pieces}
    told = {"profile": own, "links": way, "one": one, "entries": entries_of(one, shown), "private": True}
    return page(request, "seal", told)


@require_safe
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures that this business has made public, with what each means."""
    own = at(slug)
    if not own.figures:
        raise Http404
    way = links.of_profile(own)
    card = links.whole(reverse("shown-card", args=[own.slug]))
    head = Head(f"{_('Track record')} · {own.name}", _("Counted from the record that both sides hold."),
                links.whole(way.record), card)  # fmt: skip
    return page(request, "record", {"profile": own, "links": way, "head": head, **record_of(own)})


@require_safe
def track_record(request: HttpRequest) -> HttpResponse:
    """What every figure of a track record means, for everybody."""
    sides = ((_("Of freelancers"), definitions.FREELANCER), (_("Of clients"), definitions.CLIENT))
    groups = [(title, [(_(each.title), _(each.meaning)) for each in every]) for title, every in sides]
    groups.append((_("What they rest on"), [(_(name), _(meaning)) for name, meaning in definitions.BASE]))
    return page(request, "definitions", {"groups": groups})


def found(slug: str, sample: str) -> tuple[Profile, Seen, links.Links]:
    """A sample that a public profile shows now, or Http404."""
    own = at(slug)
    way = links.of_profile(own)
    one = next((one for one in visible.samples_of(own, datetime.now(UTC)) if one.sample.slug == sample), None)
    if one is None:
        raise Http404
    return own, way.dress([one])[0], way


def record_of(own: Profile) -> dict[str, Any]:
    """The public figures, and always what they rest on."""
    side = "freelancer" if own.business.freelance else "client"
    tracks = counting.tracks_of(own.business_id, side) if own.figures else []
    public = [figure for figure in counting.figures(tracks, side) if figure.key in own.figures]
    return {"figures": public, "base": counting.base(tracks, side), "side": side}


def availability(own: Profile, now: datetime) -> str:
    """When there is time for new work, in a few words."""
    if own.availability:
        return own.availability
    if own.free_from is None:
        return ""
    return _("Free now") if own.free_from <= now.date() else _("Free from %(day)s") % {"day": day(own.free_from)}
