"""The whole life of a contract, both sides, in a real browser: from signing up to the closing statement."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import expect

from tallystone.books.models import Contract, Invoice
from tallystone.books.rebuilding import rebuild
from tallystone.core.state import By
from tallystone.journal import chain
from tallystone.ops import proof, stories
from tallystone.ops.pictures import picture
from tallystone.ops.playing import Player
from tallystone.people.models import Business
from tests import cast
from tests.walk.life import whole_life
from tests.walk.outcome import outcome, words_of
from tests.walk.player import BrowserPlayer
from tests.walk.stage import apart

LENA, MARTA = "lena@falk.example", "marta@almada.example"


def test_a_contract_paid_before_the_start(somebody, stage):
    lena, marta = somebody(LENA), somebody(MARTA)
    sign_up(lena)
    today = tomorrow()
    life = BrowserPlayer(whole_life(today), today, lena, marta)
    agree(life)
    first_milestone(life)
    silence(life)
    ending(life)
    progress_for_the_boss(life, somebody("boss@almada.example"))
    assert_all_of_it_holds()
    assert outcome(life.code) == outcome(through_the_door(life, today))


def tomorrow() -> date:
    """Days of stories lie ahead: the clock of the stage only goes forward."""
    return datetime.now(UTC).date() + timedelta(days=1)


def sign_up(who) -> None:
    """From the first page to a business with its details and its logo."""
    page = who.open("/")
    page.get_by_role("link", name="Sign in").first.click()
    who.sign_in()
    page.get_by_label("Your name").fill("Lena Falk")
    page.get_by_label("Name of the business").fill("Lena Falk Webdesign")
    page.get_by_label("Postal address").fill("Kastanienallee 12\n10435 Berlin")
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    who.press("Begin the business")
    page.get_by_label("Tax number").fill("DE136695976")
    page.get_by_label("Tax rate").fill("19")
    page.get_by_label("Account holder").fill("Lena Falk")
    page.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
    page.get_by_label("BIC").fill("COBADEFFXXX")
    who.press("Keep this and go to the desk")
    who.open("/settings/logo")
    page.get_by_label("Picture").set_input_files(
        {"name": "l.png", "mimeType": "image/png", "buffer": picture("logo.png").read()}
    )
    who.press("Keep this logo")
    expect(page.get_by_role("img", name="Logo of Lena Falk Webdesign")).to_have_js_property("complete", True)


def agree(life: BrowserPlayer) -> None:
    """Propose, counter, see what differs, agree; both have the agreement with the head of the chain."""
    life.through("Propose")
    assert "/in/" in life.letter.link
    life.through("Counter")
    page = life.freelancer.open(f"/contracts/{life.code}")
    life.freelancer.follow(f"/contracts/{life.code}/compare")
    expect(page.get_by_role("heading", name="What changed", exact=True)).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Version 2, from Almada Building")
    life.through("Agree")
    for email in (LENA, MARTA):
        letter = life.stage.post.wait(email, head_after(life, "Agree"))
        assert head_after(life, "Agree") in words_of(letter.papers[f"agreement-{life.code}.pdf"])


def head_after(life: BrowserPlayer, act: str) -> str:
    """The head of the chain as it was after the last act of this name."""
    return [told.hash for told in chain.entries(life.code) if told.act == act][-1]


def first_milestone(life: BrowserPlayer) -> None:
    """Invoice by mail; delivered files can be looked into; a round of changes; accepted, released and invoiced."""
    life.through("AskFunding", 1)
    deposit = Invoice.objects.get(code=life.code, kind="deposit")
    assert "DE89" in words_of(life.letter.papers[f"invoice-{deposit.number}.pdf"])
    life.through("Start", 1)
    life.through("Deliver", 1)
    page = life.client.open(f"/contracts/{life.code}/milestones/1")
    for closed in page.locator(".files details:not([open]) summary").all():
        closed.click()
    for name in ("wireframes.png", "style-sheet.pdf"):
        shown = page.get_by_role("img", name=f"Page 1 of {name}")
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("complete", True)
        assert shown.evaluate("image => image.naturalWidth") > 100
    expect(page.locator(".preview", has_text="Home").first).to_be_visible()
    life.through("AskChanges", 1)
    assert "The contact page is only shown for the desktop." in life.letter.text
    life.through("Accept", 1)
    final = Invoice.objects.get(code=life.code, kind="final")
    assert f"invoice-{final.number}.pdf" in life.letter.papers


def silence(life: BrowserPlayer) -> None:
    """A delivery, and not a word: reminders while there is time, then it counts as accepted."""
    life.through("Deliver", 2)
    life.through("Tick")
    life.stage.post.wait(MARTA, "Half of the review time is over", "Visual design")
    assert chain.fold(life.code).stone(2).work == "delivered"
    while life.left[0].act == "Tick":
        life.through("Tick")
    life.stage.post.wait(MARTA, "One day left to review", "Visual design")
    stone = chain.fold(life.code).stone(2)
    assert (stone.work, stone.money, stone.deemed, stone.reminded) == ("accepted", "released", True, "day")
    for email in (LENA, MARTA):
        life.stage.post.wait(email, head_after(life, "Lapse"))


def ending(life: BrowserPlayer) -> None:
    """The last acceptance completes the contract; both have the closing statement."""
    life.finish()
    assert chain.fold(life.code).state == "completed"
    for email in (LENA, MARTA):
        letter = life.stage.post.wait(email, head_after(life, "Accept"))
        assert head_after(life, "Accept") in words_of(letter.papers[f"statement-{life.code}.pdf"])
    life.freelancer.open("/")
    expect(life.freelancer.page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()


def progress_for_the_boss(life: BrowserPlayer, boss) -> None:
    """The status link shows the progress to somebody who is not signed in, and leads nowhere else."""
    page = life.client.open(f"/contracts/{life.code}")
    life.client.press("Make a status link")
    boss.page.goto(page.get_by_label("Address of the status page").input_value())
    expect(boss.page.get_by_role("heading", name=life.terms.title)).to_be_visible()
    expect(boss.page.locator("#main")).to_contain_text("every milestone is accepted and paid")
    assert boss.page.locator("#main a, form, header a").count() == 0
    shown = boss.page.locator("body").inner_text()
    hidden = [LENA, MARTA, "DE89", life.terms.background, "Site map and first", "wireframes.png", "Kastanienallee"]
    assert [word for word in hidden if word in shown] == []
    boss.page.goto(f"/contracts/{life.code}")
    expect(boss.page).to_have_url(
        f"{life.stage.url}/sign-in?next=/contracts/{life.code}".replace("=/", "=%2F").replace("s/", "s%2F", 1)
    )


def assert_all_of_it_holds() -> None:
    result = apart(proof.prove)
    assert result["holds"], result["faults"]
    assert result["checked"]["papers"] > 0
    assert apart(rebuild) == []


def through_the_door(life: BrowserPlayer, today: date) -> str:
    """The same story between the same two, as the demo plays it; the code of that contract."""
    row = Contract.objects.get(code=life.code)
    sides = Business.objects.in_bulk([row.freelancer_id, row.client_id])
    life.stage.rest()
    code = apart(Player(life.story, today, sides[row.freelancer_id], sides[row.client_id]).play)
    life.stage.work()
    return code


def test_a_contract_paid_after_acceptance(somebody, stage):
    """Begun through the door, ended in the browser by two who were here before."""
    people, first = cast.cast(), tomorrow()
    story = stories.photographs(first + timedelta(days=80))
    begun, rest = story.steps[:4], story.steps[4:]
    stage.rest()
    stage.move_to(datetime.combine(first + timedelta(days=begun[-1].day), datetime.min.time(), UTC) + timedelta(hours=10))
    player = Player(replace(story, steps=begun), first + timedelta(days=80), people.brandt, people.almada)
    code = apart(player.play)
    stage.work()
    jonas, maya = somebody(cast.JONAS), somebody(cast.MAYA)
    life = BrowserPlayer(replace(story, steps=rest), first + timedelta(days=80), jonas, maya, code)
    life.through("Accept", 1)
    (invoice,) = Invoice.objects.filter(code=code)
    assert "DE89" in words_of(stage.post.wait(cast.MAYA, invoice.number).papers[f"invoice-{invoice.number}.pdf"])
    life.finish()
    assert chain.fold(code).state == "completed"
    assert {told.by for told in chain.entries(code)} >= {By("freelancer", people.jonas.pk), By("client", people.maya.pk)}
    assert_all_of_it_holds()
