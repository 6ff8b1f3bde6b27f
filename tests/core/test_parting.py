"""A part is accepted: the money follows share by share, to the last cent, and the rest of the life goes on."""

from dataclasses import replace

from hypothesis import given as always
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts, facts, ledger
from tallystone.core.contract import unsound
from tallystone.core.invoicing import rest
from tallystone.core.parting import shares, worth
from tallystone.core.shape import Stake
from tallystone.core.waiting import waits
from tests.core.given import CLOCK, DAY, TODAY, C, F, Play, accept, accept_part, agree, deliver, part_accepted, propose, said

DUE = TODAY + 14 * DAY
REST = TODAY + 10 * DAY


def test_a_part_of_a_deposit_is_released_and_invoiced_and_the_rest_stays_held():
    play = part_accepted()
    snapshot = play.stone().snapshot
    assert play.then == [
        facts.PartAccepted(1, 1, snapshot, (1,), REST, said("The rest is missing").hash),
        facts.Released(1, 5_950),
        facts.InvoiceIssued(1, "part", "", 5_000, 950, 0, DUE),
    ]
    stone = play.stone()
    assert (stone.work, stone.money, stone.met, stone.open_criteria) == ("part_accepted", "funded", (1,), (2,))
    assert (stone.held_minor, stone.earned_minor, rest(stone)) == (5_950, 5_950, 5_950)
    assert (stone.due, stone.review_until) == (REST, None)


def test_the_rest_is_delivered_and_accepted():
    play = part_accepted().do(F, deliver(text="rest", ticked=(2,)))
    assert (play.stone().work, play.stone().round) == ("delivered", 2)
    play.do(C, accept(play))
    assert play.names() == ["Accepted", "Released", "InvoiceIssued"]
    assert play.then[2] == facts.InvoiceIssued(1, "final", "", 5_000, 950, 0, DUE)
    stone = play.stone()
    assert (stone.work, stone.money, stone.held_minor, stone.earned_minor) == ("accepted", "released", 0, 11_900)


def test_the_rest_waits_with_its_own_date():
    play = part_accepted()
    wait = next(w for w in waits(play.contract) if w.milestone == 1)
    assert (wait.side, wait.act) == ("freelancer", "Deliver")
    assert wait.until.date() == REST + DAY  # the midnight after it


def test_a_part_stops_the_review_clock_and_the_rest_has_its_own():
    play = part_accepted().do(F, deliver(text="rest"))
    assert (play.stone().noticed_at, play.stone().reminded) == (None, "")
    play.do(CLOCK, acts.Notice(1, 2, "delivered"))
    assert play.stone().review_until.date() == TODAY + 7 * DAY


def test_silence_accepts_the_rest():
    play = part_accepted().do(F, deliver(text="rest")).do(CLOCK, acts.Notice(1, 2, "delivered"))
    until = play.stone().review_until
    play.at(until - DAY).do(CLOCK, acts.Notice(1, 2, "day")).at(until).do(CLOCK, acts.Lapse(1))
    assert play.names() == ["Lapsed", "Released", "InvoiceIssued"]
    assert (play.stone().work, play.stone().earned_minor, play.stone().deemed) == ("accepted", 11_900, True)


def test_changes_to_the_rest_keep_the_part():
    play = part_accepted().do(F, deliver(text="rest"))
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (2,), said("Not yet")))
    assert (play.stone().work, play.stone().met, play.stone().unmet) == ("changes_asked", (1,), (2,))


def test_a_rest_that_is_taken_back_is_a_rest_again():
    play = part_accepted().do(F, deliver(text="rest"), acts.Retract(1))
    assert (play.stone().work, play.stone().round, play.stone().met) == ("part_accepted", 1, (1,))


def test_paid_afterwards_the_part_is_paid_before_the_rest_comes():
    play = part_accepted(funding="after")
    assert play.then[1:] == [facts.InvoiceIssued(1, "part", "", 5_000, 950, 5_950, DUE)]
    assert (play.stone().money, play.stone().to_pay_minor, play.stone().pay_by) == ("invoiced", 5_950, DUE)
    play.do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.ConfirmPayment(1, TODAY))
    assert play.then == [facts.PaymentConfirmed(1, 5_950, TODAY, "7-0001")]
    assert (play.stone().money, play.stone().received_minor) == ("unbilled", 5_950)
    play.do(F, deliver(text="rest")).do(C, accept(play))
    play.do(F, acts.ConfirmPayment(1, TODAY))
    assert (play.stone().money, play.stone().received_minor) == ("paid", 11_900)


def test_paid_afterwards_two_invoices_may_be_open_and_are_paid_one_after_the_other():
    play = part_accepted(funding="after", prices=(10_000,)).do(C, acts.ClaimPaid(1, TODAY)).later(days=3)
    play.do(F, deliver(text="rest")).do(C, accept(play))
    assert (play.stone().money, [b.minor for b in play.stone().bills]) == ("claimed_paid", [5_950, 5_950])
    play.do(F, acts.ConfirmPayment(1, TODAY))
    assert (play.stone().money, play.stone().pay_by, play.contract.state) == ("invoiced", DUE + 3 * DAY, "agreed")
    play.do(C, acts.ClaimPaid(1, TODAY)).do(F, acts.ConfirmPayment(1, TODAY))
    assert (play.stone().money, play.contract.state) == ("paid", "completed")


