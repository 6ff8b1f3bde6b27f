"""Odd requests at the pages for strangers and where they are made: refused or not found, never a fault of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tallystone.showcase.links import collection_address, new_collection
from tallystone.showcase.models import Piece, Profile, Sample
from tests import cast as lives
from tests.conftest import browser_of
from tests.showcase import given

pytestmark = pytest.mark.django_db(transaction=True)
ODD = ("..", "jonas%00", "JONAS", "jonas ", "é", "\u202ejonas", "a" * 3_000, "<script>", "'; --", "jonas/../admin", "💥")
NASTY = (
    "\x00",
    "x" * 70_000,
    "<script>alert(1)</script>",
    "\ud7ff",
    "{{ 7*7 }}",
    "=1+1",
    "\u202e",
    "-1",
    "1e400",
    "NaN",
    "9" * 400,
)
PARTS = ("", "/x", "/x/seal", "/x/card.png", "/record", "/ask", "/feed.xml", "/card.png", "/logo.png", "/pictures/0.webp")
FIELDS = [
    "title",
    "problem",
    "work",
    "result",
    "credits",
    "piece",
    "words",
    "last_day",
    "samples",
    "kind",
    "left",
    "top",
    "width",
    "height",
    "first",
    "last",
    "alt",
    "edit",
    "name",
    "slug",
    "headline",
    "about",
    "kinds",
    "skills",
    "place",
    "free_from",
    "availability",
    "theme",
    "word",
    "figure",
    "email",
    "needs",
    "company",
    "by",
    "budget",
    "answer",
    "from_on",
]


def test_odd_names_are_not_found():
    given.shown()
    for odd in ODD:
        for part in PARTS:
            status = Client().get(f"/@{quote(odd, safe='%')}{part}").status_code
            assert status in ({200, 404} if odd == "JONAS" else {404}), (odd, part, status)


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_texts_in_every_field_are_refused_or_kept_as_text(nasty):
    life = given.shown()
    jonas = browser_of(life.cast.jonas)
    sample, piece = Sample.objects.get(), Piece.objects.filter(page=1).get()
    body = dict.fromkeys(FIELDS, nasty)
    for form in ("place", "lines", "alt", "undo"):
        assert jonas.post(f"/showcase/samples/{sample.pk}/{piece.pk}", body | {"form": form}).status_code < 500
    for path in ("/showcase/profile", "/showcase", f"/showcase/samples/{sample.pk}", "/showcase/collections/new", "/@jonas/ask",
                 f"/record/{life.cast.brandt.pk}"):  # fmt: skip
        assert jonas.post(path, body).status_code < 500, path
    slug = Profile.objects.get().slug
    for path in (f"/@{slug}", f"/@{slug}/record", "/showcase", "/record"):
        assert jonas.get(path).status_code in {200, 404}, path
        assert b"<script>alert" not in jonas.get(path).content


def test_what_people_write_cannot_leave_the_structured_data():
    life = given.shown()
    Profile.objects.update(headline="</script><script>alert(1)</script>", skills="</script>, <!--")
    Sample.objects.update(title="</script><b>", result="\u2028</script>")
    for path in ("/@jonas", "/@jonas/a-clear-site"):
        page = Client().get(path).content.decode()
        assert page.count("</script>") == 1
        assert "<script>alert" not in page
    assert life.code


def test_foreign_things_are_not_found():
    life = given.shown()
    noor = browser_of(life.cast.noor)
    sample = Sample.objects.get()
    for path in (reverse("showcase-sample", args=[sample.pk]), reverse("record", args=[life.cast.brandt.pk])):
        assert noor.get(path).status_code == 404
        assert noor.post(path, {"delete": "1", "figure": "on_time"}).status_code == 404
    theirs = new_collection(life.cast.elsewhere, lives.today())
    theirs.samples = [sample.pk]  # whatever was written there, only one's own samples are shown
    theirs.save()
    path = collection_address(theirs).removeprefix("http://testserver")
    path = "/" + path.partition("://")[2].partition("/")[2] if "://" in path else path
    assert b"A clear site" not in Client().get(path).content
    assert Client().get(f"{path}/{sample.pk}").status_code == 404
    assert Sample.objects.filter(pk=sample.pk).exists()
