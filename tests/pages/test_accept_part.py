"""Accepting a part: verdicts, a look at what that means in numbers, then the act; and what the rest of the life shows."""

import re
from datetime import timedelta

import pytest

from tallystone.books.checking import check
from tallystone.books.models import Invoice, Milestone
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tests import cast as played
from tests.pages.forms import beside, hidden, send, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def sure(maya_browser, monkeypatch):
    """Maya's browser, having shown a mailed code just now."""
    monkeypatch.setattr("tallystone.pages.stepup.is_fresh", lambda request: True)
    return maya_browser


def where(life, act: str = "/accept-part") -> str:
    return f"/contracts/{life.code}/milestones/1{act}"


def look(browser, life, **typed):
    """From the review to the page that says what follows."""
    page = browser.get(where(life, ""))
    return browser.post(
        where(life), hidden(page) | {"do": "look", "rest_due": str(played.today() + timedelta(days=9)), **typed}
    )


MARKS = {"verdict-1": "met", "verdict-2": "unmet", "why-2": "The form is missing.", "note": "Nearly."}


def test_it_says_what_is_accepted_and_what_stays_before_anything_is_done(sure):
    life = played.delivered()
    page = look(sure, life, **MARKS)
    assert "Accept 1 of 2 criteria and release 595.30 EUR" in text(page)
    assert "595.30 EUR stays held for it" in text(page)
    assert "The form is missing." in text(page)
    assert life.stone(1).work == "delivered"
    answer = sure.post(where(life), hidden(page))
    assert answer.status_code == 303
    stone = life.stone(1)
    assert (stone.work, stone.met, stone.held_minor, stone.earned_minor) == ("part_accepted", (1,), 59_530, 59_530)


def test_from_its_own_page_without_a_script(sure):
    life = played.delivered("after")
    first = sure.get(where(life))
    assert "Mark what is met and what is missing" in text(first)
    page = sure.post(where(life), hidden(first) | MARKS | {"rest_due": str(played.today())})
    assert "Accept 1 of 2 criteria, with 595.30 EUR to pay" in text(page)
    assert sure.post(where(life), hidden(page)).status_code == 303
    assert (life.stone(1).money, life.stone(1).to_pay_minor) == ("invoiced", 59_530)


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"verdict-1": "unmet", "why-1": "No."}, "verdict-1", "Mark at least one criterion that is met."),
        ({"verdict-1": "met", "verdict-2": "met"}, "verdict-1", "Every criterion is marked as met."),
        ({"verdict-1": "met", "verdict-2": "unmet"}, "why-2", "Say what is missing"),
        ({"verdict-1": "met", "rest_due": ""}, "rest_due", "Choose a date."),
        ({"verdict-1": "met", "rest_due": "soon"}, "rest_due", "Write a date"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(sure, typed, field, says):
    life = played.delivered()
    page = look(sure, life, **typed)
    assert says in beside(page, field)
    assert life.stone(1).work == "delivered"


def test_a_day_that_has_passed_is_refused_by_the_core(sure):
    life = played.delivered()
    page = look(sure, life, **MARKS)
    data = hidden(page) | {"rest_due": str(played.today() - timedelta(days=2))}
    assert "has passed" in text(sure.post(where(life), data))
    assert life.stone(1).work == "delivered"


def test_it_wants_a_fresh_code_as_it_moves_money(maya_browser):
    life = played.delivered()
    page = look(maya_browser, life, **MARKS)
    answer = maya_browser.post(where(life), hidden(page))
    assert answer.status_code == 200
    assert "We have mailed a code" in text(answer)
    assert life.stone(1).work == "delivered"


def part(life) -> None:
    life.maya(acts.AcceptPart(1, life.stone(1).snapshot, (1,), played.today() + timedelta(days=9)))


def test_both_sides_see_what_remains_with_its_day(maya_browser, jonas_browser):
    life = played.delivered()
    part(life)
    assert Milestone.objects.get(code=life.code, number=1).due == played.today() + timedelta(days=9)
    for browser in (maya_browser, jonas_browser):
        told = text(browser.get(where(life, "")))
        assert "Part accepted" in told
        assert re.search(r"The rest is due \d+ \w+ 20", told)
        assert "Still to come 595.30 EUR" in told
        assert "595.30 EUR" in text(browser.get(f"/contracts/{life.code}"))


def test_the_rest_is_delivered_for_what_is_open_alone(jonas_browser):
    life = played.delivered()
    part(life)
    page = jonas_browser.get(where(life, "/deliver"))
    assert 'name="tick-2"' in page.content.decode()
    assert 'name="tick-1"' not in page.content.decode()
    send(jonas_browser, where(life, "/deliver"), page, note="The rest.", tick_2="on", evidence_2="Below.")
    assert (life.stone(1).work, life.stone(1).round) == ("delivered", 2)


@pytest.mark.parametrize("funding", ["before", "after"])
def test_the_rest_of_the_life_balances_to_the_cent(funding):
    life = played.delivered(funding, count=1)
    part(life)
    played.deliver(life, 1)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    if funding == "after":
        for _ in range(2):
            life.maya(acts.ClaimPaid(1, played.today()))
            life.jonas(acts.ConfirmPayment(1, played.today()))
    assert life.contract.state == "completed"
    kinds = ["deposit", "part", "final"] if funding == "before" else ["part", "final"]
    rows = list(Invoice.objects.filter(code=life.code).order_by("number"))
    assert [row.kind for row in rows] == kinds
    assert sum(row.net_minor + row.tax_minor for row in rows if row.kind != "deposit") == life.stone(1).stake.gross_minor
    assert all(row.paid_on for row in rows)
    assert (check(), rebuild()) == ([], [])
