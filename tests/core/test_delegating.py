"""Giving work on: consent above, what follows below, and that no cent of one contract is ever in the other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallystone.core import acts, delegating_facts, facts, ledger
from tallystone.core.contract import decide, evolve, open_acts, unsound
from tallystone.core.delegating import allowed, along, became, calls, need_leave
from tallystone.core.invoicing import numbered
from tallystone.core.refusal import Refusal
from tallystone.core.shape import Parent, terms_from, terms_text
from tallystone.core.state import Contract
from tallystone.core.waiting import waits
from tests.core import given as life
from tests.core import given_below
from tests.core.given import CLOCK, DAY, NOW, SIDES, TODAY, C, F, said
from tests.core.test_open_acts import BESIDE, LEAVE, TEAM, good

WHOLE = Parent("K7Q2M4", 1, (1, 2))


def inner(parent: Parent = WHOLE, **changed) -> acts.Subcontract:
    return given_below.subcontract(life.terms(), freelancer=9, client=7, parent=parent, **changed)


def test_the_client_consents_to_the_one_who_was_named_and_to_nobody_else():
    play = given_below.requested()
    assert not allowed(play.contract, 1, 77)
    play.do(C, acts.ConsentSubcontract(1, 1, said("Ines Rocha").hash))
    assert allowed(play.contract, 1, 77)
    assert not allowed(play.contract, 1, 78)
    assert not allowed(play.contract, 2, 77)
    need_leave(play.contract, inner(Parent("K7Q2M4", 1, (1,)), until=TODAY) and replace(inner(), freelancer=77), frozenset())


def test_where_workers_are_not_shown_the_record_has_no_name_and_consent_is_for_the_milestone():
    play = life.agreed(workers_shown=0).do(F, acts.AskSubcontract(1, 77, said("Ines Rocha")))
    assert play.then == [delegating_facts.SubcontractAsked(1, 1)]
    play.do(C, acts.ConsentSubcontract(1, 1, ""))
    assert allowed(play.contract, 1, 5)
    assert play.do(CLOCK, acts.GiveOn(1, 77, said("Ines Rocha"))).then == [delegating_facts.GivenOn(1)]


def test_a_new_request_takes_the_place_of_the_open_one_and_the_client_is_asked_once():
    play = given_below.requested().do(F, acts.AskSubcontract(1, 78, said("Rui")))
    assert [r.state for r in play.contract.requests] == ["replaced", "open"]
    assert [w.about for w in waits(play.contract) if w.act == "ConsentSubcontract"] == [2]
    play.do(C, acts.RefuseSubcontract(1, 2, said("We know him")))
    assert [r.state for r in play.contract.requests] == ["replaced", "refused"]
    assert not [w for w in waits(play.contract) if w.act == "ConsentSubcontract"]


def test_the_record_below_names_its_parent_and_the_parent_nothing_of_below():
    play = given_below.below()
    assert play.contract.above.parent == given_below.PARENT
    assert (play.contract.freelancer, play.contract.client) == (7, 8)
    given_on = given_below.requested().do(CLOCK, acts.GiveOn(1, 77, said("Ines"))).then[0]
    assert set(given_on.__dataclass_fields__) == {"milestone", "worker", "who"}  # no code, no price, no date


def test_a_review_that_follows_lasts_as_long_as_the_wait_and_no_longer():
    play = given_below.below_delivered().do(CLOCK, acts.Notice(1, 1, "delivered"))
    assert (play.stone().review_until - NOW).days == 60
    plain = given_below.below_delivered(acceptance_follows=0).do(CLOCK, acts.Notice(1, 1, "delivered"))
    assert (plain.stone().review_until - NOW).days == 7


def test_acceptance_above_accepts_what_was_handed_over_before_it():
    play = given_below.followed(given_below.below_delivered(), "accepted").do(CLOCK, acts.AcceptAlong(1))
    assert play.names() == ["Accepted", "InvoiceIssued"]
    assert play.stone().work == "accepted"
    assert play.stone().pay_by == TODAY + 60 * DAY  # nothing has come from above yet


def test_what_is_handed_over_afterwards_is_reviewed_by_itself():
    play = given_below.followed(given_below.below(), "accepted").later(hours=1).do(F, acts.Start(1), life.deliver())
    assert along(play.contract, play.now) == []
    play.do(CLOCK, acts.Notice(1, 1, "delivered"))
    assert (play.stone().review_until - play.now).days == 7


def test_acceptance_does_not_follow_where_the_terms_do_not_say_so():
    play = given_below.followed(given_below.below_delivered(acceptance_follows=0), "accepted")
    assert along(play.contract, play.now) == []


def test_money_above_moves_the_day_to_pay_and_never_later():
    play = given_below.below_delivered().do(C, acts.Accept(1, said("snapshot").hash))
    bill = play.stone().bills[0]
    assert bill.due == TODAY + 60 * DAY
    given_below.followed(play.later(days=3), "paid")
    assert play.then[1] == delegating_facts.BillMoved(1, bill.number, TODAY + 17 * DAY)
    assert play.stone().pay_by == TODAY + 17 * DAY
    late = given_below.below_delivered().do(C, acts.Accept(1, said("snapshot").hash)).later(days=55)
    assert given_below.followed(late, "paid").names() == ["ParentFollowed"]


def test_a_worker_that_slept_for_weeks_never_makes_a_payment_late():
    play = given_below.below_delivered().do(C, acts.Accept(1, said("snapshot").hash))
    paid_at = play.now + DAY
    play.later(days=30).do(CLOCK, acts.FollowParent("paid", "e" * 64, paid_at))
    assert play.stone().pay_by == TODAY + 30 * DAY


def test_what_is_billed_after_the_money_came_has_its_own_days():
    play = given_below.followed(given_below.below_delivered(), "paid").do(C, acts.Accept(1, said("snapshot").hash))
    assert play.stone().pay_by == TODAY + 14 * DAY


def test_when_nothing_comes_from_above_any_more_everything_ends_as_if_there_were_nothing():
    play = given_below.below_delivered().do(CLOCK, acts.Notice(1, 1, "delivered"))
    given_below.followed(play, "over")
    assert play.names() == ["ParentFollowed", "ReviewMoved"]
    assert (play.stone().review_until - NOW).days == 7


@pytest.mark.parametrize(
    ("make", "criteria", "became_"),
    [
        (life.started, (1, 2), ()),
        (life.accepted, (1, 2), ("accepted", "paid")),  # held before, released
        (lambda: life.accepted(funding="after"), (1, 2), ("accepted",)),
        (lambda: life.accepted(funding="after").do(F, acts.ConfirmPayment(1, TODAY)), (1, 2), ("accepted", "paid")),
        (life.part_accepted, (1,), ("accepted", "paid")),
        (lambda: life.part_accepted(funding="after"), (1,), ("accepted",)),
        (life.part_accepted, (2,), ()),
        (lambda: life.changing(life.agreed(), m1=None), (1, 2), ("over",)),
    ],
)
def test_what_became_of_the_milestone_above(make, criteria, became_):
    assert became(make().contract, Parent("K7Q2M4", 1, criteria)) == became_


class Pair:
    """A contract and the subcontract under its first milestone, each with its own money and its own time."""

    def __init__(self, above: dict, below: dict) -> None:
        self.parent, self.child = life.agreed(subcontracting="free", **above), given_below.below(**below)
        self.balance = {"parent": self.fresh(), "child": self.fresh()}

    @staticmethod
    def fresh() -> dict:
        names = (ledger.BANK, ledger.DEPOSITS, ledger.RECEIVABLE, ledger.EARNED, ledger.TAX, ledger.CARRIED, ledger.REFUNDS)
        return dict.fromkeys(names, 0)

    def do(self, name: str, act: acts.Act, side: str) -> list[facts.Fact]:
        play = getattr(self, name)
        try:
            happened = numbered(decide(play.contract, act, SIDES[side], play.now), play.next_number)
        except Refusal:
            return []
        seq = play.contract.seq + 1
        play.contract = evolve(play.contract, happened, SIDES[side], play.now, seq, f"{seq:064x}")
        for t in ledger.transfers(play.contract, happened):
            self.balance[name][t.debit] += t.minor
            self.balance[name][t.credit] -= t.minor
        return happened

    def descend(self) -> None:
        """As the worker does; twice, for it may come twice."""
        for _ in range(2):
            for act in calls(self.child.contract, self.parent.contract, self.parent.contract.head, self.parent.now):
                self.do("child", act, "clock")
            for act in along(self.child.contract, self.child.now):
                self.do("child", act, "clock")


def whole(c: Contract, balance: dict) -> None:
    assert unsound(c) == ""
    assert sum(balance.values()) == 0
    assert balance[ledger.BANK] == sum(s.received_minor - s.refunded_minor for s in c.stones)
    assert balance[ledger.RECEIVABLE] == sum(b.minor for s in c.stones for b in s.bills)


STEPS = st.lists(
    st.tuples(st.sampled_from(["parent", "child", "time", "worker"]), st.integers(0, 30), st.sampled_from(sorted(SIDES))),
    max_size=60,
)
FUNDING = st.sampled_from(["before", "after"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FUNDING, st.booleans(), st.booleans(), STEPS)
def test_no_cent_of_one_is_in_the_other_whatever_happens_in_both(funding, acceptance, payment, steps):
    below = {"acceptance_follows": int(acceptance), "payment_follows": int(payment), "prices": (7_001, 3)}
    pair = Pair({"funding": funding, "prices": (10_003, 9_999)}, below)
    price_above, price_below = pair.parent.contract.agreed_plan.gross_minor, pair.child.contract.agreed_plan.gross_minor
    for where, number, side in steps:
        if where == "worker":
            pair.descend()
        elif where == "time":
            pair.parent.now = pair.child.now = pair.parent.now + timedelta(hours=number)
        else:
            step(pair, where, number, side)
        for name in ("parent", "child"):
            whole(getattr(pair, name).contract, pair.balance[name])
        assert pair.parent.contract.agreed_plan.gross_minor == price_above
        assert pair.child.contract.agreed_plan.gross_minor == price_below
        assert_dates(pair.child)
    pair.descend()
    assert_followed(pair)


def step(pair: Pair, name: str, number: int, side: str) -> None:
    """Something that is open to this side, if anything is; no change orders, whose money has tests of its own."""
    play = getattr(pair, name)
    open_now = [o for o in open_acts(play.contract, SIDES[side], play.now) if "Change" not in o.act and o.act != "FollowParent"]
    if open_now:
        chosen = open_now[number % len(open_now)]
        pair.do(name, good(acts.ACTS[chosen.act], chosen.milestone, play), side)


def assert_dates(child: life.Play) -> None:
    """Whatever follows, no bill waits longer than the wait that was agreed, and none is due before it was written."""
    c = child.contract
    for s in c.stones:
        assert all(bill.due >= (s.accepted_at or NOW).date() for bill in s.bills)
        latest = 60 if c.agreed_plan.payment_follows else 14
        assert all((bill.due - (s.accepted_at or child.now).date()).days <= latest for bill in s.bills)


def assert_followed(pair: Pair) -> None:
    """After the worker has come by, what is accepted or paid above is known below, and what had to follow has followed."""
    known, child = pair.child.contract.above, pair.child.contract
    for kind in became(pair.parent.contract, given_below.PARENT) if child.state == "agreed" else ():
        assert getattr(known, f"{kind}_at") or known.over_at
    if known.accepted_at and child.agreed_plan.acceptance_follows:
        assert not [s for s in child.stones if s.work == "delivered" and s.delivered_at <= known.accepted_at]


def test_terms_that_follow_nothing_are_spelled_as_they_ever_were():
    assert "follow" not in terms_text(life.terms())
    text = terms_text(life.terms(acceptance_follows=1, funding="after", payment_follows=1, follow_days=30))
    assert (terms_from(text).acceptance_follows, terms_from(text).follow_days) == (1, 30)


@pytest.mark.parametrize(("state", "side", "names"), given_below.OPEN)
def test_what_is_open_where_work_is_given_on(state, side, names):
    play = {"draft": life.Play, **given_below.PLAYS}[state]()
    beside = BESIDE | TEAM | LEAVE
    assert [o.act for o in open_acts(play.contract, SIDES[side], play.now) if o.act not in beside] == names


def test_a_dispute_below_is_not_ended_by_what_happens_above():
    play = life.disputed(play=given_below.below_delivered())
    given_below.followed(play, "accepted")
    assert along(play.contract, play.now) == []
