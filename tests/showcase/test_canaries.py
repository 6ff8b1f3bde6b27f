"""No stranger reads what was not released: canary strings in everything that is private, looked for at every public address."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.journal import prose
from tallystone.people.models import Business, Person
from tallystone.showcase.links import collection_address, new_collection
from tallystone.showcase.models import Piece, Profile, Sample, Word
from tests import cast as lives
from tests.showcase import given

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "canary"
LINK = re.compile(r'(?:href|src|content)="(?:http://testserver)?(/[^"#]*)"')


def canaried() -> lives.Life:
    """A contract in which every text, name and address is a canary, and prices no other number looks like."""
    life = given.accepted(
        title="canary-title", background="canary-background", in_scope="canary-scope", out_of_scope="canary-out",
        duties=(Duty("canary-duty"),),
        milestones=(lives.replace(lives.milestone(1, lives.today() + timedelta(days=9), 73_737_37), title="canary-milestone",
                                  deliverables=("canary-deliverable",), criteria=("canary-one", "canary-two")),),
    )  # fmt: skip
    Business.objects.filter(pk=life.cast.almada.pk).update(
        name="canary-client", address="canary-address", tax_number="canary-tax"
    )
    Business.objects.filter(pk=life.cast.brandt.pk).update(address="canary-home", iban="canary-iban", tax_number="canary-vat")
    Person.objects.filter(pk=life.cast.maya.pk).update(name="canary-maya", email="canary-maya@almada.example")
    Person.objects.filter(pk=life.cast.jonas.pk).update(email="canary-jonas@brandt.example")
    life.jonas(acts.AskShowcase(1, prose.words("canary-note")))
    life.maya(acts.AllowShowcase(1, life.stone(1).snapshot, lives.today()))
    life.maya(acts.Recommend(1, prose.words("It reads by itself."), 0))
    return life


def window(life: lives.Life) -> list[str]:
    """A profile that shows all it may, beside samples that may not be shown; the addresses to begin at."""
    given.profile(life, figures=["on_time", "rounds", "answers", "estimates"])
    sample = given.sample(life)
    Sample.objects.filter(pk=sample.pk).update(slug="clear", title="A clear site")
    hidden = Sample.objects.create(
        business=life.cast.brandt, code="ZZZZZZ", milestone=1, slug="canary-slug", title="canary-sample",
        result="canary-result", public=True, since=sample.made,
    )  # fmt: skip
    Piece.objects.create(sample=hidden, source="f" * 64, made="e" * 64, alt="canary-alt")
    Piece.objects.filter(sample=sample, page=0).update(text="First line")
    Word.objects.create(code=life.code, milestone=1, hash=life.contract.shows[0].word, at=sample.made)
    collection = new_collection(life.cast.brandt, lives.today() + timedelta(days=5))
    collection.title, collection.samples = "For you", [sample.pk, hidden.pk]
    collection.save()
    return ["/@jonas", "/track-record", collection_address(collection).removeprefix("http://testserver"), "/robots.txt"]


def walked(starts: list[str]) -> dict[str, bytes]:
    """Every public address that can be reached from these by links, pictures and what search engines are told."""
    found: dict[str, bytes] = {}
    waiting = [start.partition("://")[2].partition("/")[2].join(("/", "")) if "://" in start else start for start in starts]
    while waiting:
        path = waiting.pop().partition("?")[0]
        if path in found or path.startswith(("/static/", "/sign-in")) or path == "/":
            continue
        answer = Client().get(path)
        assert answer.status_code == 200, path
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = body + json.dumps(dict(answer.headers)).encode()
        if "html" in answer["Content-Type"]:
            waiting += LINK.findall(body.decode().replace("http://127.0.0.1:8000", ""))
    return found


def test_no_canary_sings_at_any_public_address():
    life = canaried()
    found = walked(window(life))
    kinds = {"/@jonas", "/@jonas/clear", "/@jonas/clear/seal", "/@jonas/record", "/@jonas/ask", "/@jonas/feed.xml"}
    assert kinds <= set(found)
    assert any("/pictures/" in path for path in found)
    assert any(path.endswith("card.png") for path in found)
    for path, body in found.items():
        for secret in (CANARY, "73,737", "73737", "7373737", life.code, "Serrano", "Lisboa"):
            assert secret.encode() not in body, (path, secret)


def test_the_canaries_can_be_heard():
    """Else the test above would prove nothing: with name and price allowed, these two do stand there."""
    life = canaried()
    window(life)
    life.maya(acts.AllowShowcase(1, life.stone(1).snapshot, lives.today(), 1, 1))
    page = Client().get("/@jonas/clear").content
    assert b"canary-client" in page
    assert b"73,737.37" in page


def test_the_original_file_is_at_no_public_address():
    life = given.shown()
    piece = Sample.objects.get().pieces.get(page=1)
    for path in (f"/@jonas/pictures/{piece.source}.webp", f"/contracts/{life.code}/files/{piece.source}/design.png"):
        assert Client().get(path).status_code in {302, 404}
    assert Profile.objects.exists()
