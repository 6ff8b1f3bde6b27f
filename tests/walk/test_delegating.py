"""A subcontract in three real browsers: the client consents, the freelancer gives the work on, the subcontractor does it."""

from playwright.sync_api import expect

from tallystone.books.models import Contract
from tests import below, cast
from tests.walk.player import BrowserPlayer
from tests.walk.stage import apart

ABOVE, GIVEN = "1,000.50", "800.40"  # what Jonas gets for the milestone, and what he gives for it


def test_a_milestone_is_given_on_done_passed_up_and_accepted_all_the_way_down(somebody, stage):
    life = apart(cast.started)
    stage.settle()
    film = f"/contracts/{life.code}/milestones/1"
    jonas, maya, ines = somebody(cast.JONAS), somebody(cast.MAYA), somebody(below.INES)
    draft = begins(jonas, film)
    asks(jonas)
    stage.settle()
    consents(maya, life, stage)
    stage.settle()
    code = offers(jonas, draft)
    stage.settle()
    agrees(ines, stage, code)
    stage.settle()
    told = maya.open(film).locator("#main")
    expect(told).to_contain_text("Rocha Filmes works on it for Jonas Brandt Webdesign")
    works(ines, stage, code)
    stage.settle()
    passes_up(jonas, film, code)
    stage.settle()
    accepts(maya, film)
    stage.settle()
    inner = Contract.objects.get(code=code)
    assert inner.parent == life.code
    page = ines.open(f"/contracts/{code}").locator("#main")
    expect(page).to_contain_text("is accepted, as the work above was.")
    expect(page).to_contain_text(f"Invoice {inner.freelancer_id}-0001 over {GIVEN} EUR")
    expect(jonas.open(f"/contracts/{code}").locator("#main")).to_contain_text(f"Send {GIVEN} EUR")
    nobody_reads_what_is_not_theirs(stage, maya, ines, life.code, code)


def begins(jonas, film: str) -> str:
    """From the milestone's page to terms that are filled in; where the draft is written."""
    page = jonas.open(film)
    jonas.follow("/subcontract")
    page.get_by_label("Mail address").fill(below.INES)
    page.get_by_label("Name of the person").fill("Ines Rocha")
    page.get_by_label("Company").fill("Rocha Filmes")
    page.get_by_label("What you keep").fill("20")
    page.get_by_role("radio", name="With the work above").check()
    page.get_by_role("radio", name="Once the work above is paid").check()
    jonas.press("Write the terms")
    expect(page.locator("#aside")).to_contain_text("You keep, 20 %")
    expect(page.get_by_role("radio", name="With the work above")).to_be_checked()
    jonas.press("Read it as the other side will")
    expect(page.locator("#main")).to_contain_text("Studio Almada consents first.")
    return page.url


def asks(jonas) -> None:
    with jonas.page.expect_navigation():
        jonas.page.get_by_role("link", name="Ask Studio Almada").click()
    expect(jonas.page.get_by_label("Mail address")).to_have_value(below.INES)
    jonas.page.get_by_label("A word about it").fill("She films, and I edit with her.")
    jonas.press("Ask Studio Almada")
    jonas.sees_it_done()


def consents(maya, life: cast.Life, stage) -> None:
    stage.post.wait(cast.MAYA, "may be given to somebody else")
    maya.open(f"/contracts/{life.code}")
    maya.page.locator('#main a[href*="/consent-subcontract"]').first.click()
    expect(maya.page.locator("#main")).to_contain_text("She films, and I edit with her.")
    expect(maya.page.locator("#main")).to_contain_text("Rocha Filmes")
    maya.press("Consent: Jonas Brandt Webdesign may give it on")
    maya.sees_it_done()


def offers(jonas, draft: str) -> str:
    """The draft waited; it is sent now. The code of the contract below."""
    page = jonas.open(draft)
    expect(page.locator("#main")).not_to_contain_text("consents first")
    jonas.press("Propose to")
    jonas.sees_it_done()
    expect(page.locator("#main")).to_contain_text("Rocha Filmes reads your terms")
    return page.url.partition("/contracts/")[2][:6]


