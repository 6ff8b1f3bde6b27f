"""Money is asked for, said to be sent, and seen to arrive: three different things."""

from datetime import date

import pytest

from tallystone.core import acts, facts
from tests.core.given import DAY, TODAY, C, F, Play, accept, accepted, agree, agreed, completed, deliver, funded, propose


def test_ask_funding_brings_a_deposit_invoice():
    play = agreed().do(F, acts.AskFunding(1))
    due = date(2026, 3, 16)
    assert play.then == [
        facts.FundingAsked(1, due),
        facts.InvoiceIssued(1, "deposit", "", 10_000, 1_900, 11_900, due),
    ]
    assert (play.stone().money, play.stone().pay_by) == ("asked", due)


def test_claimed_is_not_funded():
    play = agreed().do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, TODAY))
    assert play.then == [facts.PaymentClaimed(1, TODAY)]
    assert (play.stone().money, play.stone().held_minor) == ("claimed_paid", 0)


def test_confirm_funding_holds_the_whole_deposit():
    play = funded()
    assert play.then == [facts.FundingConfirmed(1, 11_900, TODAY)]
    assert (play.stone().money, play.stone().held_minor, play.stone().received_minor) == ("funded", 11_900, 11_900)


def test_funding_may_be_confirmed_without_a_claim():
    assert agreed().do(F, acts.AskFunding(1), acts.ConfirmFunding(1, TODAY)).stone().money == "funded"


def test_a_later_milestone_may_be_funded_early():
    assert agreed().do(F, acts.AskFunding(2)).stone(2).money == "asked"


def test_paid_afterwards_claim_and_confirm():
    play = accepted(funding="after").do(C, acts.ClaimPaid(1, TODAY))
    assert play.stone().money == "claimed_paid"
    play.do(F, acts.ConfirmPayment(1, TODAY))
    assert play.then == [facts.PaymentConfirmed(1, 11_900, TODAY, "7-0001")]
    assert (play.stone().money, play.stone().received_minor, play.stone().held_minor) == ("paid", 11_900, 0)


@pytest.mark.parametrize("funding", ["before", "after"])
@pytest.mark.parametrize("prices", [(10_000,), (10_000, 0), (0, 10_000, 0)])
def test_the_last_word_is_completed(funding, prices):
    play = completed(funding=funding, prices=prices)
    assert play.names()[-1] == "Completed"
    assert (play.contract.state, play.contract.ended_at) == ("completed", play.now)
    assert play.names().count("Completed") == 1


def test_a_free_milestone_needs_no_money():
    play = Play(prices=(0, 10_000))
    play.do(F, propose(play.terms))
    play.do(C, agree(play))
    play.do(F, acts.Start(1), deliver()).do(C, accept(play))
    assert play.then == [facts.Accepted(1, play.stone().snapshot), facts.Released(1, 0)]
    assert play.stone().settled


@pytest.mark.parametrize("on", [TODAY - 366 * DAY, TODAY, TODAY + DAY])
def test_payment_days_at_their_bounds(on):
    assert agreed().do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, on)).stone().money == "claimed_paid"