def test_what_cannot_be_divided_goes_to_the_last_criterion():
    stake = Stake(1, TODAY, 10_000, 1_901, 3)
    assert shares(stake) == [(3_333, 633), (3_333, 633), (3_334, 635)]
    assert worth(stake, (3, 1)) == (6_667, 1_268)


def test_a_free_milestone_is_parted_without_money():
    play = Play(prices=(0, 10_000))
    play.do(F, propose(play.terms)).do(C, agree(play)).do(F, acts.Start(1), deliver())
    play.do(C, accept_part(play))
    assert play.names() == ["PartAccepted"]
    play.do(F, deliver(text="rest")).do(C, accept(play))
    assert play.names() == ["Accepted", "Released"]


PRICES = st.integers(0, 10**11) | st.integers(0, 60)
ORDERS = st.integers(1, 50).flatmap(lambda n: st.permutations(range(1, n + 1)))


@always(price=PRICES, tax=st.integers(0, 10_000), count=st.integers(1, 50))
def test_shares_come_to_the_whole(price, tax, count):
    stake = replace(Stake(1, TODAY, price, 0, count), tax_minor=(price * tax + 5_000) // 10_000)
    net, tax_minor = worth(stake, tuple(range(1, count + 1)))
    assert (net, tax_minor) == (stake.price_minor, stake.tax_minor)
    assert all(n >= 0 and t >= 0 for n, t in shares(stake))


def a_life(price: int, funding: str, criteria: int, tax_bp: int) -> Play:
    play = Play(prices=(price, 1), funding=funding, tax_bp=tax_bp)
    first, second = play.terms.milestones
    first = replace(first, criteria=tuple(f"Criterion {n}" for n in range(1, criteria + 1)))
    play.terms = replace(play.terms, milestones=(first, second))
    play.do(F, propose(play.terms)).do(C, agree(play))
    if funding == "before" and play.stone().stake.gross_minor:
        play.do(F, acts.AskFunding(1), acts.ConfirmFunding(1, TODAY))
    return play.do(F, acts.Start(1))


def balance(play: Play, accounts: dict[str, int]) -> None:
    for t in ledger.transfers(play.contract, play.then):
        accounts[t.debit] = accounts.get(t.debit, 0) + t.minor
        accounts[t.credit] = accounts.get(t.credit, 0) - t.minor


@settings(max_examples=150, deadline=None)
@always(
    data=st.data(),
    price=PRICES,
    order=ORDERS,
    funding=st.sampled_from(["before", "after"]),
    tax=st.sampled_from([0, 700, 1_900]),
)
def test_however_it_is_parted_released_held_and_invoiced_balance_to_the_cent(data, price, order, funding, tax):
    play, accounts, invoices = a_life(price, funding, len(order), tax), {}, []
    stake, left = play.stone().stake, list(order)
    accounts[ledger.DEPOSITS] = -play.stone().held_minor
    while left:
        play.do(F, deliver(text=f"round {len(left)}", ticked=tuple(range(1, len(order) + 1))))
        take = data.draw(st.integers(1, len(left)))
        met, left = left[:take], left[take:]
        play.do(C, accept_part(play, *met) if left else accept(play))
        balance(play, accounts)
        invoices += [f for f in play.then if isinstance(f, facts.InvoiceIssued)]
        if funding == "after" and play.stone().bills and data.draw(st.booleans()):
            play.do(F, acts.ConfirmPayment(1, TODAY))
            balance(play, accounts)
        stone = play.stone()
        assert unsound(play.contract) == ""
        done = stone.met if left else tuple(order)
        assert (sum(i.net_minor for i in invoices), sum(i.tax_minor for i in invoices)) == worth(stake, done)
        assert accounts.get(ledger.DEPOSITS, 0) == -stone.held_minor
        if funding == "before":
            assert stone.held_minor + stone.earned_minor == stone.received_minor == stake.gross_minor
        else:
            assert stone.received_minor + sum(b.minor for b in stone.bills) == stone.billed_net_minor + stone.billed_tax_minor
    while play.stone().bills:
        play.do(F, acts.ConfirmPayment(1, TODAY))
        balance(play, accounts)
    assert play.stone().settled
    assert (rest(play.stone()), play.stone().held_minor) == (0, 0)
    assert -accounts.get(ledger.EARNED, 0) == stake.price_minor
    assert -accounts.get(ledger.TAX, 0) == stake.tax_minor
    assert accounts.get(ledger.RECEIVABLE, 0) == 0
    assert sum(i.open_minor for i in invoices) == (stake.gross_minor if funding == "after" else 0)


def test_a_part_does_not_open_the_next_milestone():
    play = part_accepted(funding="after")
    assert "Start" not in {w.act for w in waits(play.contract)}
