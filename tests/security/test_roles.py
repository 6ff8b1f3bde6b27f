"""Roles: who may not see prices finds none on any address, in any letter; guests and the like do nothing by any form."""

import re

import pytest
from django.urls import reverse

from tallystone.core import acts, roles
from tallystone.core.state import By
from tallystone.journal import prose
from tallystone.notices import rhythm
from tallystone.notices.models import Letter, Wish
from tallystone.ops import worker
from tallystone.pages.acts import PAGES
from tests import cast as lives
from tests.conftest import browser_of
from tests.pages.forms import hidden, text
from tests.security.routes import POLICIES, names
from tests.security.world import World, everything, world

pytestmark = pytest.mark.django_db
BLIND = [role for role in roles.ROLES if not roles.sees(role, "prices")]
# 1,000.50 with 19 % tax, 2,000.50, 3,000.50, what they come to, and each as whole minor units or without the comma.
CANARY = re.compile(
    r"\b[1-7][,.\s\u00a0]?\d{3}[.,]\d{2}\b|\b(?:100050|200050|300050|119060|238060|357060|600150|714179|714180)\b"
)

SAMPLE = re.compile(r"1.?200[.,]50")  # how numbers are written, in the settings


def joined(here: World, role: str, side: str = "freelancer"):
    firm = here.life.cast.brandt if side == "freelancer" else here.life.cast.almada
    return browser_of(lives.member(firm, "Pia Rot", role))


def pages(here: World) -> list[str]:
    """Every address of the table within reach of a party, and those for everybody who is signed in."""
    inner = [address for name in names("party", "freelancer", "own") for address in here.addresses(name)[:3]]
    plain = [reverse(name) for name in names("signed-in", "public") if name in POLICIES]
    more = [f"/contracts/{code}" for code in (here.life.code, here.proposed.code)]
    return [*inner, *plain, *more, *(f"{each}/terms" for each in more), *(f"{each}/history" for each in more)]


def amounts(answer) -> set[str]:
    content = b"".join(answer) if answer.streaming else answer.content
    return {found for found in CANARY.findall(content.decode(errors="replace")) if not SAMPLE.fullmatch(found)}


@pytest.fixture
def here() -> World:
    return world()


@pytest.mark.parametrize("side", ["freelancer", "client"])
@pytest.mark.parametrize("role", BLIND)
def test_who_may_not_see_prices_finds_none_on_any_address(here, role, side):
    browser, found = joined(here, role, side), {}
    for address in pages(here):
        answer = browser.get(address)
        if answer.status_code < 300 and (told := amounts(answer)):
            found[address] = told
    assert found == {}
    assert browser.get(f"/contracts/{here.life.code}").status_code == 200


def test_who_may_see_them_does_find_them(here):
    """Else the test above would prove nothing."""
    browser = joined(here, "bookkeeper")
    code = here.life.code
    found = {address for address in pages(here) if amounts(browser.get(address))}
    assert {f"/contracts/{code}", f"/contracts/{code}/milestones/1", f"/contracts/{code}/terms", "/"} <= found


@pytest.mark.parametrize("role", BLIND)
def test_papers_do_not_exist_for_who_may_not_see_prices(here, role):
    address = reverse("paper", args=[here.life.code, "agreement", here.life.code])
    assert joined(here, role).get(address).status_code == 404
    assert joined(here, "bookkeeper").get(address).status_code == 200


def test_a_letter_to_who_may_not_see_prices_has_none_and_no_papers(here, settings, monkeypatch):
    from tallystone.files import store
    from tallystone.papers import filing

    monkeypatch.setattr(filing, "make", lambda row, seq, kind, about: store.keep(f"%PDF {kind} {about}".encode()).hash)
    settings.DEMO = True
    life = lives.agreed()
    pia = lives.member(life.cast.almada, "Pia Rot", "member")
    for person in (pia, life.cast.maya):
        Wish.objects.filter(pk=rhythm.wish_of(person.pk).pk).update(rhythm=rhythm.EACH)
    life.maya(acts.HandToMember(pia.pk, "member"))
    life.jonas(acts.AskFunding(1))
    life.jonas(acts.ConfirmFunding(1, lives.today()))
    worker.work_off()
    worker.work_off()
    hers, mayas = (list(Letter.objects.filter(to=who, code=life.code)) for who in (pia.email, lives.MAYA))
    assert {letter.kind for letter in hers} >= {"MemberHanded", "FundingAsked"}
    assert not any(CANARY.search(letter.subject + letter.text + letter.html) or letter.papers for letter in hers)
    assert any(CANARY.search(letter.text) for letter in mayas)
    assert any(letter.papers for letter in mayas)


