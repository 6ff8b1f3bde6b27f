"""Every page, for every kind of reader: axe finds nothing, nothing is cut off, nothing jumps, the browser has no complaint."""

import re

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from playwright.sync_api import expect

from tallystone.people.models import Person
from tests.walk import tour, tour_showcase
from tests.walk.looking import look
from tests.walk.stage import apart

MOST_PRESSES = 150
AT_ONCE = """() => {
  for (const one of document.images) one.loading = "eager";
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
PLACES = """() => [...document.querySelectorAll("img")].map((one) => {
  const { width, height } = one.getBoundingClientRect();
  return [one.alt, Math.round(width), Math.round(height)];
})"""
FOCUS_SHOWS = """(button) => {
  const style = getComputedStyle(button);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture(scope="module")
def changed() -> dict:
    """No mail server: the letters stay and are shown at /outbox."""
    return {"SMTP": "", "DEMO": True}


@pytest.fixture(scope="module")
def pages(stage) -> dict[str, list[str]]:
    stage.rest()
    return apart(tour_showcase.build)


@pytest.fixture
def reader(somebody, stage):
    """reader(email): the page of somebody who is signed in; of a stranger without an address."""

    def signed_in(email: str):
        who = somebody(email)
        if email:
            client = Client()
            client.force_login(Person.objects.get(email=email))
            who.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": stage.url}])
        return who

    return signed_in


@pytest.mark.parametrize("email", ["", tour.JONAS, tour.MAYA, tour.PRIYA, tour.LEA, tour.TESS, tour.INES, "new@nobody.example"])
def test_every_page(email, pages, reader):
    who = reader(email)
    faults = [fault for path in pages[email] for fault in look(who.page, path)]
    assert not faults, "\n".join(faults)


def name_of(path: str, stage) -> str:
    """The name of the address that this is; "" where there is none."""
    try:
        return resolve(path.removeprefix(stage.url).split("?")[0]).url_name
    except Resolver404:
        return ""


def test_the_tour_goes_everywhere(pages, stage):
    seen = {name_of(path, stage) for paths in pages.values() for path in paths}
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert names - seen - tour.NO_PAGES - tour_showcase.NO_PAGES == set()


def test_where_a_code_is_awaited(pages, reader):
    page = reader("").page
    page.goto("/sign-in")
    page.get_by_label("Mail address").fill("somebody@nobody.example")
    page.get_by_role("button", name="Mail me a code").click()
    expect(page).to_have_url(re.compile("/sign-in/code"))
    faults = look(page, "/sign-in/code")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("email", ["", tour.JONAS, tour.MAYA])
def test_the_keyboard_reaches_what_is_to_be_done(email, pages, reader, stage):
    """Tab comes to the page's first button, and one sees that it is there; the skip link leads past the head."""
    page = reader(email).page
    firsts = {name_of(path, stage): path for path in reversed(pages[email])}  # one page of each kind
    for path in firsts.values():
        page.goto(path)
        wanted = page.locator("#main .button:not(.quiet, .plain):visible").first
        if not wanted.count():
            continue
        for _press in range(MOST_PRESSES):
            page.keyboard.press("Tab")
            if wanted.evaluate("button => button === document.activeElement"):
                break
        expect(wanted, path).to_be_focused()
        assert wanted.evaluate(FOCUS_SHOWS), f"{path}: one cannot see the focus"


def places(page, path: str) -> tuple[list, list]:
    """Where the page's pictures are: on a line so slow that none has come yet, and when all have come."""
    waiting: list = []
    page.route("**/*.webp", lambda route: waiting.append(route))
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(AT_ONCE)
    before = page.evaluate(PLACES)
    for route in waiting:
        route.continue_()
    page.unroute_all()
    page.wait_for_load_state("networkidle")
    return before, page.evaluate(PLACES)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_shown_picture_has_its_place_before_it_comes(width, pages, reader):
    page = reader("").page
    page.set_viewport_size({"width": width, "height": 900})
    seen = {path: places(page, path) for path in pages[""] if "/@" in path or "/consent/" in path}
    assert sum(len(before) for before, _after in seen.values()) > len(seen)
    assert {path: before for path, (before, _after) in seen.items()} == {path: after for path, (_before, after) in seen.items()}


def test_the_skip_link_leads_past_the_head(pages, reader):
    page = reader(tour.JONAS).page
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