def agrees(ines, stage, code: str) -> None:
    """She comes by the link in the letter, and says who she is."""
    letter = stage.post.wait(below.INES, code)
    assert GIVEN in letter.text
    ines.arrive(letter.link)
    page = ines.page
    expect(page.locator("#main")).to_contain_text("What follows the contract above")
    ines.follow(f"/contracts/{code}/agree")
    page.get_by_label("Postal address").fill("Rua das Flores 3\n4050-262 Porto")
    page.get_by_label("Country").select_option("PT")
    page.get_by_label("IBAN").fill("PT50 0027 0000 0001 2345 6783 3")
    page.get_by_label("Your name").fill("Ines Rocha")
    page.get_by_role("checkbox", name="I have read the terms").check()
    ines.confirm("Agree to")


def works(ines, stage, code: str) -> None:
    page = ines.open(f"/contracts/{code}/milestones/1/start")
    ines.press("Start milestone")
    ines.sees_it_done()
    stage.settle()
    page = ines.open(f"/contracts/{code}/milestones/1/deliver")
    BrowserPlayer.attach(None, ines, ["film-stills.png"])
    page.get_by_label("What it is").first.fill("The cut")
    page.locator("#id_address-1").fill("https://rocha.example/cut/7")
    for criterion in page.locator("ol.criteria > li").all():
        BrowserPlayer.show_met(criterion, "film-stills.png")
    ines.press("Deliver milestone")
    ines.sees_it_done()


def passes_up(jonas, film: str, code: str) -> None:
    """One press fills the form in, one hands it over."""
    page = jonas.open(film)
    expect(page.locator("#subcontracts")).to_contain_text("Rocha Filmes")
    jonas.press("Pass it up as your own delivery")
    expect(page.locator(".uploads")).to_contain_text("film-stills.png")
    expect(page.locator("#id_address-1")).to_have_value("https://rocha.example/cut/7")
    for criterion in page.locator("ol.criteria > li").all():
        expect(criterion.get_by_role("checkbox")).to_be_checked()
    jonas.press("Deliver milestone 1 to Studio Almada")
    jonas.sees_it_done()


def accepts(maya, film: str) -> None:
    page = maya.open(film)
    expect(page.locator("#main")).to_contain_text("film-stills.png")
    expect(page.locator("#main")).to_contain_text("Made from a subcontractor’s delivery")
    for verdict in page.locator("[data-verdicts] > li").all():
        verdict.get_by_role("radio", name="Met", exact=True).check()
    maya.confirm("Accept and release")


def nobody_reads_what_is_not_theirs(stage, maya, ines, above: str, code: str) -> None:
    """Neither in a letter, nor on a page: the client nothing of what is paid below, the subcontractor nothing of above."""
    for letter in stage.post.letters:
        said = f"{letter.subject}\n{letter.text}\n{letter.html}"
        if letter.to == cast.MAYA:
            assert GIVEN not in said
            assert code not in said
        if letter.to == below.INES:
            assert ABOVE not in said
            assert above not in said
            assert "Almada" not in said
    for who, path, never in (
        (maya, f"/contracts/{above}", (GIVEN, code)),
        (maya, f"/contracts/{above}/milestones/1", (GIVEN, code)),
        (ines, f"/contracts/{code}", (ABOVE, above, "Almada")),
        (ines, f"/contracts/{code}/milestones/1", (ABOVE, above, "Almada")),
        (ines, f"/contracts/{code}/terms", (ABOVE, above, "Almada")),
    ):
        content = who.open(path).content()
        assert [word for word in never if word in content] == [], path
    assert ines.page.goto(f"/contracts/{above}").status == 404
    assert maya.page.goto(f"/contracts/{code}").status == 404
