"""Planning in a browser: a template, a plan put in and taken out, odds, exposure, terms exported and imported."""

import re

import pytest
from playwright.sync_api import expect

from tallystone.drafting.models import Draft
from tallystone.planning.text import terms_from_markdown
from tests import cast as people
from tests.conftest import browser_of
from tests.walk.stage import apart


@pytest.fixture
def jonas(somebody, stage):
    """Jonas, signed in, with nothing written yet."""
    cookie = apart(_signed_in)
    who = somebody(people.JONAS)
    who.context.add_cookies([{"name": "sessionid", "value": cookie, "url": stage.url}])
    return who


def _signed_in() -> str:
    return browser_of(people.cast().jonas).cookies["sessionid"].value


def titles(page) -> list[str]:
    return page.locator('.milestone-card [name$="-title"]').evaluate_all("all => all.map(one => one.value)")


def test_from_an_empty_desk_to_a_plan_and_out_and_in_again(jonas, tmp_path):
    begin(jonas.page)
    plan(jonas.page)
    forecast(jonas.page)
    take_out_and_bring_in(jonas.page, tmp_path)


def begin(page) -> None:
    """A template is found, tried with a total, and a draft begun with it."""
    page.goto("/")
    page.get_by_role("link", name="Choose a template").click()
    page.get_by_label("Look for a kind of work").fill("website")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="A website of five pages").click()
    page.get_by_label("Price in all").fill("9000")
    page.get_by_role("button", name="Show days and prices").click()
    expect(page.get_by_text("1,800.00 EUR")).to_be_visible()
    page.get_by_role("button", name="Begin a draft with this").click()
    expect(page).to_have_url(re.compile(r"/drafts/\d+#main$"))
    assert titles(page)[0] == "Wireframes"
    page.get_by_label("Title").first.fill("A site for the ferry")


def plan(page) -> None:
    """A plan for what the draft has goes in, out, and in again."""
    page.get_by_role("button", name="Suggest milestones").click()
    page.get_by_text("Change what the plan is made from").click()
    page.get_by_label("What the draft has already").check()
    page.get_by_label("Price in all").fill("8000")
    page.get_by_text("Spare time, order, days off").click()
    page.get_by_label("Spare time").fill("30")
    page.get_by_role("button", name="Work it out again").click()
    expect(page.get_by_text(re.compile("as a part of")).first).to_be_visible()
    page.get_by_role("button", name="Put these 4 milestones into the draft").click()
    expect(page.get_by_text("The milestones are in your draft.")).to_be_visible()
    expect(page.get_by_label("Title").first).to_have_value("A site for the ferry")
    planned = page.locator("#m-1-price").input_value()
    assert planned != "1800.00"
    page.get_by_role("button", name="Undo it").click()
    expect(page.locator("#m-1-price")).to_have_value("1800.00")
    page.get_by_role("button", name="Undo it").click()
    expect(page.locator("#m-1-price")).to_have_value(planned)


def forecast(page) -> None:
    """Odds are looked at; the plan below a limit goes in."""
    page.get_by_role("button", name="How sure are the dates?").click()
    expect(page.get_by_role("img")).to_have_count(4)
    page.get_by_role("link", name="A site for the ferry").click()
    page.get_by_role("button", name="If it stopped one day").click()
    page.get_by_label("Neither side risks more than").fill("1500")
    page.get_by_role("button", name="Find the plan that keeps it").click()
    expect(page.get_by_role("heading", name="A plan that keeps it")).to_be_visible()
    page.get_by_role("button", name=re.compile("Put these .* milestones into the draft")).click()
    expect(page.get_by_text("The milestones are in your draft.")).to_be_visible()
    assert len(titles(page)) > 4


def take_out_and_bring_in(page, folder) -> None:
    """The terms go out as a file and come back; with a fault they are refused."""
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save it as a text file").click()
    file = folder / saving.value.suggested_filename
    saving.value.save_as(file)
    assert file.name == "a-site-for-the-ferry.md"
    assert len(terms_from_markdown(file.read_text()).milestones) == len(titles(page))

    written = titles(page)
    page.goto("/drafts/bring")
    page.get_by_label("Or a file").set_input_files(file)
    page.get_by_role("button", name="Make a draft of it").click()
    expect(page).to_have_url(re.compile(r"/drafts/\d+$"))
    assert titles(page) == written
    assert apart(Draft.objects.count) == 2

    page.goto("/drafts/bring")
    page.get_by_label("The text").fill(file.read_text().replace("time zone: ", "time zone: Mars/"))
    page.get_by_role("button", name="Make a draft of it").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 3")
    assert apart(Draft.objects.count) == 2
