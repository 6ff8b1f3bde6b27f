"""The circle: who does what, who vouches for whom; mutual only where both have said so."""

import pytest

from tallystone.notices.models import Letter
from tallystone.people.models import Tie
from tests import cast as people
from tests.conftest import browser_of
from tests.pages.forms import beside, text


@pytest.fixture
def jonas(cast):
    return browser_of(cast.jonas)


@pytest.fixture
def noor(cast):
    return browser_of(cast.noor)


def add(browser, **typed):
    return browser.post("/settings/circle", {"email": people.NOOR, "does": "Menus", **typed})


def test_somebody_is_added_and_it_is_mutual_once_both_vouch(cast, jonas, noor):
    assert add(jonas, vouch="on", word="Always on time.").status_code == 303
    letter = Letter.objects.get(to=people.NOOR)
    assert "Always on time." in letter.text
    assert "You vouch for them" in text(jonas.get("/settings/circle"))
    assert "Jonas Brandt Webdesign : “Always on time.”" in text(noor.get("/settings/circle"))
    assert add(noor, email=people.JONAS, vouch="on", word="Hands over well.").status_code == 303
    for browser, word in ((jonas, "Hands over well."), (noor, "Always on time.")):
        shown = text(browser.get("/settings/circle"))
        assert "You vouch for each other" in shown
        assert word in shown


def test_without_a_word_of_vouching_no_letter_leaves(cast, jonas):
    add(jonas)
    assert not Letter.objects.exists()
    assert "Menus" in text(jonas.get("/settings/circle"))


def test_it_is_changed_and_taken_out(cast, jonas):
    add(jonas, vouch="on", word="Always on time.")
    tie = Tie.objects.get()
    jonas.post(f"/settings/circle/{tie.pk}", {"does": "Books", "word": ""})
    tie.refresh_from_db()
    assert (tie.does, tie.vouched) == ("Books", None)
    jonas.post(f"/settings/circle/{tie.pk}", {"do": "remove"})
    assert not Tie.objects.exists()


def test_the_same_person_twice_is_one_tie(cast, jonas):
    add(jonas)
    add(jonas, does="Books")
    assert [tie.does for tie in Tie.objects.all()] == ["Books"]


@pytest.mark.parametrize("email", ["", "no address", people.JONAS])
def test_an_address_that_will_not_do_is_said_beside_it(cast, jonas, email):
    page = add(jonas, email=email)
    assert page.status_code == 422
    assert "Write" in text(page)
    assert not Tie.objects.exists()


def test_nobody_else_sees_or_changes_it(cast, jonas, noor):
    add(jonas)
    tie = Tie.objects.get()
    assert noor.get(f"/settings/circle/{tie.pk}").status_code == 404
    assert noor.post(f"/settings/circle/{tie.pk}", {"do": "remove"}).status_code == 404
    assert browser_of(cast.maya).get("/settings/circle").status_code == 404
    assert Tie.objects.count() == 1


def test_whom_one_knows_can_be_named(cast, jonas):
    add(jonas)
    life = people.accepted()
    shown = jonas.get(f"/contracts/{life.code}/refer")
    assert f'<option value="{cast.noor.pk}">Noor Visser · Menus</option>' in shown.content.decode()
    assert beside(shown, "who") == ""
