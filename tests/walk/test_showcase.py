"""Showing work in real browsers: a freelancer makes a sample, the client allows it by one mail and one tick, a prospect comes.

The client never signs in. What is withdrawn is gone at the prospect's next look.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tallystone.drafting.models import Draft
from tallystone.people.models import Business
from tallystone.showcase.models import Profile, Sample
from tests import cast
from tests.showcase import given
from tests.walk.looking import look
from tests.walk.stage import apart

PROSPECT = "ana@museum.example"
MOST_BYTES = 100_000  # of a page without its pictures


def weight(page: Page, path: str) -> int:
    """What a first visit loads, pictures left out, as it goes over the line."""
    sizes: list[int] = []

    def came(response) -> None:
        if response.request.resource_type != "image":
            sizes.append(sum(response.request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize")))

    page.on("response", came)
    page.goto(path, wait_until="networkidle")
    page.remove_listener("response", came)
    return sum(sizes)


def crop(page: Page) -> None:
    """Blur the left half by figures; then keep the upper part by drawing it with the pointer."""
    for name, value in {"From the left, %": "0", "From the top, %": "0", "Width, %": "50", "Height, %": "100"}.items():
        page.get_by_label(name).fill(value)
    page.get_by_label("Blur it").check()
    page.get_by_role("button", name="Do this to the picture").click()
    expect(page.locator("#main")).to_contain_text("A part is blurred")
    page.get_by_label("Keep only this part").check()
    sheet = page.locator("[data-cropping]")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.6, steps=4)
    page.mouse.up()
    assert 80 < float(page.get_by_label("Width, %").input_value()) < 95
    page.get_by_role("button", name="Do this to the picture").click()
    expect(page.locator("#main")).to_contain_text("Only a part is kept")


def make_sample(jonas, code: str) -> None:
    """From accepted work to a published sample and a public profile."""
    jonas.open(f"/contracts/{code}/milestones/1")
    jonas.press("Make a sample of it")
    jonas.page.get_by_label("Title").fill("A clear site")
    for label, words in (("The problem", "Nobody read it."), ("The work", "Five pages."), ("The result", "They do now.")):
        jonas.page.get_by_label(label).fill(words)
    jonas.page.get_by_label("Made by").fill("Jonas Brandt, all of it")
    jonas.page.get_by_role("checkbox", name="notes.txt").uncheck()
    jonas.press("Publish it on your profile")
    jonas.page.get_by_role("link", name=re.compile("Crop, blur or leave out parts")).click()
    crop(jonas.page)
    jonas.open("/showcase/profile")
    jonas.page.get_by_label("Address").fill("jonas-brandt")
    jonas.page.get_by_label("In one sentence").fill("Sites that are read.")
    jonas.page.get_by_label("Everybody may see the profile").check()
    jonas.press("Keep the profile")


def allow_by_mail(jonas, maya, stage, code: str) -> str:
    """Jonas asks; Maya opens the letter's link and answers, without signing in. The link."""
    mark = stage.post.mark()
    jonas.open(f"/contracts/{code}/milestones/1")
    jonas.follow("/ask-showcase")
    jonas.page.get_by_label("A word with it").fill("For my portfolio, please.")
    jonas.press("Ask Studio Almada")
    link = re.search(r"https?://\S*/consent/\S+", stage.post.wait(cast.MAYA, "/consent/", after=mark).text)[0]
    maya.page.goto(link)
    expect(maya.page.locator("#main")).to_contain_text("For my portfolio, please.")
    expect(maya.page.get_by_role("heading", name="A clear site")).to_be_visible()
    maya.press("Allow it to be shown")
    expect(maya.page.locator("#main")).to_contain_text("Tick the box if this work may be shown")
    maya.page.get_by_role("checkbox", name="Yes, this work may be shown.").check()
    maya.press("Allow it to be shown")
    expect(maya.page.locator("#main")).to_contain_text("without your name and without the price")
    return link


def look_at_it(prospect) -> str:
    """What the prospect sees of the sample and of its entries; the sample's address."""
    page = prospect.page
    page.goto("/@jonas-brandt")
    page.get_by_role("link", name="A clear site").click()
    expect(page.get_by_role("heading", name="A clear site", level=1)).to_be_visible()
    assert "Almada" not in page.content()
    picture = page.locator(".plates img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate(
        "each => each.decode().then(() => 0 < each.naturalHeight && each.naturalHeight < each.naturalWidth)"
    )
    shown = page.url
    page.get_by_role("link", name="See the entries that say so").click()
    expect(page.locator(".chain")).to_contain_text("The client accepted it.")
    assert re.search(r"[0-9a-f]{64}", page.locator(".chain").inner_text())
    return shown


def test_a_sample_from_acceptance_to_withdrawal(somebody, stage):
    life = apart(given.accepted)
    stage.settle()
    jonas, maya, prospect = somebody(cast.JONAS), somebody(cast.MAYA, scripts=False), somebody(PROSPECT, scripts=False)
    make_sample(jonas, life.code)
    prospect.page.goto("/@jonas-brandt")
    expect(prospect.page.get_by_role("heading", name="Jonas Brandt Webdesign", level=1)).to_be_visible()
    expect(prospect.page.get_by_text("A clear site")).to_have_count(0)
    link = allow_by_mail(jonas, maya, stage, life.code)
    shown = look_at_it(prospect)
    ask_for_a_proposal(prospect, stage)
    maya.page.goto(link)
    maya.press("Take it down again")
    expect(maya.page.locator("#main")).to_contain_text("You have taken it back.")
    assert prospect.page.goto(shown).status == 404
    prospect.page.goto("/@jonas-brandt")
    expect(prospect.page.get_by_text("A clear site")).to_have_count(0)


def ask_for_a_proposal(prospect, stage) -> None:
    """The prospect writes; a draft waits for Jonas, and he has a letter."""
    mark, page = stage.post.mark(), prospect.page
    page.goto("/@jonas-brandt")
    page.locator("#main").get_by_role("link", name="Ask for a proposal").click()
    prospect.press("Send it to")
    expect(page.locator("#main")).to_contain_text("Say in a few sentences what you need.")
    page.get_by_label("Your name").fill("Ana Lopes")
    page.get_by_label("Your mail address").fill(PROSPECT)
    page.get_by_label("Company").fill("Museum of Tides")
    page.get_by_label("What do you need?").fill("A site for an exhibition about tides.")
    prospect.press("Send it to")
    expect(page.locator("#main")).to_contain_text("Your request is on its way")
    stage.post.wait(cast.JONAS, "Museum of Tides", after=mark)
    draft = apart(lambda: Draft.objects.filter(sent=None).latest("pk"))
    assert (draft.typed["client_email"], draft.typed["client_company"]) == (PROSPECT, "Museum of Tides")
    assert "tides" in draft.typed["background"]


@pytest.fixture
def window(stage):
    def made():
        Sample.objects.all().delete()
        Profile.objects.all().delete()  # of the walk before
        life = given.shown(named=1)
        Business.objects.filter(pk=life.cast.brandt.pk).update(logo="")

    return apart(made)


def test_public_pages_are_light_accessible_and_still(somebody, window):
    stranger = somebody("")
    for path in ("/@jonas", "/@jonas/a-clear-site"):
        weighed = weight(stranger.page, path)
        assert 2_000 < weighed < MOST_BYTES, (path, weighed)
    faults = [fault for path in ("/@jonas", "/@jonas/a-clear-site", "/@jonas/a-clear-site/seal", "/@jonas/ask", "/track-record")
              for fault in look(stranger.page, path)]  # fmt: skip
    assert not faults, "\n".join(faults)
