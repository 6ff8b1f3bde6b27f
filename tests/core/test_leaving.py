"""Leaving: numbers are stated, meet or are agreed to, silence and notice lead on, and the money follows to the last cent."""

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts, facts
from tallystone.core.contract import decide, open_acts
from tallystone.core.leaving import boundaries
from tallystone.core.standing import standing
from tests.core import exits, given
from tests.core.given import CLOCK, DAY, TODAY, C, F, said
from tests.core.test_open_acts import BESIDE, LEAVE, SHOWING, TEAM

GROSS = 11_900  # milestone 1 with tax; milestone 2 is 23_800


def sums(happened) -> dict[str, int]:
    """What an entry moves: released, to be given back, invoiced and still open."""
    return {
        "released": sum(f.minor for f in happened if isinstance(f, facts.Released)),
        "refund": sum(f.minor for f in happened if isinstance(f, facts.RefundOwed)),
        "open": sum(f.open_minor for f in happened if isinstance(f, facts.InvoiceIssued)),
    }


@pytest.mark.parametrize(
    ("minor", "moved"),
    [
        (0, {"released": 0, "refund": GROSS, "open": 0}),
        (5_000, {"released": 5_000, "refund": GROSS - 5_000, "open": 0}),
        (GROSS, {"released": GROSS, "refund": 0, "open": 0}),
        (GROSS + 1, {"released": GROSS, "refund": 0, "open": 1}),
        (3 * GROSS, {"released": GROSS, "refund": 0, "open": 2 * GROSS}),
    ],
)
def test_a_number_against_a_deposit(minor, moved):
    play = exits.settled(given.started(), minor=minor)
    assert sums(play.then) == moved
    assert play.stone(1).work == "handed_over"
    assert play.stone(2).work == "cancelled"
    assert play.contract.state == ("leaving" if moved["refund"] or moved["open"] else "ended")


def test_a_deposit_pays_for_another_milestone_before_anything_is_invoiced():
    play = given.started(parallel=1, kill_planned_bp=10_000)
    play.do(F, acts.AskFunding(2), acts.ConfirmFunding(2, TODAY))
    exits.settled(play, C, minor=2 * GROSS)  # the record says 23_800 of it for milestone 2, nothing for milestone 1
    assert sums(play.then) == {"released": 2 * GROSS, "refund": GROSS, "open": 0}


def test_unpaid_deposit_invoices_are_taken_back():
    play = exits.settled(given.agreed().do(F, acts.AskFunding(1)))
    assert [f.kind for f in play.then if isinstance(f, facts.InvoiceIssued)] == ["credit"]
    assert play.contract.state == "ended"


def test_what_is_over_of_a_paid_deposit_invoice_is_taken_back_too():
    play = exits.settled(given.started(), minor=5_000)
    credit, final = (f for f in play.then if isinstance(f, facts.InvoiceIssued))
    assert credit.net_minor + credit.tax_minor == GROSS - 5_000
    assert final.net_minor + final.tax_minor == 5_000


def test_money_that_was_on_its_way_is_owed_back_when_it_arrives():
    play = given.agreed().do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, TODAY))
    exits.settled(play)
    assert play.contract.state == "leaving"
    play.do(F, acts.ConfirmFunding(1, TODAY))
    assert sums(play.then)["refund"] == GROSS
    assert play.do(F, acts.Refund(1, TODAY)).contract.state == "ended"


def test_money_that_was_on_its_way_pays_what_was_settled_and_the_rest_is_owed_back():
    play = given.agreed(kill_planned_bp=2_500).do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, TODAY))
    exits.settled(play, C, minor=2_975)
    play.do(F, acts.ConfirmPayment(1, TODAY))
    assert play.stone(1).owed_back_minor == GROSS - 2_975
    assert play.do(F, acts.Refund(1, TODAY)).contract.state == "ended"


@pytest.mark.parametrize(
    ("leaver", "cause", "fee"),
    [("client", False, 2_975 + 2_380), ("freelancer", False, 0), ("client", True, 0), ("freelancer", True, 2_975 + 2_380)],
)
def test_the_kill_fee_is_due_to_the_freelancer_where_the_client_leaves_or_has_broken_it(leaver, cause, fee):
    play = given.started(kill_started_bp=2_500, kill_planned_bp=1_000)
    told = standing(play.contract, play.now).outcome(leaver, 0, cause)
    assert (told.figure_minor, told.fee_minor) == (fee, fee)


def test_hours_that_were_worked_count_and_a_kill_fee_only_beyond_them():
    play = given.logged(90)  # 120.00 and tax
    assert standing(play.contract, play.now).outcome("freelancer", 0).figure_minor == 14_280
    dearer = given.Play()
    dearer.terms = given.by_the_hour(kill_started_bp=5_000)  # half of 800.00
    dearer.do(F, given.propose(dearer.terms)).do(C, given.agree(dearer)).do(F, acts.Start(1)).later(days=1)
    dearer.do(F, acts.LogHours(1, given.sheet(given.hours(dearer, 90))))
    told = standing(dearer.contract, dearer.now).outcome("client", 0)
    assert (told.figure_minor, told.fee_minor) == (47_600, 47_600 - 14_280)


