"""The addresses of what is shown: below a profile (/@slug), or below the link of a private collection."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse

from tallystone.showcase.models import Piece, Profile
from tallystone.showcase.visible import Seen


@dataclass
class Links:
    """Where the pages of one shop window lead. An empty address is not offered."""

    home: str
    home_name: str
    feed: str = ""
    record: str = ""
    ask: str = ""
    logo: str = ""
    token: str = field(default="", repr=False)
    slug: str = ""

    def sample(self, one: Seen) -> str:
        if self.token:
            return reverse("collection-sample", args=[self.token, one.sample.pk])
        return reverse("shown-sample", args=[self.slug, one.sample.slug])

    def picture(self, piece: Piece) -> str:
        if self.token:
            return reverse("collection-picture", args=[self.token, piece.made])
        return reverse("shown-picture", args=[self.slug, piece.made])

    def dress(self, works: Iterable[Seen]) -> list[Seen]:
        """The same samples with the addresses of their pages and pictures."""
        found = list(works)
        for one in found:
            one.href = self.sample(one)
            one.seal = "" if self.token else reverse("shown-seal", args=[self.slug, one.sample.slug])
            one.rest = [*one.pictures[1:], *one.excerpts]
            for piece in one.pictures:
                piece.src = self.picture(piece)
        return found


def of_profile(profile: Profile) -> Links:
    """Below a public profile."""
    at = [profile.slug]
    record = reverse("shown-record", args=at) if profile.figures else ""
    ask = reverse("shown-ask", args=at) if profile.takes_enquiries and profile.business.freelance else ""
    logo = reverse("shown-logo", args=at) if profile.business.logo else ""
    return Links(reverse("shown", args=at), profile.name, reverse("shown-feed", args=at), record, ask, logo, slug=profile.slug)


def of_collection(token: str, profile: Profile | None, title: str) -> Links:
    """Below the link of a collection; a request goes to the profile, where there is a public one."""
    public = profile if profile and profile.public else None
    ask = reverse("shown-ask", args=[public.slug]) if public and public.takes_enquiries else ""
    return Links(reverse("collection", args=[token]), title, ask=ask, token=token)


def whole(path: str) -> str:
    """An address with the host, for what is read elsewhere."""
    return settings.BASE_URL + path


ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def structured(data: dict[str, Any]) -> str:
    """JSON-LD as it may stand in a page: whatever people wrote cannot end the element that it stands in."""
    told = {"@context": "https://schema.org", **data}
    return json.dumps(told, ensure_ascii=False).translate(ESCAPES)
