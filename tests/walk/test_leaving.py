"""Two browsers: the client would like to end it, each says a number, they meet, money goes back, both get the last paper."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.walk.somebody import Somebody
from tests.walk.stage import apart
from tests.walk.test_whole_life import assert_all_of_it_holds, words_of

TERMS = {"kill_started_bp": 2_500, "kill_planned_bp": 1_000}


@pytest.fixture(scope="module")
def life(stage) -> cast.Life:
    def work() -> cast.Life:
        made = cast.agreed(**TERMS)
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


def test_an_exit_is_offered_countered_settled_and_paid_back(jonas, maya, life, stage):
    there = f"/contracts/{life.code}"
    offered(maya, there)
    assert life.contract.exit
    assert "The shop closes in spring." in stage.post.wait(cast.JONAS, "end the contract").text
    countered(jonas, there)
    agreed(maya, there)
    stage.settle()
    assert life.contract.state == "leaving"
    back = life.stone(2).owed_back_minor
    assert back == 238_060 - 50_000  # the deposit less the number
    jonas.open(f"{there}/milestones/2/refund")
    jonas.press("Say that")
    stage.settle()
    assert (life.contract.state, life.stone(2).refunded_minor) == ("ended", back)
    for who in (jonas, maya):
        letter = stage.post.wait(who.email, "ended")
        assert "500.00" in words_of(letter.papers[f"statement-{life.code}.pdf"])
        expect(who.open(there).locator("#main")).to_contain_text("ended")
    assert_all_of_it_holds()


def offered(maya, there: str) -> None:
    """She looks where they stand, reads the ways on, and offers to end it; not without a word to them."""
    maya.open(f"{there}/standing")
    maya.follow(f"{there}/leave")
    maya.page.get_by_label("What is wanted has changed").check()
    maya.press("Show the ways on")
    expect(maya.page.locator("#main")).to_contain_text("End it now")
    maya.follow(f"{there}/offer-exit?after=0")
    maya.press("Offer")
    expect(maya.page.locator("#main .error").first).to_be_visible()
    maya.page.get_by_label("What you would like to tell them").fill("The shop closes in spring.")
    maya.press("Offer")
    maya.sees_it_done()


def countered(jonas, there: str) -> None:
    """He states his own number, with its reason."""
    jonas.open(f"{there}/standing")
    expect(jonas.page.locator("#main")).to_contain_text("The shop closes in spring.")
    jonas.follow(f"{there}/counter-exit")
    jonas.page.get_by_label("What is left comes to, with tax").fill("500.00")
    jonas.page.get_by_label("Why that much").fill("Two days of drawings are done.")
    jonas.press("State")
    jonas.sees_it_done()


def agreed(maya, there: str) -> None:
    maya.open(f"{there}/standing")
    expect(maya.page.locator("#main")).to_contain_text("Two days of drawings are done.")
    maya.follow(f"{there}/accept-exit")
    maya.confirm("Agree")
