"""Findings in a real browser: they appear while one types, three are mended, one is left; the client sees what is open."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tallystone.books.models import Contract
from tests import cast
from tests.walk import writing
from tests.walk.somebody import Somebody

VERA = "vera@ferry.example"
FUZZY = "Several pages and a form, etc. If possible, in two languages. The pages look modern."


def below(page: Page, label: str) -> Locator:
    """What was found in the field with this label."""
    return page.locator(".field").filter(has=page.get_by_label(label, exact=True)).locator("details.finding")


def test_three_findings_are_mended_and_the_client_sees_what_is_open(somebody):
    cast.cast()
    jonas = somebody(cast.JONAS)
    page = jonas.open("/drafts/new")
    begin(page)
    mend_three(page)
    leave_one(page)
    finish(jonas)
    client_reads(jonas, somebody(VERA))


def begin(page: Page) -> None:
    """They appear while one types, and are marked in the text."""
    assert page.locator("details.finding").count() == 0
    scope = page.get_by_label("In scope", exact=True)
    scope.press_sequentially(FUZZY, delay=1)
    found = below(page, "In scope")
    expect(found.filter(has_text="Several")).to_contain_text("How many?")
    expect(page.locator(".over mark").first).to_have_text("Several")
    expect(page.locator("#aside")).to_contain_text("How clear is it?")
    scope.evaluate("one => { one.setSelectionRange(3, 3); one.click(); }")
    expect(found.filter(has_text="Several").locator(".finding-told")).to_be_visible()


def mend_three(page: Page) -> None:
    """A blank that is typed over; words taken out, taken back and taken out again; a line more."""
    scope = page.get_by_label("In scope", exact=True)
    found = below(page, "In scope")
    found.filter(has_text="Several").get_by_role("button", name="Put a blank to fill").click()
    page.keyboard.type("Five")
    expect(scope).to_have_value(FUZZY.replace("Several", "Five"))
    expect(found.filter(has_text="Several")).to_have_count(0)
    loophole = found.filter(has_text="If possible")
    loophole.locator("summary").click()
    loophole.get_by_role("button", name="Take it out").click()
    expect(scope).to_have_value("Five pages and a form, etc. In two languages. The pages look modern.")
    page.get_by_role("button", name="Undo").click()
    expect(scope).to_have_value(FUZZY.replace("Several", "Five"))
    loophole.locator("summary").click()
    loophole.get_by_role("button", name="Take it out").click()
    expect(loophole).to_have_count(0)
    owner = found.filter(has_text="Who may use the work")
    owner.locator("summary").click()
    owner.get_by_role("button", name="Write").click()
    expect(scope).to_have_value(re.compile("look modern.\nWhen a milestone is paid, the client may use its work for ___"))


def leave_one(page: Page) -> None:
    found = below(page, "In scope").filter(has_text="modern")
    found.locator("summary").click()
    found.get_by_label("If you leave it: why?").fill("She has seen the sketch")
    found.get_by_role("button", name="Leave it as it is").click()
    expect(page.locator("#aside .left-alone")).to_contain_text("1 left as it is")
    expect(page.locator("#aside .left-alone")).to_contain_text("She has seen the sketch")
    expect(found).to_have_count(0)


def finish(jonas: Somebody) -> None:
    """The rest of the terms; without the script the page says the same."""
    page = jonas.page
    given = cast.terms(count=2)
    page.get_by_label("Title", exact=True).first.fill("Ferry pages")
    writing.press_row(jonas, "Add a milestone")
    for at, milestone in enumerate(given.milestones, 1):
        writing.write_milestone(writing.card(page, at), milestone)
    writing.address_to(page, VERA, "Vera Holt", "Ferry & Sons")
    jonas.press("Read it as the other side will")
    expect(page.locator(".open-points")).to_contain_text("modern")
    jonas.press("Propose to")
    jonas.sees_it_done()


def client_reads(jonas: Somebody, vera: Somebody) -> None:
    """Both sides read the same points, none of them as a reproach."""
    code = Contract.objects.get(title="Ferry pages").code
    told = [who.open(f"/contracts/{code}").locator(".open-points").inner_text() for who in (jonas, vera)]
    assert told[0] == told[1]
    assert "modern How can one tell?" in " ".join(told[0].split())
    assert "Several" not in told[0]


def test_an_answer_that_comes_late_takes_nothing_away(somebody):
    """What was read before the text was brought back says nothing about the text that is there now."""
    cast.cast()
    page = somebody(cast.JONAS).open("/drafts/new")
    begin(page)
    late: list[Route] = []
    page.route(re.compile(r"/drafts/(new|\d+)$"), lambda route: route.continue_() if late else late.append(route))
    loophole = below(page, "In scope").filter(has_text="If possible")
    loophole.locator("summary").click()
    loophole.get_by_role("button", name="Take it out").click()
    while not late:
        page.wait_for_timeout(100)
    page.get_by_role("button", name="Undo").click()
    loophole.locator("summary").click()
    with page.expect_response(lambda answer: not answer.url.endswith("sums")):
        late[0].continue_()
    page.wait_for_timeout(100)
    expect(loophole.get_by_role("button", name="Take it out")).to_be_visible()
    loophole.get_by_role("button", name="Take it out").click()
    expect(page.get_by_label("In scope", exact=True)).to_have_value(FUZZY.replace("If possible, in", "In"))


def test_without_scripts_the_buttons_ask_the_server(somebody):
    cast.cast()
    jonas = somebody(cast.JONAS, scripts=False)
    page = jonas.open("/drafts/new")
    page.get_by_label("In scope", exact=True).fill(FUZZY)
    jonas.press("Save")
    found = below(page, "In scope").filter(has_text="Several")
    found.locator("summary").click()
    jonas.press("Put a blank to fill")
    expect(page.get_by_label("In scope", exact=True)).to_have_value(FUZZY.replace("Several", "___"))
    jonas.press("Undo")
    expect(page.get_by_label("In scope", exact=True)).to_have_value(FUZZY)
