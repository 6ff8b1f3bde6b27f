"""What machines read of the pages for strangers: heads for link previews, structured data for search engines."""

from typing import Any

from django.utils.translation import gettext as _

from tallystone.core.value import value
from tallystone.pages import showcase_links as links
from tallystone.showcase import visible
from tallystone.showcase.models import Profile
from tallystone.showcase.visible import Seen


@value
class Head:
    """What link previews and search engines read of a page."""

    title: str
    description: str
    address: str
    card: str
    kind: str = "website"


def listed(words: str) -> list[str]:
    """Words parted by commas."""
    return [part.strip() for part in words.split(",") if part.strip()]


def profile_data(own: Profile, head: Head, works: list[Seen], words: list[visible.Praise]) -> dict[str, Any]:
    said = [{"@type": "Review", "reviewBody": w.text, "author": {"@type": "Organization", "name": w.client or _("A client")}}
            for w in words]  # fmt: skip
    who = {"@type": "ProfessionalService", "name": own.name, "description": head.description, "url": head.address}
    who |= {"image": head.card, "knowsAbout": listed(own.skills), "makesOffer": listed(own.kinds)}
    if said:
        who["review"] = said
    parts = [{"@type": "CreativeWork", "name": one.sample.title, "url": links.whole(one.href)} for one in works]
    return {"@type": "ProfilePage", "mainEntity": who, "hasPart": parts}


def work_data(one: Seen, own: Profile, way: links.Links) -> dict[str, Any]:
    """A sample as search engines read it; names and prices only as far as the page has them."""
    data = {
        "@type": "CreativeWork", "name": one.sample.title, "abstract": one.sample.result, "url": links.whole(one.href),
        "dateCreated": one.accepted_at.date().isoformat(),
        "creator": {"@type": "Organization", "name": own.name, "url": links.whole(way.home)},
        "image": [links.whole(piece.src) for piece in one.pictures],
    }  # fmt: skip
    return data | ({"sponsor": {"@type": "Organization", "name": one.client}} if one.client else {})
