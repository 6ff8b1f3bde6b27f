"""Money that goes back after a change order, and a review that is reminded of to its last hours, in the browser."""

from datetime import timedelta

from playwright.sync_api import expect

from tallystone.core import acts
from tallystone.journal import prose
from tests import cast
from tests.walk.stage import apart
from tests.walk.test_whole_life import assert_all_of_it_holds

SECOND = timedelta(seconds=1)


def cheaper() -> cast.Life:
    """Milestone 2 was funded before it became cheaper: 2,000.50 before tax are 123.45 now."""
    life = cast.funded()
    cast.fund(life, 2)
    cast.change(life)
    life.maya(acts.AcceptChange(life.contract.change.terms, prose.words("Maya Serrano"), "code"))
    return life


def test_what_was_paid_too_much_goes_back(somebody, stage):
    life = apart(cheaper)
    owed = life.stone(2).owed_back_minor
    assert owed == 238_060 - 14_691
    jonas, maya = somebody(cast.JONAS), somebody(cast.MAYA, scripts=False)
    page = jonas.open(f"/contracts/{life.code}")
    jonas.follow(f"/contracts/{life.code}/milestones/2/refund")
    expect(page.locator("#main")).to_contain_text("2,233.69 EUR")
    mark = stage.post.mark()
    jonas.press("Say that")
    jonas.sees_it_done()
    stage.settle()
    assert (life.stone(2).owed_back_minor, life.stone(2).refunded_minor) == (0, owed)
    shown = maya.open(f"/contracts/{life.code}/history")
    expect(shown.locator("#main")).to_contain_text("2,233.69 EUR")
    assert not stage.post.find(cast.JONAS, "2,233.69 EUR back", after=mark)
    assert_all_of_it_holds()


def test_a_review_is_reminded_of_to_its_last_hours_and_then_ends(somebody, stage):
    life = apart(cast.delivered)
    stage.settle()
    noticed, until = life.stone(1).noticed_at, life.stone(1).review_until
    maya = somebody(cast.MAYA)
    page = maya.open(f"/contracts/{life.code}/milestones/1")
    ends = page.locator(".notice", has_text="You have until").inner_text()
    for words, moment in (
        ("Half of the review time is over", noticed + (until - noticed) / 2),
        ("One day left to review", until - timedelta(days=1)),
        ("A few hours left to review", until - timedelta(hours=4)),
    ):
        stage.move_to(moment - timedelta(minutes=3))
        stage.settle()
        assert not stage.post.find(cast.MAYA, words, life.code)
        stage.move_to(moment + SECOND)
        letter = stage.post.wait(cast.MAYA, words, life.code)
        stage.settle()
        page.goto(letter.link if "/contracts/" in letter.link else f"/contracts/{life.code}/milestones/1")
    assert life.stone(1).review_until == until, "reminded in time: it ends as the page said"
    if "/sign-in" not in maya.open(f"/contracts/{life.code}/milestones/1").url:
        assert page.locator(".notice", has_text="You have until").inner_text() == ends
    stage.move_to(until + SECOND)
    stage.settle()
    assert (life.stone(1).work, life.stone(1).deemed) == ("accepted", True)
    expect(maya.open(f"/contracts/{life.code}/milestones/1").locator("#main")).to_contain_text("Accepted")
