"""The editor in a real browser: saving itself, without a connection, in two windows, from the keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from tallystone.books.models import Contract
from tallystone.drafting.models import Draft
from tests import cast as people
from tests.conftest import browser_of


@pytest.fixture
def opened(transactional_db, live_server, monkeypatch):
    """opened(path): a page of Jonas's in a context of its own; what the browser complains of fails the test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in this thread
    complaints = []
    client = browser_of(people.cast().jonas)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(path: str):
            context = browser.new_context(reduced_motion="reduce", viewport={"width": 1200, "height": 900})
            context.add_cookies([cookie])
            page = context.new_page()
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(live_server.url + path)
            return page

        yield open_page
        browser.close()
    expected = ("ERR_INTERNET_DISCONNECTED", "status of 422", "status of 409", "favicon")
    assert [text for text in complaints if not any(word in text for word in expected)] == []


def write(page, number: int, title: str, price: str) -> None:
    told = {"title": title, "price": price, "due": "2027-03-01", "deliverables": f"{title}, drawn", "criteria": "- Can be read"}
    for field, text in told.items():
        page.locator(f"#m-{number}-{field}").fill(text)


def titles(page) -> list[str]:
    boxes = page.locator("[data-rows=m] [name$='-title']").all()
    return [box.input_value() for box in boxes]


def state(page):
    return page.locator("[data-state]")


def test_writing_proposing_and_nothing_lost(opened):
    page = opened(reverse("drafts-new"))
    page.locator("#title").fill("A booking page")
    page.locator("#in_scope").fill("Five pages")
    write(page, 1, "Draw", "1,200.50")
    expect(page.locator(".totals .whole")).to_contain_text("1,428.60")
    expect(state(page)).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    draft = Draft.objects.get()
    expect(page).to_have_url(re.compile(rf"/drafts/{draft.pk}$"))
    page.get_by_role("button", name="Add a milestone").click()
    expect(page.locator("#m-2-title")).to_be_focused()
    write(page, 2, "Build", "5")
    page.locator("#m-2").get_by_role("button", name="Move up").click()
    assert titles(page) == ["Build", "Draw"]
    expect(page.locator("#m-1").get_by_role("button", name="Move down")).to_be_focused()
    page.locator("#m-1-title").press("Alt+ArrowDown")
    assert titles(page) == ["Draw", "Build"]
    page.locator("#m-1").get_by_role("button", name="Remove").click()
    assert titles(page) == ["Build"]
    page.get_by_role("button", name="Bring it back").click()
    assert titles(page) == ["Draw", "Build"]
    page.locator("#client_email").fill("vera@ferry.example")
    page.locator("#client_company").fill("Ferry & Sons")
    page.get_by_role("button", name="Read it as the other side will").click()
    page.get_by_role("button", name="Propose to vera@ferry.example").click()
    expect(page).to_have_url(re.compile(rf"/contracts/{draft.code}"))
    assert Contract.objects.get().code == draft.code


def test_a_lost_connection_loses_nothing(opened):
    page = opened(reverse("drafts-new"))
    page.context.set_offline(True)
    page.locator("#title").fill("Written in a tunnel")
    expect(state(page)).to_contain_text("No connection.")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(re.compile(r"Saved"), timeout=10_000)
    assert Draft.objects.get().typed["title"] == "Written in a tunnel"


def test_an_unreadable_price_is_told_beside_its_field_and_mended(opened):
    page = opened(reverse("drafts-new"))
    page.locator("#m-1-price").fill("1.005")
    page.locator("#m-1-title").fill("Draw")
    expect(page.locator("#m-1-price-error")).to_have_text("This has 3 decimals. EUR has 2: 1,200.50.")
    page.locator("#m-1-price").fill("1.05")
    expect(page.locator("#m-1-price-error")).to_have_count(0)
    page.get_by_role("button", name="Read it as the other side will").click()
    expect(page.locator("#title")).to_be_focused()
    expect(page.locator("[data-summary]")).to_contain_text("Write something here.")


def test_two_windows_do_not_overwrite_each_other_unasked(opened):
    first = opened(reverse("drafts-new"))
    first.locator("#title").fill("First")
    expect(state(first)).to_have_text(re.compile("Saved"))
    second = opened(reverse("draft", args=[Draft.objects.get().pk]))
    second.locator("#title").fill("Second")
    expect(state(second)).to_have_text(re.compile("Saved"))
    first.locator("#title").fill("First again")
    expect(state(first)).to_contain_text("changed in another window")
    assert Draft.objects.get().typed["title"] == "Second"
    first.get_by_role("button", name="Save", exact=True).click()
    expect(state(first)).to_have_text(re.compile("Saved"))
    assert Draft.objects.get().typed["title"] == "First again"


def test_axe_finds_nothing(opened):
    page = opened(reverse("drafts-new"))
    page.locator("#m-1-price").fill("abc")
    page.get_by_role("button", name="Read it as the other side will").click()
    expect(page.locator("[data-summary]")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
