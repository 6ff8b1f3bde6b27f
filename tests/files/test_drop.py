"""The drop zone in a real browser: with its script, from the keyboard, and without any script."""

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tallystone.files import arriving, previews, uploads
from tallystone.files.models import Arriving
from tallystone.ops import worker
from tests.files.test_previews import picture

PLACE = "/contracts/AAAA22/milestones/1/drop"
PLAN = {"name": "plan.md", "mimeType": "text/markdown", "buffer": b"# Plan <script>alert(1)</script>"}
SKETCH = {"name": "sketch.png", "mimeType": "image/png", "buffer": picture()}
EMPTY = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}

EXPECTED = ("favicon", "the server responded", "ERR_FAILED")  # answers, and lines that a test breaks


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
    assert [text for text in complaints if not any(known in text for known in EXPECTED)] == []


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
    page.route("**/arriving", lambda route: held.append(route))
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


def test_a_large_file_is_paused_reloaded_and_taken_up_where_it_was(opened, tmp_path, monkeypatch):
    """The same file again, after a reload, sends only what is missing."""
    monkeypatch.setattr(arriving, "PIECE", 65_536)
    monkeypatch.setattr("tallystone.pages.arriving.AT_ONCE", 65_536)
    receive, offsets = arriving.receive, []

    def broken_after_the_first(row, offset, read):
        offsets.append(offset)
        if offset and len(offsets) < 9:
            raise RuntimeError("the server stumbles")
        return receive(row, offset, read)

    monkeypatch.setattr(arriving, "receive", broken_after_the_first)
    file = tmp_path / "film.bin"
    file.write_bytes(bytes(range(256)) * 640)
    page = opened()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".uploads .state")).to_have_text("The line broke. It goes on by itself.")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".uploads .state")).to_have_text("Paused")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(".uploads > li.coming .state")).to_have_text("40 % of 160.0\xa0KB")
    expect(page.locator(".uploads > li.coming")).to_contain_text("Choose the same file again")
    offsets[:] = range(10)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".uploads > li")).to_have_count(1)
    expect(page.locator(".uploads progress")).to_have_js_property("value", 100)
    worker.work_off()
    expect(page.locator(".uploads > li.done")).to_have_count(1)
    assert offsets[10:] == [65_536, 131_072]


def test_it_goes_on_by_itself_and_a_click_takes_it_away(opened):
    page, lost = opened(), []

    def lose_the_first(route):
        if route.request.method == "PATCH" and not lost:
            lost.append(route.abort())
        else:
            route.continue_()

    page.route("**/arriving/*", lose_the_first)
    page.locator("input[type=file]").set_input_files([PLAN])
    expect(page.locator(".uploads > li.done")).to_have_count(1)
    assert lost
    page.route("**/arriving/*", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    page.locator("input[type=file]").set_input_files([SKETCH])
    expect(page.locator(".uploads .state").last).to_have_text("The line broke. It goes on by itself.")
    page.get_by_role("button", name="Remove sketch.png").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_role("button", name="Deliver").click()
    page.wait_for_url("**/sent*")
    assert not Arriving.objects.filter(name="sketch.png").exists()
