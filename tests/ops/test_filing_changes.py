"""Invoices after change orders: differences, moved deposits, credit notes are called what they are, and name each other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tallystone.books.models import Invoice, Milestone
from tallystone.core import acts
from tallystone.core.shape import CARRY, terms_from, terms_text
from tallystone.journal import prose
from tallystone.ops import matching
from tests import cast
from tests.ops.test_filing import paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


def change(life, prices: dict[int, int | None]) -> None:
    """A change order, offered and accepted: these milestones cost this much from now on, or (None) are removed."""
    was = prose.kept(life.contract.terms)
    terms = terms_from(was.text)
    kept = [m for m in terms.milestones if prices.get(m.number, 0) is not None]
    stones = tuple(replace(m, price_minor=prices.get(m.number, m.price_minor)) for m in kept)
    new = replace(terms, milestones=stones)
    life.jonas(acts.OfferChange(new, prose.words(terms_text(new)), was, cast.today() + timedelta(days=7)))
    life.maya(acts.AcceptChange(life.contract.change.terms, prose.words("Maya Serrano"), "code"))


def invoice(life, number: str) -> str:
    return paper(life, "invoice", number).replace("\N{NO-BREAK SPACE}", " ")


def issued(life, milestone: int = 1) -> dict[str, list[str]]:
    """Numbers of this milestone's invoices by kind, in order."""
    found: dict[str, list[str]] = {}
    for row in Invoice.objects.filter(code=life.code, milestone=milestone).order_by("issued_at", "number"):
        found.setdefault(row.kind, []).append(row.number)
    return found


def done(life, milestone: int = 1) -> None:
    cast.deliver(life, milestone)
    life.maya(acts.Accept(milestone, life.stone(milestone).snapshot))


def test_a_difference_is_called_one_and_the_final_invoice_names_both():
    life = cast.started()
    change(life, {1: 120_050})
    first, second = issued(life)["deposit"]
    text = invoice(life, second)
    assert "Difference to the deposit for milestone 1: Stage 1" in text
    assert f"Change order 1 made this milestone dearer. Asked for before by {first}." in text
    assert "Amount due 238.00 EUR" in text
    assert "Already paid" not in text
    life.maya(acts.ClaimPaid(1, cast.today()))
    life.jonas(acts.ConfirmFunding(1, cast.today()))
    done(life)
    final = invoice(life, issued(life)["final"][0])
    assert f"Already paid by deposit invoice {first} (with 190.10 EUR tax) -1,190.60 EUR" in final
    assert f"Already paid by deposit invoice {second} (with 38.00 EUR tax) -238.00 EUR" in final
    assert "Amount due 0.00 EUR" in final


def test_a_credit_note_says_which_change_order_and_when_the_money_comes_back():
    life = cast.started()
    change(life, {1: 80_050})
    told = issued(life)
    text = invoice(life, told["credit"][0])
    assert f"Part of deposit invoice {told['deposit'][0]} of" in text
    assert "Change order 1 made this milestone cheaper" in text
    assert "238.00 EUR of what was paid for this milestone is given back by" in text
    done(life)
    final = invoice(life, issued(life)["final"][0])
    assert f"Already paid by deposit invoice {told['deposit'][0]} (with 152.10 EUR tax) -952.60 EUR" in final


def test_a_moved_deposit_pays_the_invoice_of_where_it_went():
    life = cast.started(surplus=CARRY)
    change(life, {1: 80_050})
    credit, moved = issued(life)["credit"][0], issued(life, 2)["deposit"][0]
    assert "238.00 EUR of what was paid for this milestone pays for milestone 2." in invoice(life, credit)
    text = invoice(life, moved)
    assert "Deposit for milestone 2: Stage 2" in text
    assert "Paid by money that was held already -238.00 EUR" in text
    assert f"deposit invoice {moved}" not in text


def test_an_unpaid_deposit_is_taken_back_and_asked_for_anew():
    life = cast.asked()
    change(life, {1: 120_050})
    told = issued(life)
    first, second = told["deposit"]
    text = invoice(life, told["credit"][0])
    assert f"Deposit invoice {first} of" in text
    assert f"Change order 1: deposit invoice {second} takes its place." in text
    assert "Nothing is to be paid for what is taken back here." in text
    assert f"In place of deposit invoice {first}, which is taken back." in invoice(life, second)


def test_what_is_paid_in_parts_by_two_deposits_names_both():
    life = cast.started()
    change(life, {1: 120_050})
    life.maya(acts.ClaimPaid(1, cast.today()))
    life.jonas(acts.ConfirmFunding(1, cast.today()))
    cast.deliver(life, 1)
    accept_a_part(life)
    (part,) = issued(life)["part"]
    assert f"Already paid by deposit invoices {', '.join(issued(life)['deposit'])} (with" in invoice(life, part)


def accept_a_part(life) -> None:
    until = cast.today() + timedelta(days=5)
    life.maya(acts.AcceptPart(1, life.stone(1).snapshot, (1,), until, prose.words("The second follows.")))


def test_each_contract_has_a_first_change_order_of_its_own():
    lives = [cast.agreed("after"), cast.agreed("after")]
    for life in lives:
        change(life, {3: None})
    texts = [paper(life, "change", "1") for life in lives]
    for life, text in zip(lives, texts, strict=True):
        assert "Change order 1" in text
        assert life.contract.terms in text


def test_the_books_hold_the_prices_of_the_change_order_that_was_accepted():
    life = cast.agreed("after")
    change(life, {2: 5, 3: None})
    assert [*matching.check()] == []
    Milestone.objects.filter(code=life.code, number=2).update(price_minor=200_050)
    assert [fault.what for fault in matching.check()] == ["its price is not the one in the chain"]
