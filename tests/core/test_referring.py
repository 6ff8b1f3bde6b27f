"""Referring and succeeding: named, chosen, taken over; the money of what is left goes back to the last cent."""

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts, facts
from tallystone.core.contract import open_acts, unsound
from tallystone.core.handing_over import clean_exit
from tallystone.core.referring import remaining
from tallystone.core.waiting import waits
from tests.core import given, given_handover
from tests.core.given import CLOCK, TODAY, C, F, accept, deliver, said


def asked(play) -> set[tuple[str, str]]:
    return {(wait.side, wait.act) for wait in waits(play.contract)}


def test_the_client_is_asked_to_choose_until_somebody_is():
    play = given_handover.referred()
    assert ("client", "ConsentSuccessor") in asked(play)
    play.do(C, acts.ConsentSuccessor(1, prices=1))
    assert play.contract.successor.person == 9
    assert play.contract.successor.prices == 1
    assert ("client", "ConsentSuccessor") not in asked(play)
    assert ("freelancer", "AskFunding") not in asked(play)
    play.do(C, acts.DeclineSuccessor(1))
    assert play.contract.successor is None
    assert ("freelancer", "AskFunding") in asked(play)


def test_one_is_chosen_at_a_time():
    play = given_handover.chosen().do(F, acts.Refer(10)).do(C, acts.ConsentSuccessor(2))
    assert [r.state for r in play.contract.referrals] == ["named", "chosen"]
    play.do(F, acts.WithdrawReferral(2)).do(C, acts.ConsentSuccessor(1))
    assert [r.state for r in play.contract.referrals] == ["chosen", "withdrawn"]


def test_what_is_left_is_what_is_not_accepted_nor_taken_out():
    play = given.changing(given.accepted(prices=(5, 6, 7)), m2=None)
    assert [s.number for s in remaining(play.contract)] == [3]


def test_the_deposit_of_what_is_left_goes_back_and_then_nothing_is_owed():
    play = given.accepted().do(F, acts.AskFunding(2), acts.ConfirmFunding(2, TODAY), acts.Refer(9))
    play.do(C, acts.ConsentSuccessor(1)).do(CLOCK, acts.Succeed("Q7K2M4"))
    assert play.names() == ["Succeeded", "ExitSettled", "InvoiceIssued", "RefundOwed"]
    assert (play.contract.state, play.contract.left.how, play.contract.left.minor) == ("leaving", "succeeded", 0)
    second = play.stone(2)
    assert (second.work, second.owed_back_minor, second.held_minor) == ("cancelled", 23_800, 0)
    assert ("freelancer", "Refund") in asked(play)
    play.do(F, acts.Refund(2, TODAY))
    assert play.contract.stones[1].settled
    assert play.contract.state == "ended"
    assert unsound(play.contract) == ""


def test_an_invoice_that_nobody_paid_is_taken_back():
    play = given.accepted().do(F, acts.AskFunding(2), acts.Refer(9)).do(C, acts.ConsentSuccessor(1))
    play.do(CLOCK, acts.Succeed("Q7K2M4"))
    credit = next(fact for fact in play.then if isinstance(fact, facts.InvoiceIssued))
    assert (credit.kind, credit.milestone, credit.net_minor + credit.tax_minor) == ("credit", 2, 23_800)


def test_what_was_taken_over_at_a_boundary_with_a_handover_is_a_clean_exit():
    play = given.accepted().do(F, acts.Refer(9)).do(C, acts.ConsentSuccessor(1))
    play.do(F, given_handover.hand_over(play)).do(CLOCK, acts.Succeed("Q7K2M4"))
    assert play.contract.state == "ended"
    assert clean_exit(play.contract).clean


def test_after_a_settled_exit_only_the_record_of_it_follows():
    play = given.accepted().do(F, acts.EndForCause(said("No time any more")))
    assert play.contract.state in {"leaving", "ended"}
    play.do(F, acts.Refer(9)).do(C, acts.ConsentSuccessor(1)).do(CLOCK, acts.Succeed("Q7K2M4"))
    assert play.names() == ["Succeeded"]
    assert play.contract.succeeded_by == "Q7K2M4"


def test_a_fee_is_earned_once_and_invoiced():
    play = given_handover.fee(700)
    assert ("freelancer", "Start") not in asked(play)
    play.do(CLOCK, acts.EarnReferral(1, "Q7K2M4"))
    assert play.names() == ["ReferralEarned", "InvoiceIssued"]
    assert (play.stone().work, play.stone().money, play.stone().bills[0].minor) == ("accepted", "invoiced", 833)
    assert "EarnReferral" not in {o.act for o in open_acts(play.contract, CLOCK, play.now)}
    play.do(F, acts.ConfirmPayment(1, TODAY))
    assert play.contract.state == "completed"


@settings(max_examples=60, deadline=None)
@any_of(
    st.lists(st.integers(0, 50_000), min_size=2, max_size=5).filter(any),
    st.sampled_from(["before", "after"]),
    st.integers(0, 4),
    st.sets(st.integers(1, 5)),
)
def test_no_cent_appears_or_vanishes(prices, funding, finished, funded):
    """Some milestones are finished, some of the others funded; then somebody takes over."""
    play = given.agreed(prices=tuple(prices), funding=funding)
    for number in range(1, min(finished, len(prices) - 1) + 1):
        fund(play, number)
        play.do(F, acts.Start(number), deliver(number)).do(C, accept(play, number))
    for stone in remaining(play.contract):
        if stone.number in funded:
            fund(play, stone.number)
    paid_in = {s.number: s.received_minor for s in play.contract.stones}
    left = {s.number for s in remaining(play.contract)}
    play.do(F, acts.Refer(9)).do(C, acts.ConsentSuccessor(1)).do(CLOCK, acts.Succeed("Q7K2M4"))
    assert unsound(play.contract) == ""
    for stone in play.contract.stones:
        assert stone.received_minor == paid_in[stone.number]
        assert stone.owed_back_minor == (paid_in[stone.number] if stone.number in left else 0)
        assert stone.work == ("cancelled" if stone.number in left else "accepted")
        assert not stone.held_minor
    for stone in play.contract.stones:
        if stone.owed_back_minor:
            play.do(F, acts.Refund(stone.number, TODAY))
    assert all(stone.refunded_minor == (paid_in[stone.number] if stone.number in left else 0) for stone in play.contract.stones)


def fund(play, number: int) -> None:
    if play.contract.paid_before and play.stone(number).stake.gross_minor:
        play.do(F, acts.AskFunding(number), acts.ConfirmFunding(number, TODAY))
