"""Hours in the browser: the timer, entries by hand, the week, a file, exposure with its limit, the cap, the invoice of them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tallystone.books.models import Invoice
from tallystone.core import acts
from tallystone.hours.models import Timer, Worked
from tests import cast
from tests.walk.somebody import Somebody
from tests.walk.stage import Stage, apart
from tests.walk.test_whole_life import assert_all_of_it_holds

CAP, RATE = 600, 8_000  # ten hours at 80.00


@pytest.fixture(scope="module")
def life(stage) -> cast.Life:
    """Milestone 1, ten hours at 80.00, is at work since two days; nothing is logged."""
    return apart(cast.working)


@pytest.fixture
def jonas(somebody) -> Somebody:
    return somebody(cast.JONAS)


@pytest.fixture
def maya(somebody) -> Somebody:
    """On a phone, without scripts."""
    return somebody(cast.MAYA, scripts=False, viewport={"width": 390, "height": 800})


def test_the_timer_runs_on_without_the_browser_and_is_logged(jonas, somebody, stage, life):
    page = desk(jonas)
    page.get_by_label("What you did").fill("Menu on the phone")
    jonas.press("Start the timer")
    expect(page.locator("[data-timer]")).to_be_visible()
    page.goto("about:blank")
    stage.move_to(datetime.now(UTC) + timedelta(minutes=75))
    stage.settle()
    phone = somebody(cast.JONAS, viewport={"width": 390, "height": 800})
    page = phone.open("/hours")
    expect(page.locator("[data-timer]")).to_contain_text(re.compile(r"1\sh\s1[56]\smin"))
    phone.press("Stop and log it")
    expect(page.locator("#main .notice.done")).to_contain_text(re.compile(r"1\sh\s1[56]\smin are logged"))
    assert not Timer.objects.exists()
    assert life.stone(1).minutes in {75, 76}


def test_from_entries_by_hand_to_the_invoice(jonas, maya, stage, life):
    changed_removed_and_brought_back(jonas, life)
    wrong_is_said_beside_its_field(jonas)
    both_are_told_at_half(jonas, maya, stage, life)
    past_the_limit_an_early_snapshot(jonas, life)
    a_file_comes_in_once(jonas, stage, life)
    to_the_end_of_the_cap_and_billed(jonas, maya, stage, life)
    assert_all_of_it_holds()


def changed_removed_and_brought_back(jonas: Somebody, life: cast.Life) -> None:
    page = desk(jonas)
    by_hand(jonas, "1,5", "Drafts of the form")
    expect(page.locator("#main .notice.done")).to_contain_text("1 h 30 min are logged")
    before = life.stone(1).minutes
    jonas.open("/hours")
    expect(page.locator("table.week tfoot")).to_contain_text(spelled(before))
    page.get_by_role("link", name=re.compile("Change 1 h 30 min Drafts")).click()
    page.get_by_label("How long").fill("1:00")
    jonas.press("Save the change")
    assert life.stone(1).minutes == before - 30
    page.get_by_role("link", name=re.compile("Change 1 h Drafts")).click()
    jonas.press("Remove")
    assert life.stone(1).minutes == before - 90
    jonas.press("Undo")
    assert life.stone(1).minutes == before - 30


def wrong_is_said_beside_its_field(jonas: Somebody) -> None:
    page = desk(jonas)
    by_hand(jonas, "soon", "The footer")
    expect(page.locator(".field.wrong")).to_contain_text("is no length of time")
    expect(page.get_by_label("What you did")).to_have_value("The footer")
    assert not Worked.objects.filter(note="The footer").exists()


def both_are_told_at_half(jonas: Somebody, maya: Somebody, stage: Stage, life: cast.Life) -> None:
    reach(jonas, stage, life, 50)
    said = [stage.post.wait(email, "50 %") for email in (cast.JONAS, cast.MAYA)]
    assert all("5 h of 10 h" in letter.text.replace("\xa0", " ") for letter in said)
    maya.arrive(said[1].link)
    if "/sign-in" in maya.page.url:
        maya.sign_in()
    page = maya.open(f"/contracts/{life.code}/hours")
    expect(page.locator("#main")).to_contain_text("50 % of 10 h")
    expect(page.locator("#exposure")).to_contain_text("400.00 EUR")
    expect(page.locator("#main")).not_to_contain_text("Set the limit")


def past_the_limit_an_early_snapshot(jonas: Somebody, life: cast.Life) -> None:
    page = jonas.open(f"/contracts/{life.code}/hours")
    expect(page.locator("#exposure")).not_to_contain_text("past your limit")
    page.get_by_text("Set the limit").first.click()
    page.get_by_label("Propose an early snapshot after").fill("4")
    jonas.press("Set the limit")
    expect(page.locator("#exposure")).to_contain_text("That is past your limit")
    desk(jonas)
    expect(page.locator("#main")).to_contain_text("past your limit")
    jonas.open(f"/contracts/{life.code}/hours")
    jonas.follow(f"/contracts/{life.code}/milestones/1/deliver")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deliver")


def a_file_comes_in_once(jonas: Somebody, stage: Stage, life: cast.Life) -> None:
    stage.settle()
    before, begun = life.stone(1).minutes, life.contract.agreed_at.date()
    row = f"{begun + timedelta(days=1)},{{}},01:15:00,{{}},Almada,\n"
    text = (
        "Start date,Start time,Duration,Description,Project,Tags\n"
        + row.format("00:05:00", "Plan")
        + row.format("02:05:00", "Grid")
    )
    for added in (2, 0):
        page = jonas.open(f"/contracts/{life.code}/hours")
        jonas.follow(f"/contracts/{life.code}/hours/import")
        page.locator("#file").set_input_files({"name": "toggl.csv", "mimeType": "text/csv", "buffer": text.encode()})
        jonas.press("Look at what is in it")
        if not added:
            expect(page.get_by_role("heading", level=1)).to_contain_text("All of this is there already")
            continue
        expect(page.locator("#main")).to_contain_text("It looks like an export of Toggl Track")
        expect(page.get_by_role("heading", level=1)).to_contain_text("2 entries would come in, 2 h 30 min")
        assert life.stone(1).minutes == before
        jonas.press("Bring in 2 entries")
        expect(page.locator("#progress")).to_contain_text("2 entries came in.")
    assert life.stone(1).minutes == before + 150
    stage.settle()
    for email in (cast.JONAS, cast.MAYA):
        assert stage.post.wait(email, "75 %")


def to_the_end_of_the_cap_and_billed(jonas: Somebody, maya: Somebody, stage: Stage, life: cast.Life) -> None:
    for percent in (90, 100):
        reach(jonas, stage, life, percent)
        for email in (cast.JONAS, cast.MAYA):
            assert stage.post.wait(email, f"{percent} %")
    page = jonas.open(f"/contracts/{life.code}/milestones/1")
    expect(page.locator("#main")).to_contain_text("10 h")
    apart(cast.deliver, life, 1)
    stage.settle()
    shown = maya.open(f"/contracts/{life.code}/milestones/1")
    expect(shown.locator("#main")).to_contain_text("800.00 EUR")
    for criterion in shown.locator("[data-verdicts] > li").all():
        criterion.get_by_role("radio", name="Met", exact=True).check()
    maya.confirm("Accept")
    assert Invoice.objects.get(code=life.code, kind="final").net_minor == 80_000
    jonas.open("/earned")
    expect(page.locator("#main")).to_contain_text("10 h")
    jonas.open(f"/contracts/{life.code}/hours")
    expect(page.locator("#exposure")).to_contain_text("0 min unreviewed")
    apart(life.maya, acts.ClaimPaid(1, cast.today()))
    apart(life.jonas, acts.ConfirmPayment(1, cast.today()))
    jonas.open("/earned")
    expect(page.locator("#main")).to_contain_text("80.00 EUR")


def desk(who: Somebody) -> Page:
    """The desk; who is not signed in finds the first page there, so the way leads over the hours."""
    who.open("/hours")
    return who.open("/")


def by_hand(who: Somebody, length: str, note: str) -> None:
    who.page.get_by_label("What you did").fill(note)
    who.page.get_by_label("How long").fill(length)
    who.press("Log the hours")


def reach(who: Somebody, stage, life: cast.Life, percent: int) -> None:
    """Log by hand what is missing to so much of the cap."""
    missing = CAP * percent // 100 - life.stone(1).minutes
    desk(who)
    by_hand(who, f"{missing} min", f"To {percent} %")
    expect(who.page.locator("#main .notice.done")).to_contain_text(spelled(missing))
    stage.settle()
    assert life.stone(1).minutes == CAP * percent // 100


def spelled(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)
