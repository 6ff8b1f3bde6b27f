"""Deposits and change orders: every cent is held, moved on, or owed back; invoices and credit notes come out even."""

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts, facts, ledger
from tallystone.core.contract import unsound
from tallystone.core.reminding import outstanding
from tallystone.core.shape import share, terms_from
from tallystone.core.state import CLOCK
from tallystone.core.waiting import waits
from tallystone.core.weighing import weigh
from tests.core import given
from tests.core.given import TODAY, C, F, changed
from tests.core.test_random_lives import assert_deposit_is_whole

GROSS = 11_900  # of 10,000 with 19 % tax


def fund(play, *numbers):
    for n in numbers:
        play.do(F, acts.AskFunding(n), acts.ConfirmFunding(n, TODAY))
    return play


def accept_with(play, surplus="refund", **stones):
    given.offering(play, replace(changed(play, **stones), surplus=surplus))
    return play.do(C, given.accept_change(play))


def test_a_funded_milestone_that_is_removed_leaves_its_money_to_be_given_back():
    play = accept_with(fund(given.agreed(), 1), m1=None)
    assert play.names() == ["ChangeAccepted", "InvoiceIssued", "RefundOwed"]
    credit = play.then[1]
    assert (credit.kind, credit.net_minor, credit.tax_minor) == ("credit", 10_000, 1_900)
    s = play.stone(1)
    assert (s.work, s.money, s.held_minor, s.owed_back_minor) == ("cancelled", "refund_owed", 0, GROSS)
    wait = next(w for w in waits(play.contract) if w.act == "Refund")
    assert (wait.side, wait.milestone) == ("freelancer", 1)
    play.do(F, acts.Refund(1, TODAY))
    assert (play.stone(1).money, play.stone(1).refunded_minor) == ("refunded", GROSS)


def test_what_is_over_when_a_price_falls_is_given_back_and_the_rest_stays_held():
    play = accept_with(given.started(), m1={"price_minor": 6_000})
    s = play.stone(1)
    assert (s.money, s.held_minor, s.owed_back_minor) == ("funded", 7_140, 4_760)
    play.do(F, given.deliver()).do(C, given.accept(play))
    final = play.then[-1]
    assert (final.net_minor, final.tax_minor, final.open_minor) == (6_000, 1_140, 0)
    assert play.stone(1).earned_minor == 7_140


def test_a_price_that_rises_asks_for_the_difference():
    play = accept_with(given.started(), m1={"price_minor": 13_000})
    assert play.names() == ["ChangeAccepted", "FundingAsked", "InvoiceIssued"]
    assert (play.then[2].kind, play.then[2].net_minor, play.then[2].tax_minor, play.then[2].open_minor) == (
        "deposit",
        3_000,
        570,
        3_570,
    )
    s = play.stone(1)
    assert (s.work, s.money, s.held_minor, s.left_minor) == ("started", "asked", GROSS, 3_570)
    play.do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.ConfirmFunding(1, TODAY))
    assert play.then == [facts.FundingConfirmed(1, 3_570, TODAY)]
    assert (play.stone(1).money, play.stone(1).held_minor) == ("funded", 15_470)


def test_accepted_before_the_difference_came_the_final_invoice_asks_for_it():
    play = accept_with(given.started(prices=(10_000,)), m1={"price_minor": 13_000})
    play.do(F, given.deliver()).do(C, given.accept(play))
    kinds = [(f.kind, f.net_minor, f.tax_minor, f.open_minor) for f in play.then if isinstance(f, facts.InvoiceIssued)]
    assert kinds == [("credit", 3_000, 570, 0), ("final", 13_000, 2_470, 3_570)]
    moved = [(t.debit, t.credit, t.minor) for t in ledger.transfers(play.contract, play.then)]
    assert sum(minor for debit, _, minor in moved if debit == ledger.DEPOSITS) == GROSS
    assert sum(minor for debit, _, minor in moved if debit == ledger.RECEIVABLE) == 3_570
    assert play.contract.state == "agreed"
    play.do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.ConfirmPayment(1, TODAY))
    assert play.contract.state == "completed"


def test_a_deposit_that_nobody_paid_yet_is_asked_for_anew():
    play = given.agreed().do(F, acts.AskFunding(1))
    number = play.stone(1).deposits[0].number
    accept_with(play, m1={"price_minor": 4_000})
    assert [(f.kind, f.corrects) for f in play.then if isinstance(f, facts.InvoiceIssued)] == [
        ("credit", number),
        ("deposit", None),
    ]
    assert (play.stone(1).money, play.stone(1).left_minor) == ("asked", 4_760)
    accept_with(play, m1=None)
    assert (play.stone(1).money, play.stone(1).deposits) == ("unfunded", ())


def test_by_agreed_rule_it_is_held_for_what_comes_next():
    play = accept_with(fund(given.agreed(), 1), "carry", m1=None)
    assert play.names() == ["ChangeAccepted", "InvoiceIssued", "DepositMoved", "FundingAsked", "InvoiceIssued"]
    assert (play.stone(1).money, play.stone(1).received_minor) == ("unfunded", 0)
    second = play.stone(2)
    assert (second.money, second.held_minor, second.left_minor) == ("asked", GROSS, GROSS)
    assert (play.then[4].net_minor, play.then[4].open_minor) == (20_000, GROSS)


def test_a_difference_of_the_same_change_comes_first():
    play = fund(given.agreed(prices=(10_000, 10_000, 10_000), parallel=1), 1, 2)
    accept_with(play, "carry", m1={"price_minor": 2_000}, m2={"price_minor": 15_000})
    assert [(f.milestone, f.to, f.minor) for f in play.then if isinstance(f, facts.DepositMoved)] == [
        (1, 2, 5_950),
        (1, 3, 3_570),
    ]
    assert [play.stone(n).money for n in (1, 2, 3)] == ["funded", "funded", "asked"]


