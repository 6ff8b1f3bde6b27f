"""What goes wrong at the edge: pressed twice, a page that is stale, links of others, files that cannot be taken."""

import pytest
from django.test import Client, override_settings
from playwright.sync_api import expect

from tallystone.core import acts
from tallystone.journal import chain, prose
from tallystone.people import passes
from tallystone.people.models import Pass, Person
from tests import cast

STALE = "This changed while you were reading"
PLAN = {"name": "plan.md", "mimeType": "text/markdown", "buffer": b"# Plan"}
EMPTY = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}
LARGE = {"name": "large.bin", "mimeType": "x/y", "buffer": b"x" * 20_001}


@pytest.fixture
def signed_in(somebody, stage):
    """signed_in(email): somebody whose browser is signed in already."""

    def enter(email: str, **told):
        who, client = somebody(email, **told), Client()
        client.force_login(Person.objects.get(email=email))
        who.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": stage.url}])
        return who

    return enter


def done(code: str, act: str) -> int:
    """How often this act stands in the chain."""
    return sum(told.act == act for told in chain.entries(code))


def report(life: cast.Life) -> None:
    life.jonas(acts.Report(1, 10, prose.words("Begun."), cast.today()))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_button_pressed_twice_acts_once(stage, signed_in, scripts):
    life = cast.funded()
    page = signed_in(cast.JONAS, scripts=scripts).open(f"/contracts/{life.code}/milestones/1/start")
    page.get_by_role("button", name="Start milestone 1").dblclick()
    expect(page.locator("#main .notice.done")).to_be_visible()
    assert done(life.code, "Start") == 1


def test_the_same_form_sent_from_two_tabs_acts_once(signed_in):
    """The second tab was opened by going back: the form in it has the same act id."""
    life = cast.funded()
    jonas = signed_in(cast.JONAS)
    page = jonas.open(f"/contracts/{life.code}/milestones/1/start")
    jonas.press("Start milestone 1")
    page.go_back()
    again = jonas.button("Start milestone 1")
    if again.count():
        jonas.press("Start milestone 1")
    assert done(life.code, "Start") == 1


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(signed_in):
    life = cast.started()
    jonas = signed_in(cast.JONAS)
    page, other = jonas.open(f"/contracts/{life.code}/milestones/1/report"), jonas.new_page()
    other.goto(page.url)
    for tab, words in ((other, "First."), (page, "Second.")):
        tab.get_by_label("What is done").fill(words)
        tab.get_by_role("spinbutton").fill("30")
    with other.expect_navigation():
        other.get_by_role("button", name="Report to").click()
    jonas.press("Report to")
    expect(page.get_by_role("alert").first).to_contain_text(STALE)
    expect(page.get_by_role("alert").first).to_contain_text("30 % done")
    expect(page.get_by_label("What is done")).to_have_value("Second.")
    assert done(life.code, "Report") == 1
    jonas.press("Report to")
    jonas.sees_it_done()
    assert done(life.code, "Report") == 2


def test_a_review_of_what_was_taken_back_accepts_nothing(signed_in):
    life = cast.delivered()
    maya = signed_in(cast.MAYA)
    page = maya.open(f"/contracts/{life.code}/milestones/1")
    life.jonas(acts.Retract(1))
    maya.press("Accept")
    expect(page.locator("#main")).to_contain_text("took back")
    assert life.stone(1).work == "started"


def test_a_link_works_once_and_another_browser_gets_a_code_to_the_same_address(somebody):
    life = cast.proposed()
    link = passes.invite(cast.MAYA, life.code)
    first, second = somebody(cast.MAYA), somebody(cast.MAYA)
    first.arrive(link)
    expect(first.page).to_have_url(f"{first.stage.url}/contracts/{life.code}")
    first.arrive(link)  # who is signed in already is simply led there
    expect(first.page).to_have_url(f"{first.stage.url}/contracts/{life.code}")
    second.page.goto(link)
    expect(second.page.get_by_role("heading", name="This link has been used")).to_be_visible()
    mark = second.stage.post.mark()
    second.press("Mail a code to")
    second.page.get_by_label("Code", exact=True).fill(second.code(mark))
    second.press("Sign in")
    expect(second.page).to_have_url(f"{second.stage.url}/contracts/{life.code}")


def test_a_code_works_only_in_the_browser_that_asked(somebody):
    first, second = somebody(cast.NOOR), somebody(cast.NOOR)
    cast.cast()
    for who in (first, second):
        who.page.goto("/sign-in")
        who.page.get_by_label("Mail address").fill(cast.NOOR)
    mark = first.stage.post.mark()
    first.press("Mail me a code")
    code = first.code(mark)
    mark = first.stage.post.mark()
    second.press("Mail me a code")
    second.code(mark)
    second.page.get_by_label("Code", exact=True).fill(code)
    second.press("Sign in")
    expect(second.page.locator(".error")).to_be_visible()


def test_a_link_of_someone_else_changes_nothing_before_it_is_pressed(signed_in):
    life = cast.proposed()
    noor = signed_in(cast.NOOR)
    noor.page.goto(passes.invite(cast.MAYA, life.code))
    assert not Pass.objects.filter(code=life.code).exclude(used=None).exists()
    expect(noor.page.locator("#main")).to_contain_text(f"You are signed in here as {cast.NOOR}")
    assert noor.page.goto(f"/contracts/{life.code}").status == 404
    expect(noor.page.get_by_role("heading")).to_be_visible()


def test_files_that_cannot_be_taken_say_so_on_their_line(signed_in):
    life = cast.started()
    with override_settings(FILE_LIMIT=20_000):
        page = signed_in(cast.JONAS).open(f"/contracts/{life.code}/milestones/1/deliver")
        page.locator("input[type=file]").set_input_files([EMPTY, LARGE, PLAN])
        expect(page.locator(".uploads > li.wrong .error")).to_contain_text(["is empty", "is too large"])
        expect(page.locator(".uploads > li.done .name")).to_have_text(["plan.md"])


def test_the_same_without_scripts(signed_in):
    life = cast.started()
    jonas = signed_in(cast.JONAS, scripts=False)
    with override_settings(FILE_LIMIT=20_000):
        page = jonas.open(f"/contracts/{life.code}/milestones/1/deliver")
        for file, words in ((EMPTY, "is empty"), (LARGE, "is too large")):
            page.locator("input[type=file]").set_input_files(file)
            jonas.press("Add this file")
            expect(page.locator("#uploads-error")).to_contain_text(words)
    assert page.locator(".uploads > li.done").count() == 0


def test_an_amount_that_cannot_be_read_is_told_beside_it(signed_in):
    jonas = signed_in(cast.JONAS)
    page = jonas.open("/drafts/new")
    price = page.get_by_label("Price before tax")
    for typed in ("-5", "1.234", "twelve", "1e400"):
        price.fill(typed)
        page.get_by_role("textbox", name="Days to pay").click()
        expect(price).to_have_attribute("aria-invalid", "true")
        expect(price).to_have_value(typed)
    price.fill("1200.50")
    expect(price).not_to_have_attribute("aria-invalid", "true")
