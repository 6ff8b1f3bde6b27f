"""Asking: one letter, one page, one tick, no account; a link that answers once; words asked for at acceptance; enquiries."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory

from tallystone.core import acts, showing
from tallystone.drafting.models import Draft
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tallystone.pages.standing import Standing
from tallystone.people.models import Member, Person
from tallystone.showcase.models import ConsentLink, Profile
from tests import cast as lives
from tests.conftest import browser_of
from tests.pages.forms import send, text
from tests.showcase import given

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(settings):
    """Jonas has asked; the letter to Maya is written and kept."""
    settings.DEMO = True
    life = given.accepted()
    given.sample(life)
    worker.work_off()
    life.jonas(acts.AskShowcase(1))
    worker.work_off()
    return life


def link_in(letter: Letter) -> str:
    return re.search(r"/consent/\S+", letter.text)[0]


def letter_of(life) -> Letter:
    return Letter.objects.get(kind="ShowcaseAsked", to=lives.MAYA)


def post(path: str, life, **told):
    snapshot = life.stone(1).snapshot
    return Client().post(path, {"snapshot": snapshot, "from_on": lives.today().isoformat(), "answer": "allow", **told})


def test_one_letter_goes_to_the_client_and_shows_nothing_to_others(asked):
    letter = letter_of(asked)
    assert "one page, one tick, no account" in letter.text
    page = text(Client().get(link_in(letter)))
    assert "A clear site" in page
    assert Client().get("/consent/" + "a" * 39).status_code == 404


def test_looking_changes_nothing_and_no_tick_is_no_consent(asked):
    path = link_in(letter_of(asked))
    for _look in range(3):
        assert Client().get(path).status_code == 200
    answer = post(path, asked)
    assert answer.status_code == 422
    assert "Tick the box" in text(answer)
    assert showing.consent(asked.contract, 1) is None


def test_one_tick_allows_it_with_the_conditions_once(asked):
    path = link_in(letter_of(asked))
    assert post(path, asked, allow="1", named="1").status_code == 303
    assert showing.consent(asked.contract, 1) == showing.Consent(1, 0, lives.today(), by_terms=False)
    assert post(path, asked, allow="1", priced="1").status_code == 303
    assert showing.consent(asked.contract, 1).priced == 0
    assert Client().post(path, {"answer": "withdraw"}).status_code == 303
    assert showing.consent(asked.contract, 1) is None
    assert post(path, asked, allow="1").status_code == 303
    assert showing.consent(asked.contract, 1) is None


def test_a_no_is_one_press(asked):
    path = link_in(letter_of(asked))
    assert post(path, asked, answer="refuse").status_code == 303
    assert showing.show_of(asked.contract, 1).state == "refused"
    assert "nobody asks you again" in text(Client().get(path))


@pytest.mark.parametrize("told", [{"from_on": "2020-01-01"}, {"from_on": "soon"}, {"from_on": ""}, {"snapshot": "0" * 64}])
def test_what_is_wrong_is_said_and_the_link_still_works(asked, told):
    path = link_in(letter_of(asked))
    assert post(path, asked, allow="1", **told).status_code == 422
    assert showing.consent(asked.contract, 1) is None
    assert post(path, asked, allow="1").status_code == 303
    assert showing.consent(asked.contract, 1)


def test_the_link_ends_and_falls_with_the_membership_of_its_person(asked):
    path = link_in(letter_of(asked))
    ConsentLink.objects.update(ends=datetime.now(UTC) - timedelta(seconds=1))
    assert "no longer works" in text(Client().get(path))
    assert post(path, asked, allow="1").status_code == 303
    assert showing.consent(asked.contract, 1) is None
    Member.objects.filter(person=asked.cast.maya).update(left=datetime.now(UTC))
    assert Client().get(path).status_code == 404


def test_a_clerk_who_may_not_allow_it_gets_no_such_link(settings):
    settings.DEMO = True
    life = given.accepted()
    clerk = lives.member(life.cast.almada, "Rui Clerk", "bookkeeper")
    life.jonas(acts.AskShowcase(1))
    worker.work_off()
    assert not Letter.objects.filter(to=clerk.email, text__contains="/consent/").exists()


def test_a_word_is_asked_for_when_work_is_accepted():
    life = lives.delivered()
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    asked = RequestFactory().get("/", {"done": life.contract.seq})
    for person, number in ((life.cast.maya, 1), (life.cast.jonas, 0)):
        asked.user = Person.objects.get(pk=person.pk)
        assert Standing(asked, life.code).just_accepted == number
    maya = browser_of(life.cast.maya)
    answer = send(maya, f"/contracts/{life.code}/milestones/1/recommend", words="It reads by itself.", named="on")
    assert answer.status_code == 303
    assert showing.show_of(life.contract, 1).word_named == 1


ENQUIRY = {"name": "Ana Lopes", "email": "ana@museum.example", "needs": "A site about tides.", "company": "Museum"}


def test_an_enquiry_becomes_a_draft_and_a_letter(settings):
    settings.DEMO = True
    life = given.shown()
    assert Client().post("/@jonas/ask", ENQUIRY | {"budget": "9,000", "by": "2030-05-01"}).status_code == 200
    draft = Draft.objects.get()
    assert draft.business_id == life.cast.brandt.pk
    assert draft.typed["client_email"] == "ana@museum.example"
    assert "9,000" in draft.typed["background"]
    assert Letter.objects.filter(kind="Enquiry", to=lives.JONAS).count() == 1
    assert not Person.objects.filter(email="ana@museum.example").exists()


@pytest.mark.parametrize("wrong", [{"email": "nobody"}, {"needs": " "}, {"name": ""}, {"by": "soon"}, {"needs": "x" * 4_001}])
def test_an_enquiry_that_cannot_be_read_is_not_taken(wrong):
    given.shown()
    assert Client().post("/@jonas/ask", ENQUIRY | wrong).status_code == 422
    assert not Draft.objects.exists()


def test_programs_and_floods_make_no_drafts():
    given.shown()
    Client().post("/@jonas/ask", ENQUIRY | {"website": "https://spam.example"})
    assert not Draft.objects.exists()
    answers = [Client().post("/@jonas/ask", ENQUIRY).status_code for _ in range(7)]
    assert answers == [200] * 5 + [422] * 2
    assert Draft.objects.count() == 5


def test_who_takes_no_enquiries_has_no_such_page():
    given.shown()
    Profile.objects.update(takes_enquiries=False)
    assert Client().get("/@jonas/ask").status_code == 404
    assert b"/ask" not in Client().get("/@jonas").content
