"""The part of the tour on which accepted work is shown: to strangers, to who makes it, to who is asked."""

from datetime import UTC, datetime

from django.urls import reverse

from tallystone.books.models import Contract
from tallystone.people.models import Business, Person
from tallystone.showcase.links import collection_address, consent_address
from tallystone.showcase.models import Collection, Piece, Sample
from tests.walk import tour

# What answers with a file, or only takes what is posted.
NO_PAGES = {
    "shown-feed", "shown-card", "shown-logo", "shown-picture", "shown-sample-card", "collection-picture", "consent-picture",
    "showcase-picture", "record-pdf", "sample-begin",
}  # fmt: skip


def strangers(codes: dict[str, str], priya: str) -> list[str]:
    """The profile and all below it, a collection, and the page behind the letter that asks Priya."""
    sample, collection = Sample.objects.get(slug="coffee-bag"), Collection.objects.latest("pk")
    asked = consent_address(codes["photographs"], 2, Person.objects.get(email=priya), datetime.now(UTC))
    answered = consent_address(codes["photographs"], 1, Person.objects.get(email=priya), datetime.now(UTC))
    path = collection_address(collection)
    here = reverse("shown", args=["jonas-brandt"])
    pages = ("", "/coffee-bag", "/twelve-buildings", "/coffee-bag/seal", "/record", "/ask")
    return [*(here + part for part in pages), "/track-record", path, f"{path}/{sample.pk}", asked, answered]


def makers(codes: dict[str, str]) -> list[str]:
    """What Jonas shows, and where he makes it."""
    own, sample = Business.objects.get(name="Jonas Brandt Webdesign"), Sample.objects.get(slug="coffee-bag")
    pieces = [Piece.objects.filter(sample__business=own, page=page).latest("pk") for page in (0, 1)]
    return [
        *("/showcase", "/showcase/profile", "/showcase/collections/new", "/record", f"/record/{own.pk}"),
        f"/showcase/collections/{Collection.objects.latest('pk').pk}", f"/showcase/samples/{sample.pk}",
        *(f"/showcase/samples/{piece.sample_id}/{piece.pk}" for piece in pieces),
        f"/contracts/{codes['photographs']}/milestones/1", f"/contracts/{codes['care']}/milestones/1/ask-showcase",
    ]  # fmt: skip


def asked(codes: dict[str, str]) -> list[str]:
    """What Priya is asked, and what she may take back."""
    at = f"/contracts/{codes['photographs']}/milestones"
    first = ("", "/allow-showcase", "/withdraw-showcase", "/recommend", "/withdraw-recommendation")
    second = ("", "/allow-showcase", "/refuse-showcase")
    return [f"/contracts/{codes['photographs']}", *(f"{at}/1{part}" for part in first), *(f"{at}/2{part}" for part in second),
            "/record"]  # fmt: skip


def build() -> dict[str, list[str]]:
    """The whole tour, with this part of it."""
    pages = tour.build()
    codes = {key: Contract.objects.get(title=title).code for key, title in tour.TITLES.items()}
    parts = {"": strangers(codes, tour.PRIYA), tour.JONAS: makers(codes), tour.PRIYA: asked(codes)}
    return pages | {reader: [*pages[reader], *part] for reader, part in parts.items()}
