"""Who works on a contract, on its page, in its history and on the desk: introduced, handed on, first in one's own hands."""

import pytest

from tallystone.core import acts
from tallystone.core.state import By
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, send, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def life():
    return people.started()


def lea_of(life, role: str = "member"):
    return people.member(life.cast.brandt, "Lea Kern", role)


def test_alone_in_a_business_nothing_is_offered(life):
    assert "Hand it to somebody else" not in text(browser_of(life.cast.jonas).get(f"/contracts/{life.code}"))


def test_it_is_handed_on_with_a_note_that_the_other_side_reads(life):
    lea, jonas = lea_of(life), browser_of(life.cast.jonas)
    assert "Hand it to somebody else" in text(jonas.get(f"/contracts/{life.code}"))
    answer = send(jonas, f"/contracts/{life.code}/hand-to-member", member=str(lea.pk), note="I am away in May.")
    assert answer.status_code == 303
    assert life.contract.lead("freelancer") == lea.pk
    page = text(browser_of(life.cast.maya).get(f"/contracts/{life.code}"))
    assert "this contract is in the hands of Lea Kern (member) from now on." in page
    assert "I am away in May." in page
    assert "Lea Kern · has it in hand" in page


def test_somebody_is_introduced(life):
    lea, jonas = lea_of(life), browser_of(life.cast.jonas)
    answer = send(jonas, f"/contracts/{life.code}/introduce-member", member=str(lea.pk))
    assert answer.status_code == 303
    assert life.contract.team("freelancer") == (life.cast.jonas.pk, lea.pk)
    assert "introduced Lea Kern (member)" in text(browser_of(life.cast.maya).get(f"/contracts/{life.code}"))


def test_the_other_side_sees_who_works_on_it_and_not_who_else_there_is(life):
    lea_of(life)
    page = text(browser_of(life.cast.maya).get(f"/contracts/{life.code}"))
    assert "Jonas Brandt" in page
    assert "Lea Kern" not in page


@pytest.mark.parametrize("who", ["guest", "stranger", "nobody"])
def test_only_members_who_can_work_are_chosen(life, who):
    guest, noor = lea_of(life, "guest"), life.cast.noor
    people.member(life.cast.brandt, "Tom Beck", "member")
    chosen = {"guest": str(guest.pk), "stranger": str(noor.pk), "nobody": ""}[who]
    answer = send(browser_of(life.cast.jonas), f"/contracts/{life.code}/hand-to-member", member=chosen)
    assert answer.status_code == 422
    assert beside(answer, "member") == "Choose one of these."
    assert life.contract.lead("freelancer") == life.cast.jonas.pk


def test_the_desk_shows_first_what_is_in_ones_own_hands(life):
    other = people.started(title="Another website")
    lea = lea_of(life)
    life.do(acts.HandToMember(lea.pk, "member"), By("freelancer", life.cast.jonas.pk))
    page = text(browser_of(lea).get("/"))
    assert page.index("A website for the studio · Studio Almada") < page.index("Another website · Studio Almada")
    assert "in the hands of Jonas Brandt" in page
    mine = text(browser_of(life.cast.jonas).get("/"))
    assert mine.index("Another website · Studio Almada") < mine.index("A website for the studio · Studio Almada")
    assert other.contract.lead("freelancer") == life.cast.jonas.pk


def test_the_desk_asks_nobody_for_what_their_role_may_not_do(life):
    people.deliver(life, 1)
    guest = browser_of(people.member(life.cast.almada, "Gil Neves", "guest"))
    page = text(guest.get("/"))
    assert "Nothing waits for you" in page
    assert "Studio Almada" in page
    assert "Review, then accept" not in page
    assert "waits for you" not in page.replace("Nothing waits for you", "")


def test_a_member_of_the_client_asks_for_changes_but_does_not_accept(life):
    people.deliver(life, 1)
    page = browser_of(people.member(life.cast.almada, "Ana Luz", "member")).get(f"/contracts/{life.code}/milestones/1")
    assert "Ask for changes" in text(page)
    assert "An owner or a manager of your side accepts it" in text(page)
    assert "Accept and release" not in text(page)
