"""Addresses that stand for long: of a calendar, to end letters, to answer by mail. Each does one thing, for one person."""

from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from tallystone.core import acts
from tallystone.journal import prose
from tallystone.notices import feeds, rhythm, tokens
from tallystone.notices.models import Feed, Wish
from tallystone.people import status
from tallystone.people.models import Member
from tests import cast as lives
from tests.security.world import everything

pytestmark = pytest.mark.django_db
ADDRESSES = {"calendar": "/calendar/{0}.ics", "letters": "/letters/stop/{0}", "status": "/status/{0}", "join": "/join/{0}",
             "in": "/in/{0}"}  # fmt: skip


def standing(life: lives.Life) -> dict[str, str]:
    """One of each kind, Maya's."""
    maya = life.cast.maya
    return {
        "calendar": feeds.make(maya).rpartition("/")[2].removesuffix(".ics"),
        "letters": tokens.token("letters", rhythm.wish_of(maya.pk).nonce),
        "status": status.make(life.code, "client", maya).rpartition("/")[2],
        "reply": tokens.token("reply", tokens.new_nonce()),
    }


def test_each_opens_its_own_address_alone():
    life = lives.agreed()
    found = standing(life)
    opened = {
        (kind, where)
        for (kind, token), (where, address) in product(found.items(), ADDRESSES.items())
        if Client().get(address.format(token)).status_code == 200
    }
    assert opened == {("calendar", "calendar"), ("letters", "letters"), ("status", "status")}


def test_looking_ends_no_letters_and_posting_ends_them_for_one_person():
    """Scanners of mail open links; RFC 8058 posts without a session, from anywhere, and is told nothing of anybody."""
    life = lives.agreed()
    maya = rhythm.wish_of(life.cast.maya.pk)
    rhythm.wish_of(life.cast.jonas.pk)
    address = ADDRESSES["letters"].format(tokens.token("letters", maya.nonce))
    before, browser = everything(), Client(enforce_csrf_checks=True)
    for method in ("get", "head", "options", "put", "delete"):
        getattr(browser, method)(address)
    assert everything() == before
    page = browser.post(address, {"List-Unsubscribe": "One-Click", "rhythm": "each", "person": str(life.cast.jonas.pk)})
    assert page.status_code == 200
    assert lives.MAYA not in page.content.decode()
    assert set(Wish.objects.values_list("person_id", "rhythm")) == {
        (life.cast.maya.pk, "never"), (life.cast.jonas.pk, "daily")
    }  # fmt: skip
    assert "_auth_user_id" not in browser.session


def test_a_calendar_ends_with_its_address_and_empties_with_the_membership():
    life = lives.agreed()
    address = ADDRESSES["calendar"].format(standing(life)["calendar"])
    assert life.code.encode() in Client().get(address).content
    Member.objects.filter(person=life.cast.maya).update(left=timezone.now())
    assert life.code.encode() not in Client().get(address).content
    Member.objects.filter(person=life.cast.maya).update(left=None)
    feeds.revoke(life.cast.maya)
    assert Client().get(address).status_code == 404
    again = ADDRESSES["calendar"].format(feeds.make(life.cast.maya).rpartition("/")[2].removesuffix(".ics"))
    assert again != address
    assert Client().get(address).status_code == 404


def test_a_calendar_says_no_more_than_dates():
    """Neither prices nor words; and no title begins a line of its own in the file."""
    split = "Site\r\nATTACH:http://outside.example/x\r\nBEGIN:VEVENT"
    first = lives.replace(lives.terms().milestones[0], title=split)
    life = lives.agreed(milestones=(first,), background="CANARY")
    lives.fund(life, 1)
    life.jonas(acts.Start(1))
    life.jonas(acts.Ask(1, prose.words("CANARY"), lives.today()))
    text = Client().get(ADDRESSES["calendar"].format(standing(life)["calendar"])).content.decode()
    assert "CANARY" not in text
    assert "EUR" not in text
    assert "1,190" not in text
    names = {line.partition(":")[0].partition(";")[0] for line in text.replace("\r\n ", "").split("\r\n")}
    assert "ATTACH" not in names


def test_only_hashes_of_them_are_kept():
    life = lives.agreed()
    found = standing(life)
    rows = repr([*Feed.objects.values_list(), *Wish.objects.values_list()])
    assert [kind for kind, token in found.items() if token in rows] == []
