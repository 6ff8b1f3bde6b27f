"""Where do we stand, leaving, and the acts of it: the same figures for both sides, each refusal beside its field."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tallystone.core import acts
from tallystone.core.standing import standing
from tallystone.journal import prose
from tallystone.showing import money
from tests import cast as people
from tests.pages.forms import beside, send, text

KILL = {"kill_started_bp": 2_500, "kill_planned_bp": 1_000}


@pytest.fixture
def life(cast):
    return people.started(**KILL)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr("tallystone.pages.stepup.is_fresh", lambda request: True)


def where(life, name="standing"):
    return reverse(name, args=[life.code])


def act(life, name):
    return reverse("act", args=[life.code, name])


def offered(life, minor=0, notice=0):
    life.maya(acts.OfferExit(0, minor, prose.words("Our plans have changed"), prose.words("It is fair"), notice))


def figures(page) -> list[str]:
    """Every sum on the page, in its order."""
    main = page.content.decode().split("<main", 1)[1]
    return re.findall(r"[0-9][0-9,]*\.[0-9]{2}", main)


def test_both_sides_read_the_same_figures(life, jonas_browser, maya_browser):
    mine, theirs = jonas_browser.get(where(life)), maya_browser.get(where(life))
    assert figures(mine) == figures(theirs)
    told = standing(life.contract, datetime.now(UTC))
    for outcome in told.outcomes:
        if not outcome.cause:
            assert money(outcome.figure_minor, "EUR").replace("\xa0", " ") in text(mine).replace("\xa0", " ")


def test_looking_writes_nothing(life, jonas_browser):
    before = life.contract.seq
    jonas_browser.get(where(life))
    jonas_browser.get(where(life, "leave") + "?why=time&after=1")
    assert life.contract.seq == before


def test_where_an_exit_is_on_offer_no_other_can_be_offered(life, jonas_browser):
    offered(life)
    assert "An exit is on offer already." in text(jonas_browser.get(where(life, "leave")))


def test_it_is_said_that_nothing_is_held_back(life, maya_browser):
    assert "Holdback none: what is accepted is paid in full" in text(maya_browser.get(where(life)))


def test_an_outsider_finds_nothing(life, noor_browser):
    assert noor_browser.get(where(life)).status_code == 404
    assert noor_browser.get(where(life, "leave")).status_code == 404


def test_what_was_never_agreed_has_no_standing(cast, jonas_browser):
    assert jonas_browser.get(where(people.proposed())).status_code == 404


@pytest.mark.parametrize("why", ["scope", "time", "health", "payment", "trust", "other", "<b>"])
def test_ways_on_come_first_each_with_its_price_and_day(life, maya_browser, why):
    page = maya_browser.get(where(life, "leave"), {"why": why, "after": "1"})
    told = text(page)
    assert told.index("Ways on, before that") < told.index("End it after milestone 1")
    for kind in ("later-14", "pause-30", "smaller-3", "stage-1"):
        assert f"?from={kind}" in page.content.decode()


def test_how_much_later_and_until_when_is_asked(life, maya_browser):
    until = people.today() + timedelta(days=45)
    page = maya_browser.get(where(life, "leave"), {"why": "health", "after": "1", "later": "21", "until": until.isoformat()})
    assert {"later-21", "pause-45"} <= set(re.findall(r"\?from=([a-z]+-[0-9]+)", page.content.decode()))
    assert f"Pause until {until.day} {until:%B %Y}" in text(page)
    assert 'name="why" value="health"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("later", "soon", "Write a whole number."),
        ("later", "0", "Choose a number from 1 to 366."),
        ("later", "9" * 5_000, "Write a whole number."),
        ("until", "", "Choose a date."),
        ("until", "<b>", "Write a date as year-month-day"),
        ("until", "2020-01-01", "Choose a day after today."),
        ("until", "9999-12-31", "is too far away"),
    ],
)
def test_what_cannot_be_read_is_told_beside_it_and_the_ways_stay(life, maya_browser, field, typed, sentence):
    page = maya_browser.get(where(life, "leave"), {"why": "time", field: typed}).content.decode()
    told = re.search(rf'<p class="error" id="{field}-error">(.*?)</p>', page, re.S)
    assert told, field
    assert sentence in told[1]
    assert len(re.findall(r'class="error"', page)) == 1
    assert "?from=later-14" in page
    assert "?from=pause-30" in page


@pytest.mark.parametrize(("way", "numbers"), [("later-14", 3), ("pause-30", 3), ("smaller-3", 2), ("stage-1", 1)])
def test_a_way_on_opens_as_a_change_order_that_is_filled_in(life, jonas_browser, way, numbers):
    page = jonas_browser.get(reverse("offer-change", args=[life.code]) + f"?from={way}").content.decode()
    assert len(re.findall(r'name="m-[1-9]-title"', page)) == numbers


def test_an_offer_is_made_and_answered(life, jonas_browser, maya_browser):
    address = act(life, "offer-exit") + "?after=0"
    answer = send(maya_browser, address, note="Our plans have changed", minor="500.00", reason="Half is drawn", notice="1")
    assert answer.status_code == 303
    assert life.contract.exit.stated.minor == 50_000
    page = jonas_browser.get(where(life))
    assert "Our plans have changed" in text(page)
    assert "Half is drawn" in text(page)
    assert send(jonas_browser, act(life, "counter-exit"), minor="700.00", reason="More than half").status_code == 303
    assert send(maya_browser, act(life, "accept-exit")).status_code == 303
    assert life.contract.state == "leaving"
    assert life.contract.left.minor == 70_000
    assert "Both sides agreed on the number" in text(jonas_browser.get(where(life)))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("minor", {"minor": "lots", "note": "Plans"}, "“lots” is not an amount"),
        ("minor", {"minor": "99999.00", "note": "Plans", "reason": "All"}, "More than was agreed"),
        ("note", {"minor": "0", "note": "", "reason": "Fair"}, "Write something here."),
        ("reason", {"minor": "1.00", "note": "Plans", "reason": ""}, "Say in a sentence why this number is fair"),
    ],
)
def test_each_refusal_stands_beside_its_field(life, maya_browser, field, typed, sentence):
    page = send(maya_browser, act(life, "offer-exit"), **typed)
    assert page.status_code == 422
    assert sentence in beside(page, field)


def test_a_number_that_changed_meanwhile_is_not_agreed_to(life, jonas_browser):
    offered(life, 50_000)
    page = jonas_browser.get(act(life, "accept-exit"))
    life.maya(acts.CounterExit(1, 10_000, prose.words("Less is done than we thought")))
    answer = send(jonas_browser, act(life, "accept-exit"), page)
    assert answer.status_code == 409
    assert life.contract.state == "agreed"


@pytest.mark.parametrize("name", ["decline-exit", "withdraw-exit"])
def test_an_exit_is_declined_or_taken_back(life, jonas_browser, maya_browser, name):
    offered(life)
    browser = jonas_browser if name == "decline-exit" else maya_browser
    assert send(browser, act(life, name), reason="We still need you").status_code == 303
    assert life.contract.exit is None


def test_it_is_ended_for_cause_and_the_record_settles_it(life, jonas_browser):
    page = jonas_browser.get(act(life, "end-for-cause"))
    figure = standing(life.contract, datetime.now(UTC)).outcome("freelancer", 0, True)
    assert money(figure.figure_minor, "EUR").replace("\xa0", " ") in text(page).replace("\xa0", " ")
    assert send(jonas_browser, act(life, "end-for-cause"), page, reason="Nobody answers any more").status_code == 303
    assert (life.contract.left.how, life.contract.left.minor) == ("cause", figure.figure_minor)
