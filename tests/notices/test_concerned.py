"""Letters go to the members concerned: whoever has the contract in their hands, the owners, for money the bookkeepers."""

import pytest

from tallystone.core import acts
from tallystone.core.state import By
from tallystone.journal import prose
from tests import cast

pytestmark = pytest.mark.django_db


def text_of(letter) -> str:
    return " ".join(letter.text.split())


@pytest.fixture
def firm():
    """Maya's business with a manager, a bookkeeper and a guest; Jonas's with a member."""
    life = cast.agreed()
    people = {role: cast.member(life.cast.almada, name, role) for name, role in (
        ("Rui Costa", "manager"), ("Bea Pires", "bookkeeper"), ("Gil Neves", "guest"),
    )}  # fmt: skip
    people["lea"] = cast.member(life.cast.brandt, "Lea Kern", "member")
    return life, people


def test_work_is_told_to_the_owner_and_money_to_the_bookkeeper_too(firm, written):
    life, people = firm
    assert set(written(life, lambda life: life.jonas(acts.AskFunding(1)))) == {cast.MAYA, people["bookkeeper"].email}
    life.jonas(acts.ConfirmFunding(1, cast.today()))
    assert set(written(life, lambda life: life.jonas(acts.Start(1)))) == {cast.MAYA}


def test_who_has_it_in_their_hands_hears_of_it_beside_the_owner(firm, written):
    life, people = firm
    rui = people["manager"]
    letters = written(life, lambda life: life.maya(acts.HandToMember(rui.pk, "manager", prose.words("I am away in May."))))
    assert set(letters) == {cast.JONAS, rui.email}
    for letter in letters.values():
        assert "At Studio Almada, this contract is in the hands of Rui Costa (manager) from now on." in text_of(letter)
        assert "I am away in May." in text_of(letter)
    cast.fund(life, 1)
    assert set(written(life, lambda life: life.jonas(acts.Start(1)))) == {cast.MAYA, rui.email}


def test_a_new_person_is_introduced_to_the_other_side_and_hears_of_it(firm, written):
    life, people = firm
    lea = people["lea"]
    letters = written(life, lambda life: life.jonas(acts.IntroduceMember(lea.pk, "member", prose.words("Lea draws."))))
    assert set(letters) == {cast.MAYA, lea.email}
    assert "Jonas Brandt Webdesign introduced Lea Kern (member), who works on this contract from now on." in text_of(
        letters[cast.MAYA]
    )


def test_who_acts_for_the_first_time_is_introduced_in_the_letter_about_it(firm, written):
    life, people = firm
    cast.fund(life, 1)
    letters = written(life, lambda life: life.do(acts.Start(1), By("freelancer", people["lea"].pk, "member")))
    told = text_of(letters[cast.MAYA])
    assert "Lea Kern (member) works on this contract for Jonas Brandt Webdesign from now on." in told
    assert letters[cast.MAYA].subject.startswith("Jonas Brandt Webdesign started milestone 1")


def test_who_may_not_do_what_is_asked_is_told_whose_turn_it_is(firm, written):
    life, people = firm
    bea = people["bookkeeper"]
    life.maya(acts.HandToMember(bea.pk, "bookkeeper"))
    cast.fund(life, 1)
    life.jonas(acts.Start(1))
    letters = written(life, lambda life: cast.deliver(life, 1))
    assert "Review milestone 1" in text_of(letters[cast.MAYA])
    assert "Next comes Studio Almada: Review milestone 1" in text_of(letters[bea.email])
    assert "Nothing is asked of you now." in text_of(letters[bea.email])


def test_who_has_left_hears_nothing_and_the_owner_goes_on(firm, written):
    from tallystone.people.members import remove
    from tallystone.people.models import Member

    life, people = firm
    life.maya(acts.HandToMember(people["manager"].pk, "manager"))
    remove(Member.objects.get(person=people["manager"]))
    cast.fund(life, 1)
    assert set(written(life, lambda life: life.jonas(acts.Start(1)))) == {cast.MAYA}
