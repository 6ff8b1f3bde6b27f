"""A dispute in three real browsers: raised, answered, given to the mediator, who comes by link and decides with a reason."""

from playwright.sync_api import expect

from tallystone.books.checking import check
from tests import cast
from tests.walk.stage import apart

INES = "ines@mediate.example"


def test_two_do_not_agree_and_the_mediator_decides(somebody, stage):
    life = apart(lambda: cast.delivered(mediator="person", mediator_name=f"Ines Duarte <{INES}>"))
    stage.settle()
    where = f"/contracts/{life.code}/milestones/1"
    maya, jonas = somebody(cast.MAYA), somebody(cast.JONAS, scripts=False)
    page = maya.open(f"{where}/dispute")
    page.get_by_label("1. Opens on a phone").check()
    page.get_by_label("What happened, in your words").fill("It stays white on my phone.")
    page.get_by_label("Your number").fill("300")
    maya.press("Raise the dispute about milestone 1")
    expect(page.locator("#main")).to_contain_text("1,190.60 EUR is at stake and stands still")
    stage.settle()
    told = jonas.open(f"{where}/in-dispute")
    expect(told.locator("#main")).to_contain_text("It stays white on my phone.")
    jonas.follow("/offer-split")
    told.get_by_label("What Jonas Brandt Webdesign gets").fill("900")
    told.get_by_label("Why this number").fill("It opens on both phones of the list.")
    jonas.press("Say this number")
    expect(told.locator("#main")).to_contain_text("900.00 EUR")
    mark = stage.post.mark()
    maya.open(f"{where}/call-mediator")
    maya.press("Call the mediator")
    expect(page.locator("#main")).to_contain_text("was called and will decide")
    stage.settle()
    ines = somebody(INES)
    ines.arrive(stage.post.wait(INES, "decide a dispute", after=mark).link)
    ines.open(f"/mediate/{life.code}/1")
    seen = ines.page.locator("#main")
    expect(seen).to_contain_text("It opens on both phones of the list.")
    expect(seen).not_to_contain_text("A website for the studio")
    ines.page.get_by_label("What the freelancer gets").fill("700")
    ines.page.get_by_label("Your reason").fill("It opens on one of the two phones that were agreed.")
    ines.press("Decide the dispute with this number")
    expect(seen).to_contain_text("The mediator decided")
    assert ines.page.goto(f"/contracts/{life.code}").status == 404
    for one in (maya, jonas):
        expect(one.open(f"{where}/in-dispute").locator("#main")).to_contain_text("It opens on one of the two phones")
    stone = life.stone(1)
    assert (stone.work, stone.earned_minor, stone.owed_back_minor) == ("settled", 70_000, 119_060 - 70_000)
    assert apart(check) == []
