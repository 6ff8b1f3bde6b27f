"""Change orders in two browsers: grown from a comment and accepted, from a review and declined, answered with another."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.walk import writing
from tests.walk.somebody import Somebody
from tests.walk.stage import apart
from tests.walk.test_whole_life import assert_all_of_it_holds, words_of

MAP = "Could you also add a map?"


@pytest.fixture(scope="module")
def life(stage) -> cast.Life:
    return apart(cast.changes_asked)


@pytest.fixture
def jonas(somebody) -> Somebody:
    return somebody(cast.JONAS)


@pytest.fixture
def maya(somebody) -> Somebody:
    """She has no scripts."""
    return somebody(cast.MAYA, scripts=False)


def test_a_comment_becomes_a_change_order_and_is_accepted_with_a_fresh_code(jonas, maya, life, stage):
    maya_asks(maya, life)
    page = jonas.open(f"/contracts/{life.code}/milestones/2")
    jonas.follow(f"/contracts/{life.code}/offer-change?from=comment-1")
    expect(writing.group(page, "Sending it").get_by_label("Note")).to_have_value(MAP)
    expect(writing.card(page, 2).get_by_label("Accepted when")).to_have_value(re.compile(re.escape(MAP)))
    writing.card(page, 2).get_by_label("Price before tax").fill("2300.50")
    expect(page.locator(".effects").first).to_contain_text("The whole price rises by 357.00 EUR")
    offer(jonas, "The whole price rises by 357.00 EUR")
    letter = stage.post.wait(cast.MAYA, "change order 1")
    shown = reads_the_offer(maya, life, letter.link)
    expect(shown.locator("#main")).to_contain_text("It grew from these words")
    expect(shown.locator("#main")).to_contain_text("The whole price rises by 357.00 EUR")
    accept(maya, life, stage)
    assert life.stone(2).stake.price_minor == 230_050
    in_force(maya, life, MAP, 2)
    in_force(jonas, life, MAP, 2)
    stage.settle()
    paper = stage.post.wait(cast.JONAS, "accepted change order 1").papers[f"change-{life.code}-1.pdf"]
    assert MAP.replace(" ", "") in words_of(paper)
    jonas.open(f"/contracts/{life.code}/terms?version=1")
    expect(jonas.page.locator("#main")).to_contain_text("2,000.50")
    expect(jonas.page.locator("#main")).not_to_contain_text("2,300.50")


def test_a_review_becomes_a_change_order_and_is_declined(jonas, maya, life, stage):
    page = jonas.open(f"/contracts/{life.code}/milestones/1")
    jonas.follow(f"/contracts/{life.code}/offer-change?from=review-1")
    expect(writing.card(page, 1).get_by_label("Accepted when")).to_have_value(re.compile("The menu covers the text"))
    writing.card(page, 1).get_by_label("Due date").fill((cast.today() + timedelta(days=12)).isoformat())
    offer(jonas, "What it would do")
    number, before = life.contract.change.number, life.contract.terms
    shown = reads_the_offer(maya, life, stage.post.wait(cast.MAYA, f"change order {number}").link)
    maya.follow(f"/contracts/{life.code}/decline-change")
    maya.press("Decline")
    expect(shown.locator(".error").first).to_be_visible()
    shown.get_by_label("Why").fill("It was agreed like this.")
    maya.press("Decline")
    maya.sees_it_done()
    jonas.open(f"/contracts/{life.code}/changes")
    jonas.follow(f"/changes/{number}")
    expect(page.locator("#main")).to_contain_text("declined by Studio Almada")
    expect(page.locator("#main")).to_contain_text("It was agreed like this.")
    assert (life.contract.terms, life.contract.change) == (before, None)


def test_a_change_order_is_answered_with_another(jonas, maya, life, stage):
    page = maya.open(f"/contracts/{life.code}")
    maya.follow(f"/contracts/{life.code}/offer-change")
    writing.press_row(maya, "Remove", writing.card(page, 3))
    expect(writing.card(page, 3)).to_have_count(0)
    offer(maya, "The whole price falls by 3,570.60 EUR")
    number = life.contract.change.number
    reads_the_offer(jonas, life, stage.post.wait(cast.JONAS, f"change order {number}").link)
    jonas.follow(f"/contracts/{life.code}/offer-change")
    writing.card(jonas.page, 2).get_by_label("Price before tax").fill("2500.50")
    offer(jonas, "The whole price falls by 3,332.60 EUR")
    assert (life.contract.change.number, life.contract.change.version) == (number, 2)
    maya.open(f"/contracts/{life.code}/change")
    accept(maya, life, stage)
    assert [(s.number, s.work) for s in life.contract.stones] == [(1, "changes_asked"), (2, "planned"), (3, "cancelled")]
    in_force(jonas, life, "2,500.50", 3)
    maya.open(f"/contracts/{life.code}/milestones/3")
    expect(maya.page.locator("#main")).to_contain_text("Stage 3")
    assert_all_of_it_holds()


def maya_asks(maya: Somebody, life: cast.Life) -> None:
    page = maya.open(f"/contracts/{life.code}/milestones/2")
    with page.expect_navigation():
        page.get_by_role("link", name="Comment on this milestone").click()
    page.get_by_label("Your comment").fill(MAP)
    maya.press("Send to")
    expect(page.locator(".thread")).to_contain_text(MAP)


def offer(who: Somebody, effect: str) -> None:
    """Read what it would do before it is sent, then send it."""
    who.press("Read it as the other side will")
    expect(who.page.locator("#main")).to_contain_text(effect)
    who.press("Offer this change to")
    who.sees_it_done()


def reads_the_offer(who: Somebody, life: cast.Life, link: str) -> Page:
    who.arrive(link)
    if "/sign-in" in who.page.url:
        who.sign_in()
    who.open(f"/contracts/{life.code}")
    who.follow(f"/contracts/{life.code}/change")
    return who.page


def accept(who: Somebody, life: cast.Life, stage) -> None:
    """An hour later, the sign-in is not fresh any more: the code from the mail is asked for."""
    stage.move_to(datetime.now(UTC) + timedelta(hours=1))
    who.follow(f"/contracts/{life.code}/accept-change")
    who.page.get_by_label("Your name").fill("Maya Serrano")
    who.page.get_by_role("checkbox").check()
    mark, version = stage.post.mark(), life.contract.version
    who.press("Accept")
    assert life.contract.version == version
    who.page.get_by_label("Code from the mail").fill(who.code(mark))
    who.press("Accept")
    who.sees_it_done()
    assert life.contract.version == version + 1


def in_force(who: Somebody, life: cast.Life, words: str, version: int) -> None:
    """The page of the terms shows those in force, and says which version they are."""
    page = who.open(f"/contracts/{life.code}/terms")
    expect(page.locator("#main")).to_contain_text(words)
    expect(page.locator("#main")).to_contain_text("Agreed by both, in force")
    expect(page.get_by_role("region", name="Versions").locator("b")).to_contain_text(f"Version {version}")