def test_a_delivery_that_nobody_answered_counts_in_full():
    play = given.delivered()
    assert standing(play.contract, play.now).outcome("client", 0).figure_minor == GROSS


def test_numbers_that_meet_settle_it():
    play = exits.offered(given.started(), minor=9_000)
    play.do(C, exits.counter(play, 4_000)).do(F, exits.counter(play, 6_000)).do(C, exits.counter(play, 6_000))
    assert [f.how for f in play.then if isinstance(f, facts.ExitSettled)] == ["met"]
    assert play.contract.left.minor == 6_000


def test_after_a_boundary_work_goes_on_to_it_and_then_it_has_ended():
    play = exits.settled(given.started(), boundary=1)
    assert play.contract.state == "agreed"
    assert (play.stone(1).work, play.stone(2).work) == ("started", "cancelled")
    play.do(F, given.deliver()).do(C, given.accept(play))
    assert play.names()[-1] == "Ended"
    assert play.contract.state == "ended"


@pytest.mark.parametrize(
    ("silence", "notice", "days", "how"),
    [("record", 0, 8, "silence"), ("record", 1, 8, "silence"), ("stay", 0, 8, ""), ("stay", 1, 15, "notice")],
)
def test_silence_leads_where_the_terms_say(silence, notice, days, how):
    play = exits.offered(given.started(exit_silence=silence), minor=GROSS, notice=notice)
    play.at(play.now + days * DAY).do(CLOCK, acts.LapseExit())
    assert [f.how for f in play.then if isinstance(f, facts.ExitSettled)] == ([how] if how else [])
    assert play.contract.state == ("leaving" if how else "agreed")
    assert not how or play.contract.left.minor == 0  # the record's figure, whatever was offered


def test_who_declines_a_notice_is_left_on_its_last_day():
    play = exits.offered(given.started(notice_days=10), notice=1).do(C, acts.DeclineExit(said("We need you")))
    play.at(play.now + 11 * DAY).do(CLOCK, acts.LapseExit())
    assert play.contract.left.how == "notice"


def test_who_declines_an_offer_without_notice_goes_on():
    play = exits.offered(given.started()).do(C, acts.DeclineExit(said("We need you")))
    assert (play.contract.exit, play.contract.state) == (None, "agreed")


def test_a_change_order_that_is_accepted_takes_the_exit_away():
    play = exits.offered(given.started())
    given.changing(play, m2=None)
    assert play.contract.exit is None


def test_standing_says_what_the_acts_do():
    """The same figures: by the record for silence, and for an agreed number."""
    play = given.started(kill_started_bp=3_333, kill_planned_bp=777)
    for side, by in (("freelancer", F), ("client", C)):
        for boundary in boundaries(play.contract):
            told = standing(play.contract, play.now).outcome(side, boundary)
            offer = exits.offer(play, side, boundary)
            assert offer.minor == told.figure_minor
            other = given.Play()
            other.contract, other.now = play.contract, play.now
            settled = decide(other.do(by, offer).contract, exits.accept(other), C if by is F else F, play.now)
            assert sums(settled) == {"released": told.released_minor, "refund": told.refund_minor, "open": told.invoice_minor}
        told = standing(play.contract, play.now).outcome(side, 0, cause=True)
        settled = decide(play.contract, acts.EndForCause(said("Late")), by, play.now)
        assert sums(settled) == {"released": told.released_minor, "refund": told.refund_minor, "open": told.invoice_minor}


def test_asking_where_we_stand_writes_nothing():
    play = given.started()
    before = play.contract
    standing(play.contract, play.now)
    assert play.contract == before


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@drawn(
    prices=st.lists(st.integers(0, 9_999), min_size=1, max_size=5).filter(any), share=st.integers(0, 1_000),
    funded=st.integers(0, 5), kill=st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)),
)  # fmt: skip
def test_released_refunded_and_invoiced_are_the_number_and_what_was_held(prices, share, funded, kill):
    play = given.agreed(prices=tuple(prices), parallel=1, kill_planned_bp=kill[0], kill_started_bp=kill[1])
    for s in play.contract.stones[:funded]:
        if s.stake.gross_minor:
            play.do(F, acts.AskFunding(s.number), acts.ConfirmFunding(s.number, TODAY), acts.Start(s.number))
    held = sum(s.held_minor for s in play.contract.stones)
    most = standing(play.contract, play.now).outcome("client", 0).most_minor
    minor = most * share // 1_000
    moved = sums(exits.settled(play, C, minor=minor).then)
    assert moved == {"released": min(minor, held), "refund": max(0, held - minor), "open": max(0, minor - held)}


@pytest.mark.parametrize(("state", "side", "names"), exits.OPEN)
def test_what_is_open(state, side, names):
    play = exits.PLAYS[state]()
    aside = BESIDE | TEAM | SHOWING | LEAVE
    assert [o.act for o in open_acts(play.contract, given.SIDES[side], play.now) if o.act not in aside] == names
