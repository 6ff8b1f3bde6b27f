"""Random lives full of disputes, at every point: no cent is lost, no milestone is in two places, nobody is stuck."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from tallystone.core import acts
from tallystone.core.charging_back import received
from tallystone.core.contract import open_acts
from tallystone.core.splitting import at_stake
from tallystone.core.state import DONE
from tests.core import given
from tests.core.given import SIDES, said
from tests.core.test_random_lives import PRICES, Lives


class Disputes(Lives):
    @initialize(
        prices=PRICES, rate=st.sampled_from([None, None, 7_001]), funding=st.sampled_from(["before", "after"]),
        silence=st.sampled_from(["record", "stay"]), mediator=st.sampled_from(["none", "operator", "person"]),
    )  # fmt: skip
    def propose(self, prices, rate, funding, silence, mediator):
        told = {"prices": prices, "funding": funding, "parallel": 1, "exit_silence": silence, "mediator": mediator}
        told["mediator_name"] = "Ines Duarte" if mediator == "person" else ""
        self.setup_play(given.by_the_hour(rate, **told) if rate else given.terms(**told))
        self.try_(given.agree(self.play), "client")
        self.splits = 0

    @rule(data=st.data(), side=st.sampled_from(["freelancer", "client"]))
    def somebody_disputes(self, data, side):
        stone = self.some(data)
        minor = data.draw(st.integers(0, max(0, at_stake(stone))))
        self.try_(acts.Dispute(stone.number, (1,), said("Not so"), minor), side)

    @rule(data=st.data(), side=st.sampled_from(["freelancer", "client"]))
    def a_number_is_said(self, data, side):
        """A new number, or exactly the other side's, so that they meet."""
        stone = self.some(data)
        theirs = [split.minor for split in stone.dispute.splits if split.side != side] if stone.dispute else []
        minor = data.draw(st.sampled_from([*theirs, 0, at_stake(stone), at_stake(stone) // 3]))
        self.try_(given.split(self.play, minor, stone.number), side)

    @rule(data=st.data())
    def the_mediator_decides(self, data):
        stone = self.some(data)
        minor = data.draw(st.integers(0, max(0, at_stake(stone))))
        self.try_(acts.Mediate(stone.number, minor, said("So it is")), "mediator")

    @rule(data=st.data(), kind=st.sampled_from(["chargeback", "refund"]))
    def money_is_taken_back(self, data, kind):
        stone = self.some(data)
        if received(stone):
            minor = data.draw(st.integers(1, received(stone)))
            self.try_(acts.Chargeback(stone.number, minor, self.play.now.date(), kind), "freelancer")

    def some(self, data):
        """One of the milestones, one in dispute before others."""
        stones = self.play.contract.stones
        return data.draw(st.sampled_from([s for s in stones if s.dispute] or stones))

    @invariant()
    def what_is_in_dispute_moves_no_money(self):
        c = self.play.contract
        for side in SIDES:
            for each in open_acts(c, SIDES[side], self.play.now):
                stone = c.stone(each.milestone)
                frozen = {"AskFunding", "ClaimPaid", "Accept", "AcceptPart", "Lapse", "PriceRound", "Dispute"}
                assert not (stone and stone.dispute and each.act in frozen), each

    @invariant()
    def each_side_of_a_dispute_may_go_on(self):
        c = self.play.contract
        for stone in c.stones:
            if stone.dispute:
                for side in ("freelancer", "client"):
                    mine = {o.act for o in open_acts(c, SIDES[side], self.play.now) if o.milestone == stone.number}
                    assert "OfferSplit" in mine
            if stone.work in DONE and not stone.dispute:
                assert stone.held_minor == 0
            if stone.work == "settled":
                assert self.billed(stone) == stone.stake.gross_minor
                self.splits += 1

    def teardown(self):
        super().teardown()
        Disputes.settled_ever += self.splits


Disputes.settled_ever = 0


def test_random_lives_with_disputes():
    few = settings(max_examples=40, stateful_step_count=50, deadline=None, database=None, derandomize=True,
                   phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(Disputes, settings=few)
    assert Disputes.settled_ever > 30, "these lives hold hardly a dispute that ended"


def test_two_who_never_agree_can_both_go_on():
    play = given.disputed(3_000)
    for _round in range(5):
        play.do(given.F, given.split(play, 9_000)).do(given.C, given.split(play, 3_000))
    assert play.stone().dispute is not None
    assert play.stone().dispute.offers == 11
