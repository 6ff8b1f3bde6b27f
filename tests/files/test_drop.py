"""The drop zone in a real browser: with its script, from the keyboard, and without any script."""

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tallystone.files import previews, uploads
from tests.files.test_previews import picture

PLACE = "/contracts/AAAA22/milestones/1/drop"
PLAN = {"name": "plan.md", "mimeType": "text/markdown", "buffer": b"# Plan <script>alert(1)</script>"}
SKETCH = {"name": "sketch.png", "mimeType": "image/png", "buffer": picture()}
EMPTY = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}


@pytest.fixture
def opened(transactional_db, cast, live_server, settings, monkeypatch):
    """opened(scripts=True): a page of Jonas's with the drop zone; what the browser complains of fails the test."""
    settings.ROOT_URLCONF = "tests.files.page"
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in this thread
    client, complaints = Client(), []
    client.force_login(cast.freelancer)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(scripts: bool = True):
            context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
            context.add_cookies([cookie])
            page = context.new_page()
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(live_server.url + PLACE)
            return page

        yield open_page
        browser.close()
    assert [text for text in complaints if "favicon" not in text and "the server responded" not in text] == []


def rows(page):
    return page.locator(".uploads > li")


def test_several_files_arrive_stay_and_are_taken_away_by_keyboard(opened):
    page = opened()
    page.locator("input[type=file]").set_input_files([PLAN, SKETCH])
    expect(page.locator(".uploads > li.done")).to_have_count(2)
    expect(page.get_by_role("status")).to_contain_text("is here.")
    page.reload()
    expect(page.locator(".uploads .name")).to_have_text(["plan.md", "sketch.png"])
    page.get_by_role("button", name="Remove plan.md").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_role("button", name="Remove sketch.png")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".uploads")).to_be_hidden()
    expect(page.locator("input[type=file]")).to_be_focused()
    page.reload()
    expect(rows(page)).to_have_count(0)


def test_dropped_files_and_the_same_again(opened):
    page = opened()
    drop = "(name) => { const d = new DataTransfer(); d.items.add(new File(['dropped'], name)); return d; }"
    for _ in range(2):
        page.locator(".drop").dispatch_event("drop", {"dataTransfer": page.evaluate_handle(drop, "a.txt")})
        expect(page.locator(".uploads > li.done")).to_have_count(1)
    expect(rows(page)).to_have_count(1)
    expect(rows(page).get_by_role("link", name="a.txt")).to_be_visible()


def test_a_bad_file_says_so_on_its_line_and_the_others_arrive(opened, settings):
    settings.FILE_LIMIT = 20_000
    page = opened()
    large = {"name": "large.bin", "mimeType": "x/y", "buffer": b"x" * 20_001}
    page.locator("input[type=file]").set_input_files([EMPTY, large, PLAN])
    expect(page.locator(".uploads > li.wrong .error")).to_have_text(
        ["This file is empty. Choose one with something in it.", "This file is too large. A file may have 19.5\xa0KB at most."]
    )
    expect(page.locator(".uploads > li.done")).to_have_count(1)
    page.get_by_role("button", name="Remove empty.txt").click()
    expect(page.locator(".uploads > li.wrong")).to_have_count(1)


def test_what_the_server_refuses_is_said_too(opened, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", 0)
    page = opened()
    page.locator("input[type=file]").set_input_files([PLAN])
    expect(page.locator(".uploads > li.wrong .error")).to_contain_text("files are waiting here already")


def test_the_delivery_waits_for_what_is_on_its_way(opened):
    page, held = opened(), []
    page.route("**/uploads", lambda route: held.append(route))
    page.locator("input[type=file]").set_input_files([PLAN])
    page.get_by_role("button", name="Deliver").click()
    expect(page.get_by_role("status")).to_contain_text("still on its way")
    held[0].continue_()
    expect(page.locator(".uploads > li.done")).to_have_count(1)
    page.get_by_role("button", name="Deliver").click()
    page.wait_for_url("**/sent*")


def test_without_scripts(opened):
    page = opened(scripts=False)
    page.locator("input[type=file]").set_input_files(PLAN)
    page.get_by_role("button", name="Add this file").click()
    expect(rows(page)).to_have_count(1)
    page.locator("input[type=file]").set_input_files(EMPTY)
    page.get_by_role("button", name="Add this file").click()
    expect(page.locator(".error")).to_contain_text("This file is empty.")
    page.get_by_role("button", name="Remove plan.md").click()
    expect(rows(page)).to_have_count(0)


def test_previews_are_seen_and_texts_are_only_text(opened):
    page = opened()
    page.locator("input[type=file]").set_input_files([PLAN, SKETCH])
    expect(page.locator(".uploads > li.done")).to_have_count(2)
    for digest in previews.waiting():
        previews.make_previews(digest)
    page.reload()
    for summary in page.locator("summary").all():
        summary.click()
    expect(page.locator("pre")).to_have_text("# Plan <script>alert(1)</script>")
    image = page.get_by_role("img", name="Page 1 of sketch.png")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("naturalWidth", 1600)
    expect(page.locator("img.thumb")).to_have_js_property("naturalWidth", 400)
