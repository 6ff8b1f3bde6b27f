"""Three browsers: a boundary is reached, Jonas hands over and names Noor, Maya chooses, Noor goes on, and the fee is earned."""

import re

import pytest
from playwright.sync_api import expect

from tallystone.books.models import Contract
from tallystone.journal import chain
from tests import cast
from tests.walk.somebody import Somebody
from tests.walk.stage import apart
from tests.walk.test_whole_life import assert_all_of_it_holds, words_of


@pytest.fixture(scope="module")
def life(stage) -> cast.Life:
    def work() -> cast.Life:
        people = cast.cast()
        people.elsewhere.iban = "NL91ABNA0417164300"
        people.elsewhere.save()
        made = cast.agreed()
        cast.finish(made, 1)
        cast.fund(made, 2)
        return made

    return apart(work)


@pytest.fixture
def jonas(somebody) -> Somebody:
    return somebody(cast.JONAS)


@pytest.fixture
def maya(somebody) -> Somebody:
    """She has no scripts."""
    return somebody(cast.MAYA, scripts=False)


@pytest.fixture
def noor(somebody) -> Somebody:
    return somebody(cast.NOOR)


def test_jonas_hands_over_and_maya_says_that_it_has_arrived(jonas, maya, life, stage):
    page = jonas.open(f"/contracts/{life.code}")
    jonas.follow(f"/contracts/{life.code}/hand-over")
    page.get_by_label("Access to", exact=True).fill("The shop")
    page.get_by_label("By whom, and how").fill("password: Tr0ub4dor&3")
    page.get_by_label("There is nothing beside what was delivered").check()
    page.get_by_label("No problem is known").check()
    page.get_by_label("What the next person must know").fill("Texts come from Rita.")
    jonas.press("Hand over to")
    expect(page.locator("#main .error").first).to_contain_text("Write where the next person begins.")
    page.get_by_label("Where they begin").fill("Begin with the menu.")
    jonas.press("Hand over to")
    expect(page.locator("#main .error")).to_contain_text("looks like a password")
    page.get_by_label("By whom, and how").fill("Maya asks for a new account")
    jonas.press("Hand over to")
    expect(page.locator("#main")).to_contain_text("Complete")
    letter = stage.post.wait(cast.MAYA, "handed over")
    paper = letter.papers[f"handover-{life.code}-1.pdf"]
    assert "TextscomefromRita." in words_of(paper).replace(" ", "")
    maya.open(f"/contracts/{life.code}")
    maya.follow(f"/contracts/{life.code}/handover")
    expect(maya.page.locator("#main")).to_contain_text("Begin with the menu.")
    maya.follow(f"/contracts/{life.code}/acknowledge-handover")
    maya.press("Say that the handover has arrived")
    maya.sees_it_done()
    assert life.contract.handover.acknowledged_at


def test_noor_is_named_and_chosen_and_goes_on(jonas, maya, noor, life, stage):
    page = jonas.open(f"/contracts/{life.code}/refer")
    page.get_by_label("Their mail address").fill(cast.NOOR)
    page.get_by_label("Fee that they owe you").fill("250")
    page.get_by_label("Why them").fill("She knows the trade.")
    jonas.press("Name them to")
    maya.open(f"/contracts/{life.code}")
    maya.follow(f"/contracts/{life.code}/successors")
    expect(maya.page.locator("#main")).to_contain_text("She knows the trade.")
    maya.follow(f"/contracts/{life.code}/consent-successor?referral=1")
    maya.press("Let them propose to you")
    letter = stage.post.wait(cast.NOOR, "would like you to take over")
    assert f"/succeed/{life.code}" in letter.text
    shown = noor.open(f"/succeed/{life.code}")
    expect(shown.locator("#main")).to_contain_text("Texts come from Rita.")
    expect(shown.locator("#main")).not_to_contain_text("000.50")
    noor.press("Write my proposal")
    for number, price in ((1, "900"), (2, "1100")):
        shown.get_by_label("Price before tax").nth(number - 1).fill(price)
    noor.press("Read it as the other side will")
    noor.press("Propose to")
    new = re.search(r"/contracts/(\w+)", shown.url)[1]
    stage.settle()
    fee = Contract.objects.get(freelancer_id=life.cast.brandt.pk, client_id=life.cast.elsewhere.pk).code
    agree(noor, fee)
    agree(maya, new)
    stage.settle()
    assert life.contract.succeeded_by == new
    assert chain.fold(fee).stones[0].work == "accepted"
    expect(noor.open(f"/succeed/{life.code}").locator("#main")).to_contain_text("You have taken over")
    expect(maya.open(f"/contracts/{life.code}/successors").locator("#main")).to_contain_text("has taken over")
    page = jonas.open(f"/contracts/{life.code}/milestones/2/refund")
    jonas.press("Say that")
    assert life.stone(2).refunded_minor == 238_060
    assert_all_of_it_holds()


def agree(who: Somebody, code: str) -> None:
    """Agree to the terms of a contract as its client, with a fresh code where one is asked for."""
    page = who.open(f"/contracts/{code}/agree")
    page.get_by_label("Your name", exact=True).fill("Her Name")
    page.get_by_role("checkbox").last.check()
    who.confirm("Agree to")
