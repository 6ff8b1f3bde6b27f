"""A negotiation in two browsers: a text brought along, three findings mended, proposed, talked about, answered by both at once,
and agreed to."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tallystone.journal import chain
from tests import cast
from tests.walk import writing
from tests.walk.somebody import Somebody
from tests.walk.test_findings import below, mend_three

VERA = "vera@ferry.example"
TEXT = """---
currency: EUR
time zone: Europe/Lisbon
paid: after
tax: 19 %
review days: 7
---

# Ferry pages

## In scope

Several pages and a form, etc. If possible, in two languages. The pages look modern.

## Milestone 1: Wireframes

- Due: {first}
- Price: 900.00 EUR

### Deliverables

- Wireframes of five pages

### Criteria

- Each wireframe is shown at 390 and 1440 pixels

## Milestone 2: Pages

- Due: {second}
- Price: 1800.00 EUR

### Deliverables

- Five pages on a test address

### Criteria

- The timetable of both harbours can be read on a phone
"""


def text() -> str:
    return TEXT.format(first=cast.today() + timedelta(days=20), second=cast.today() + timedelta(days=40))


def test_a_text_is_brought_mended_proposed_answered_and_agreed(somebody, stage):
    cast.cast()
    jonas, vera = somebody(cast.JONAS), somebody(VERA)
    code = propose_a_text(jonas)
    vera.arrive(stage.post.wait(VERA, "proposed terms").link)
    vera_asks(vera, code)
    jonas_answers(jonas, code)
    both_at_once(jonas, vera, code)
    jonas_compares(jonas, code)
    jonas_agrees(jonas, vera, code)


def propose_a_text(jonas: Somebody) -> str:
    page = jonas.open("/drafts/bring")
    page.get_by_label("The text").fill(text())
    jonas.press("Make a draft of it")
    expect(page.get_by_label("In scope", exact=True)).to_have_value(re.compile("^Several pages"))
    expect(writing.card(page, 2).get_by_label("Price before tax")).to_have_value("1800.00")
    below(page, "In scope").filter(has_text="Several").locator("summary").click()
    mend_three(page)
    scope = page.get_by_label("In scope", exact=True)
    scope.fill(re.sub(r"for ___.*", "for its own site.", scope.input_value()))
    expect(below(page, "In scope").filter(has_text="Several")).to_have_count(0)
    writing.address_to(page, VERA, "Vera Holt", "Ferry & Sons")
    jonas.press("Read it as the other side will")
    jonas.press("Propose to")
    jonas.sees_it_done()
    return re.search(r"/contracts/([A-Z0-9]+)", page.url)[1]


def vera_asks(vera: Somebody, code: str) -> None:
    """A comment beside its milestone, in the page itself."""
    page = vera.open(f"/contracts/{code}")
    milestone = page.locator("#milestone-2")
    milestone.get_by_role("link", name="Comment on Pages").click()
    milestone.get_by_label("Your comment on milestone 2").fill("Could it be there a week earlier?")
    vera.press("Send to")
    expect(page.locator("#milestone-2 .thread")).to_contain_text("Could it be there a week earlier?")
    expect(page.locator("#milestone-2 .thread")).to_contain_text("open")


def jonas_answers(jonas: Somebody, code: str) -> None:
    page = jonas.open(f"/contracts/{code}/comments")
    page.locator(".thread").get_by_role("link", name="Answer").click()
    page.get_by_label("Your answer").fill("Five days earlier I can promise.")
    jonas.press("Send to")
    expect(page.locator(".thread .words")).to_have_count(2)


def both_at_once(jonas: Somebody, vera: Somebody, code: str) -> None:
    """Both change the same offer. Jonas is first; Vera learns what he changed, keeps what she typed, and takes his over."""
    hers, his = vera.open(f"/contracts/{code}/counter"), jonas.open(f"/contracts/{code}/counter")
    expect(hers.locator("#m-2 .thread")).to_contain_text("Five days earlier I can promise.")
    sooner = (cast.today() + timedelta(days=35)).isoformat()
    writing.card(his, 2).get_by_label("Due date").fill(sooner)
    his.get_by_label("Rounds of changes").fill("1")
    send(jonas, "Send my version to")
    hers.get_by_label("Rounds of changes").fill("3")
    writing.card(hers, 1).get_by_label("Title").fill("Wireframes and map")
    vera.press("Read it as the other side will")
    vera.press("Send my version to")
    expect(hers.locator("#main")).to_contain_text("Jonas Brandt Webdesign has sent newer terms since you began: version 2.")
    expect(hers.locator(".differences").first).to_contain_text("Rounds of changes: 1, was 2.")
    expect(hers.get_by_label("Rounds of changes")).to_have_value("3")
    vera.press("Take their changes over where I changed nothing")
    expect(writing.card(hers, 2).get_by_label("Due date")).to_have_value(sooner)
    expect(writing.card(hers, 1).get_by_label("Title")).to_have_value("Wireframes and map")
    expect(hers.get_by_label("Rounds of changes")).to_have_value("3")
    expect(hers.locator("#main")).to_contain_text("Both of you had changed these.")
    send(vera, "Send my version to")
    assert [told.act for told in chain.entries(code)] == ["Propose", "Comment", "Comment", "Counter", "Counter"]


def send(who: Somebody, button: str) -> None:
    who.press("Read it as the other side will")
    who.press(button)
    who.sees_it_done()


def jonas_compares(jonas: Somebody, code: str) -> None:
    """Any two versions, side by side and in one text, on a desk and on a phone."""
    page = jonas.open(f"/contracts/{code}/compare")
    expect(page.locator(".in-short")).to_contain_text("Rounds of changes: 3, was 1.")
    page.get_by_label("From").select_option(label="Version 1, Jonas Brandt Webdesign")
    jonas.press("Compare these")
    expect(page.locator(".in-short")).to_contain_text("Milestone 2: due")
    expect(page.locator(".in-short")).to_contain_text("price unchanged")
    expect(page.locator("#milestone-1 .was")).to_have_text(re.compile("Wireframes$"))
    with page.expect_navigation():
        page.get_by_role("link", name="In one text").click()
    expect(page.locator("#milestone-1 ins")).to_have_text(" and map")
    narrow(page)
    expect(page.get_by_role("row")).to_have_count(4)


def narrow(page: Page) -> None:
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(size)


def jonas_agrees(jonas: Somebody, vera: Somebody, code: str) -> None:
    """What is still open is shown, and stops nothing."""
    page = jonas.open(f"/contracts/{code}/agree")
    expect(page.get_by_role("region", name="1 comment is still open")).to_contain_text("Could it be there a week earlier?")
    page.get_by_label("Your name").fill("Jonas Brandt")
    page.get_by_label("I have read the terms").check()
    jonas.confirm("Agree to 2 milestones")
    contract = chain.fold(code)
    assert (contract.state, contract.version, contract.plan.rounds) == ("agreed", 3, 3)
    shown = vera.open(f"/contracts/{code}/milestones/2")
    expect(shown.locator(".thread")).to_contain_text("Five days earlier I can promise.")
