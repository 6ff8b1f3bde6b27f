"""Random lives: whatever is done in whatever order, money is conserved and nobody is ever stuck."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tallystone.core import acts, ledger
from tallystone.core.balancing import open_to_change
from tallystone.core.codec import fact_data, fact_from
from tallystone.core.contract import RULES, decide, evolve, open_acts, unsound
from tallystone.core.invoicing import numbered
from tallystone.core.parting import worth
from tallystone.core.refusal import Refusal
from tallystone.core.shape import terms_from, terms_text
from tallystone.core.waiting import waits
from tests.core import given
from tests.core.given import SIDES
from tests.core.test_open_acts import SHOWING, TEAM, good

OVER = {"completed", "withdrawn", "declined", "expired", "ended"}
ENDING = {acts.Withdraw, acts.Decline}  # these end a life early; see the last step
LEAVING = {kind for kind in RULES if "Exit" in kind.__name__ or kind is acts.EndForCause}  # see test_leaving_lives.py
ANY = [kind for kind in RULES if kind not in ENDING | LEAVING | {acts.OfferChange}]  # changes have a step of their own
SAID_ASIDE = {
    "FilePaper",
    "Erase",
    "Comment",
    "ResolveComment",
    "ReopenComment",
    *SHOWING,
    "GiveOn",
    "AskSubcontract",
}  # open while nothing can go on, and move nothing
PRICES = st.lists(st.sampled_from([0, 1, 3, 9_999, 10**9]), min_size=1, max_size=4).map(tuple).filter(any)


class Lives(RuleBasedStateMachine):
    never = {kind.__name__ for kind in LEAVING}

    @initialize(
        prices=PRICES,
        rate=st.sampled_from([None, 7_001]),
        funding=st.sampled_from(["before", "after"]),
        parallel=st.sampled_from([0, 1]),
    )
    def propose(self, prices, rate, funding, parallel):
        self.begin(prices, rate, funding=funding, parallel=parallel)

    def begin(self, prices, rate, **told):
        told = {"prices": prices, **told}
        self.setup_play(given.by_the_hour(rate, **told) if rate else given.terms(**told))

    def setup_play(self, whole):
        """These terms are proposed."""
        self.play = given.Play()
        self.play.terms = whole
        self.balance = dict.fromkeys(
            (ledger.BANK, ledger.DEPOSITS, ledger.RECEIVABLE, ledger.EARNED, ledger.TAX, ledger.CARRIED, ledger.REFUNDS), 0
        )
        self.done = []
        self.try_(given.propose(self.play.terms), "freelancer")

    @rule(which=st.integers(0, 9))
    def what_is_waited_for(self, which):
        if waiting := waits(self.play.contract):
            wait = waiting[which % len(waiting)]
            self.try_(good(acts.ACTS[wait.act], wait.milestone, self.play, wait.side), wait.side)

    @rule(data=st.data(), side=st.sampled_from(sorted(SIDES)))
    def something_open(self, data, side):
        if choices := [o for o in self.can(side) if o.act not in {"Withdraw", "Decline", *TEAM, *self.never}]:
            chosen = data.draw(st.sampled_from(choices))
            self.try_(good(acts.ACTS[chosen.act], chosen.milestone, self.play, side), side)

    @rule(kind=st.sampled_from(ANY), number=st.integers(0, 5), side=st.sampled_from(sorted(SIDES)))
    def anything(self, kind, number, side):
        self.try_(good(kind, number, self.play, side), side)

    @rule(days=st.sampled_from([0, 9, 9]))
    def the_clock_works(self, days):
        self.play.now += timedelta(days=days)
        for o in self.can("clock"):
            self.try_(good(acts.ACTS[o.act], o.milestone, self.play), "clock")

    @rule(data=st.data(), side=st.sampled_from(["freelancer", "client"]))
    def a_change_is_offered(self, data, side):
        """Whatever may be changed is: prices, dates, milestones removed and added, the rule for what is over."""
        c = self.play.contract
        if c.state != "agreed" or "OfferChange" not in {o.act for o in self.can(side)}:
            return
        whole, today = terms_from(self.play.in_force.text), self.play.now.date()
        stones = []
        for m in whole.milestones:
            stone = c.stone(m.number)
            if open_to_change(stone) and stone.money != "claimed_paid" and not m.rate_minor:
                price = data.draw(st.sampled_from([None, m.price_minor, 0, 1, 7, 10_000, 10**9]))
                if price is None and len(whole.milestones) > 1:
                    continue
                m = replace(m, price_minor=price or 0, due=max(today, m.due))
            elif open_to_change(stone) and data.draw(st.booleans()):
                m = replace(m, rate_minor=None, due=max(today, m.due))
            stones.append(m)
        next_number = max(s.number for s in c.stones) + 1
        for more in range(data.draw(st.integers(0, 2))):
            stones.append(
                replace(
                    whole.milestones[0],
                    number=next_number + more,
                    due=today,
                    price_minor=data.draw(st.sampled_from([0, 3, 500])),
                )
            )
        surplus, extra = data.draw(st.sampled_from(["refund", "carry"])), data.draw(st.sampled_from([0, 11]))
        new = replace(whole, milestones=tuple(stones), surplus=surplus, extra_round_minor=extra)
        self.try_(given.change(self.play, new), side)

    @rule(hours=st.sampled_from([1, 13, 24]))
    def time_passes(self, hours):
        self.play.now += timedelta(hours=hours)

    def try_(self, act, side):
        if isinstance(act, acts.OfferChange):
            self.play.said[act.words.hash] = act.words
        if isinstance(act, acts.Propose | acts.Counter):
            today = self.play.now.date()
            stones = tuple(replace(m, due=today + timedelta(days=m.number)) for m in act.terms.milestones)
            whole = replace(act.terms, duties=(), milestones=stones)
            act = replace(act, terms=whole, words=given.said(terms_text(whole)), until=today + timedelta(days=14))
            self.play.said[act.words.hash] = act.words
        before = self.play.contract
        try:
            happened = numbered(decide(before, act, SIDES[side], self.play.now), self.play.next_number)
        except Refusal:
            return
        assert [fact_from(fact_data(f)) for f in happened] == happened
        self.play.contract = evolve(before, happened, SIDES[side], self.play.now, before.seq + 1, "h")
        self.done.append((happened, SIDES[side], self.play.now))
        for t in ledger.transfers(self.play.contract, happened):
            assert t.minor > 0
            self.balance[t.debit] += t.minor
            self.balance[t.credit] -= t.minor

    @invariant()
    def money_is_conserved(self):
        stones = self.play.contract.stones
        assert unsound(self.play.contract) == ""
        for s in stones:
            assert_deposit_is_whole(s, self.play.contract.funds(s.stake))
            assert s.work not in {"accepted", "settled"} or self.billed(s) == s.stake.gross_minor
        assert sum(self.balance.values()) == 0
        assert self.balance[ledger.CARRIED] == 0
        assert self.balance[ledger.BANK] == sum(s.received_minor - s.refunded_minor for s in stones)
        assert -self.balance[ledger.DEPOSITS] == sum(s.held_minor for s in stones)
        assert -self.balance[ledger.REFUNDS] == sum(s.owed_back_minor for s in stones)
        assert self.balance[ledger.RECEIVABLE] == sum(b.minor for s in stones for b in s.bills)
        assert -self.balance[ledger.EARNED] == sum(self.share(s)[0] for s in stones)
        assert -self.balance[ledger.TAX] == sum(self.share(s)[1] for s in stones)

    @staticmethod
    def billed(s):
        return s.billed_net_minor + s.billed_tax_minor

    @staticmethod
    def share(s):
        """What accepted criteria are worth, reckoned from the terms alone; of a milestone that was split, all of it; of what
        was left, what was settled for it."""
        if s.closed:
            return s.billed_net_minor, s.billed_tax_minor
        met = s.open_criteria + s.met if s.work in {"accepted", "settled"} else s.met
        return worth(s.stake, met)

    @invariant()
    def nobody_is_stuck(self):
        c = self.play.contract
        if c.state in OVER:
            assert {wait.act for wait in waits(c)} <= {"AcknowledgeHandover", "AllowShowcase", "ConsentSuccessor"}
        else:
            assert any(self.can(side) for side in SIDES)
        for wait in waits(c):
            late = self.play.now >= (wait.until or self.play.now)
            expired = late and (c.state == "proposed" or wait.act in {"AcceptExit", "AcceptSplit"})
            assert expired or wait.act in {o.act for o in open_acts(c, SIDES[wait.side], self.play.now)}

    def can(self, side):
        return [o for o in open_acts(self.play.contract, SIDES[side], self.play.now) if o.act not in SAID_ASIDE]

    def teardown(self):
        """The talking may end; and the same facts folded anew give the same contract."""
        self.try_(acts.Withdraw(), "freelancer")
        self.money_is_conserved()
        c = given.Play().contract
        for seq, (happened, by, at) in enumerate(self.done, 1):
            c = evolve(c, happened, by, at, seq, "h")
        assert c == self.play.contract


def assert_deposit_is_whole(s, funds):
    """What came in for a milestone lies where it should, to the cent, and its invoices say the same."""
    for amount in (s.held_minor, s.received_minor, s.earned_minor, s.owed_back_minor, s.refunded_minor):
        assert amount >= 0
    if not funds:
        assert (s.held_minor, s.deposits) == (0, ())
        assert s.paid_minor == s.billed_minor - sum(b.minor for b in s.bills)
        return
    assert s.held_minor + s.owed_back_minor == s.received_minor - s.earned_minor - s.refunded_minor
    billed = sum(d.net_minor for d in s.deposits), sum(d.tax_minor for d in s.deposits)
    if s.closed:
        assert s.held_minor == 0
        assert billed[0] <= s.billed_net_minor
        assert billed[1] <= s.billed_tax_minor
    elif s.money == "funded":
        assert s.held_minor == s.stake.gross_minor - s.earned_minor
        assert not any(d.open_minor for d in s.deposits)
    elif s.money in {"asked", "claimed_paid"}:
        assert sum(d.open_minor for d in s.deposits) + sum(b.minor for b in s.bills) == s.left_minor > 0
    if s.money in {"funded", "asked", "claimed_paid", "released"} and not s.closed and not s.bills:
        assert billed == (s.stake.price_minor, s.stake.tax_minor) or s.stake.gross_minor == 0


def test_random_lives():
    few = settings(max_examples=40, stateful_step_count=60, deadline=None, database=None, derandomize=True,
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(Lives, settings=few)
