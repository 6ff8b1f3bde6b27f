"""A review in two real browsers: two deliveries under the slider; a part accepted, the rest with a day."""

from datetime import timedelta

from playwright.sync_api import expect

from tallystone.core import acts
from tallystone.journal import prose
from tests import cast
from tests.files.test_comparing import png
from tests.pages.test_notes import hand_over
from tests.walk.stage import apart


def twice_delivered() -> cast.Life:
    life = cast.started()
    hand_over(life, "home.png", png((10, 10, 60, 60)))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("The menu covers the text.")))
    hand_over(life, "home.png", png((90, 10, 160, 60)))
    return life


def test_what_differs_is_seen_and_what_is_met_is_taken(somebody, stage):
    life = apart(twice_delivered)
    stage.settle()
    where = f"/contracts/{life.code}/milestones/1"
    maya = somebody(cast.MAYA)
    page = maya.open(where)
    maya.follow("/compare")
    expect(page.get_by_role("img", name="it is coloured because it differs")).to_be_visible()
    slider = page.get_by_role("slider", name="How much of the older picture is shown")
    slider.focus()
    before = page.locator("[data-slider]").evaluate("each => each.style.getPropertyValue('--at')")
    page.keyboard.press("ArrowRight")
    assert (before, page.locator("[data-slider]").evaluate("each => each.style.getPropertyValue('--at')")) == ("50%", "51%")
    for image in page.locator("[data-slider] img").all():
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("each => each.naturalWidth") > 0
    maya.open(where)
    first, second = page.locator("[data-verdicts] > li").all()
    first.get_by_role("radio", name="Met", exact=True).check()
    expect(page.locator("[data-part]")).to_be_hidden()
    second.get_by_role("radio", name="Not met").check()
    second.get_by_label("What is missing").fill("The form is missing.")
    page.get_by_label("The rest comes by").fill((cast.today() + timedelta(days=9)).isoformat())
    maya.press("Accept a part")
    expect(page.locator("#main")).to_contain_text("595.30 EUR stays held for it")
    maya.confirm("Accept 1 of 2 criteria and release 595.30 EUR")
    jonas = somebody(cast.JONAS)
    told = jonas.open(where).locator("#main")
    expect(told).to_contain_text("The form is missing.")
    expect(told).to_contain_text("The rest is due")
    assert (life.stone(1).work, life.stone(1).met) == ("part_accepted", (1,))