def test_the_last_refund_completes_the_contract():
    play = given.accepted()
    accept_with(fund(play, 2), m2=None)
    assert play.contract.state == "agreed"
    play.do(F, acts.Refund(2, TODAY))
    assert play.contract.state == "completed"


def test_weighed_before_it_is_done_it_is_what_is_done():
    play = given.started(prices=(10_000, 20_000))
    whole = changed(play, m1={"price_minor": 6_000}, m2=None, m3={})
    told = weigh(play.contract, whole.plan(), play.now)
    given.offering(play, whole).do(C, given.accept_change(play))
    assert list(told.money) == play.then[1:]
    assert (told.price_change, told.refund_minor) == (7_140 + 35_700 - 11_900 - 23_800, 4_760)
    assert (told.added, told.removed) == ((3,), (2,))
    assert (told.exposure_was, told.exposure_now) == (23_800, 35_700)


@pytest.mark.parametrize(
    ("name", "stones"),
    [
        ("more_for_the_same", {"m2": {"criteria": ("Opens", "Reads", "Sings")}}),
        ("sooner", {"m1": {"due": TODAY + 5 * given.DAY}}),
        ("very_soon", {"m2": {"due": TODAY + 2 * given.DAY}}),
        ("out_of_order", {"m2": {"due": TODAY + 9 * given.DAY}}),
        ("long_stretch", {"m2": {"due": TODAY + 60 * given.DAY}}),
    ],
)
def test_what_it_makes_riskier_is_said(name, stones):
    play = given.started()
    risks = [risk.name for risk in weigh(play.contract, changed(play, **stones).plan(), play.now).risks]
    assert name in risks
    assert weigh(play.contract, play.contract.plan, play.now).risks == ()


PRICES = st.integers(0, 5_000)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@drawn(
    data=st.data(), prices=st.lists(st.integers(1, 5_000), min_size=2, max_size=5), surplus=st.sampled_from(["refund", "carry"])
)
def test_whatever_changes_no_cent_is_lost(data, prices, surplus):
    play = given.agreed(prices=tuple(prices), parallel=1)
    for n in range(1, len(prices) + 1):
        step = data.draw(st.integers(0, 3))
        play.do(F, *[acts.AskFunding(n), acts.ConfirmFunding(n, TODAY), acts.Start(n)][:step])
    for _ in range(data.draw(st.integers(1, 3))):
        before = play.contract
        change_of_prices(data, play, surplus)
        paid = sum(s.received_minor for s in before.stones)
        assert sum(s.received_minor for s in play.contract.stones) == paid
        held = sum(s.held_minor + s.owed_back_minor for s in play.contract.stones)
        assert held == paid - sum(s.refunded_minor for s in play.contract.stones)
        for s in play.contract.stones:
            assert_deposit_is_whole(s, funds=True)
        assert unsound(play.contract) == ""
        assert play.contract.plan.gross_minor == sum(
            m.price_minor + share(m.price_minor, 1_900) for m in terms_from(play.in_force.text).milestones
        )
    for s in play.contract.stones:
        if s.owed_back_minor:
            play.do(F, acts.Refund(s.number, TODAY))
        assert play.stone(s.number).owed_back_minor == 0


def change_of_prices(data, play, surplus):
    here = [m.number for m in terms_from(play.in_force.text).milestones]
    stones = {f"m{n}": {"price_minor": data.draw(PRICES)} for n in here}
    gone = data.draw(st.sets(st.sampled_from(here), max_size=len(here) - 1))
    more = max(s.number for s in play.contract.stones) + 1
    stones |= {f"m{n}": None for n in gone} | {f"m{more}": {"price_minor": data.draw(PRICES)}}
    accept_with(play, surplus, **stones)


@pytest.mark.parametrize("silent", [False, True])
def test_who_said_that_the_difference_was_sent_is_not_asked_again_after_acceptance(silent):
    play = accept_with(given.started(prices=(10_000,)), m1={"price_minor": 13_000})
    play.do(C, acts.ClaimPaid(1, TODAY)).do(F, given.deliver())
    if silent:
        play.do(CLOCK, acts.Notice(1, 1, "delivered"))
        for kind in ("half", "day", "hours"):
            moment = dict(outstanding(play.stone(1), play.contract.agreed_plan.zone)).get(kind)
            if moment:
                play.at(moment).do(CLOCK, acts.Notice(1, 1, kind))
        play.at(play.stone(1).review_until).do(CLOCK, acts.Lapse(1))
    else:
        play.do(C, given.accept(play))
    assert (play.stone(1).work, play.stone(1).money) == ("accepted", "claimed_paid")
    asked = {(w.side, w.act) for w in waits(play.contract)}
    assert ("freelancer", "ConfirmPayment") in asked
    assert "ClaimPaid" not in {act for _side, act in asked}
    assert not unsound(play.contract)
    play.do(F, acts.ConfirmPayment(1, TODAY))
    assert play.then[0].minor == 3_570
    assert (play.contract.state, play.stone(1).money) == ("completed", "paid")
    assert (play.stone(1).earned_minor, play.stone(1).held_minor) == (15_470, 0)


def test_a_deposit_that_was_said_to_be_sent_and_never_needed_asks_nobody():
    play = given.agreed(prices=(10_000,))
    play.do(F, acts.AskFunding(1)).do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.ConfirmFunding(1, TODAY))
    play.do(F, acts.Start(1)).do(F, given.deliver()).do(C, given.accept(play))
    assert play.stone(1).money == "released"