def given(kind: type) -> dict[str, str]:
    return {"on": "2026-01-01", "note": "x", "reason": "x", "name": "x", "read": "on", "percent": "5", "next_on": "2030-01-01"}


@pytest.mark.parametrize("side", ["freelancer", "client"])
@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != "owner"])
def test_no_form_does_what_the_role_may_not(here, role, side):
    """Every act on every address of acts, with what its form wants: refused, and nothing has changed."""
    browser = joined(here, role, side)
    before = everything()
    for act, page in PAGES.items():
        if roles.may(role, page.kind.__name__):
            continue
        for life in (here.life, here.proposed):
            for where in (f"/contracts/{life.code}/{act}", f"/contracts/{life.code}/milestones/1/{act}"):
                data = {"act_id": lives.new_act_id(), "seen": life.contract.seq, "terms": life.contract.terms}
                data["snapshot"] = getattr(life.contract.stone(1), "snapshot", "")
                answer = browser.post(where, data | given(page.kind))
                assert answer.status_code in {404, 409, 422}, (where, answer.status_code)
    for name in {"uploads"} if not roles.keeps(role, "uploads") else set():
        assert browser.get(here.addresses(name)[0]).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("role", ["member", "bookkeeper", "guest"])
def test_drafts_and_status_links_are_for_those_who_bind(here, role):
    browser = joined(here, role)
    for name in ("draft", "draft-preview", "draft-sums"):
        assert browser.get(reverse(name, args=[here.draft.pk])).status_code == 404
    for name in ("status-make", "status-revoke"):
        assert browser.post(here.addresses(name)[0]).status_code == 404
    assert here.status not in browser.get(f"/contracts/{here.life.code}").content.decode()


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("member", False), ("guest", False)])
def test_no_button_is_shown_that_would_be_refused(here, role, sees):
    page = text(joined(here, role, "client").get(f"/contracts/{here.proposed.code}"))
    assert ("Answer with your own version" in page) is sees


def test_a_member_of_another_business_is_nobody_here(here):
    """Ida works for Jonas; Maya's contracts with others are none of hers, and Noor's managers none of his."""
    noors = browser_of(lives.member(here.life.cast.elsewhere, "Max Roe", "manager"))
    for code in (here.life.code, here.proposed.code):
        assert noors.get(f"/contracts/{code}").status_code == 404
    assert noors.get(reverse("members", args=[here.life.cast.brandt.pk])).status_code == 404


def test_the_door_refuses_by_role_whatever_page_asked(here):
    from tallystone.core.refusal import Refusal

    with pytest.raises(Refusal, match="role_may_not"):
        here.life.do(acts.Report(1, 5, prose.words("x"), lives.today()), By("freelancer", 1, "guest"))


def test_a_role_that_was_taken_away_no_longer_acts_with_the_form_it_had_open(here):
    life = lives.started()
    pia = lives.member(life.cast.brandt, "Pia Rot", "member")
    browser = browser_of(pia)
    where = f"/contracts/{life.code}/milestones/1/report"
    shown = hidden(browser.get(where))
    lives.member(life.cast.brandt, "Pia Rot", "guest")
    answer = browser.post(where, shown | {"percent": "5", "note": "x", "next_on": str(lives.today())})
    assert answer.status_code == 409
    assert "Your role here is guest" in text(answer)
    assert life.stone(1).percent == 0


def test_hours_are_spelled_for_nobody_whose_role_does_not_see_them(here):
    """What spells amounts and hours is the wall: whatever page asks it, it says neither to a guest."""
    from tallystone import showing
    from tallystone.core import facts
    from tallystone.journal.chain import Told
    from tallystone.notices.telling import names_of, tell
    from tallystone.people.reach import seen_by
    from tallystone.reader import reading

    logged = facts.HoursLogged(1, 445, 2, lives.today(), lives.today(), "0" * 64)
    told = Told(1, here.life.row.begun, By("freelancer", 1), "LogHours", (logged,), "")
    said = {}
    for role in roles.ROLES:
        with reading(seen_by(role)):
            sentence = tell(told, names_of(here.life.row, {}))[0].sentence
            said[role] = (
                "7" in showing.duration(445),
                "7\N{NO-BREAK SPACE}h" in sentence,
                showing.money(119_060, "EUR") != "an amount",
            )
    assert said == {
        role: (roles.sees(role, "hours"), roles.sees(role, "hours"), roles.sees(role, "prices")) for role in roles.ROLES
    }
