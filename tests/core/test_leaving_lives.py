"""Random lives with exits at every point: no cent appears or vanishes, no milestone ends in two places, nobody is stuck."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from tallystone.core import acts
from tallystone.core.leaving import boundaries
from tallystone.core.parting import worth
from tallystone.core.settling import figure_minor, most_minor, shares
from tallystone.core.state import CLOCK
from tests.core import exits, given
from tests.core.given import said
from tests.core.test_random_lives import OVER, PRICES, Lives

OTHER = {"freelancer": "client", "client": "freelancer"}
NUMBERS = st.sampled_from(["none", "figure", "half", "odd", "most"])


class Leavings(Lives):
    never = {"EndForCause", "DeclineExit", "WithdrawExit", "OfferExit"}  # these have steps of their own

    @initialize(
        prices=PRICES, rate=st.sampled_from([None, 7_001]), funding=st.sampled_from(["before", "after"]),
        silence=st.sampled_from(["record", "stay"]), kill=st.sampled_from([(0, 0), (1_000, 5_000), (3_333, 10_000)]),
        parallel=st.sampled_from([0, 1]),
    )  # fmt: skip
    def propose(self, prices, rate, funding, silence, kill, parallel):
        told = {"exit_silence": silence, "kill_planned_bp": kill[0], "kill_started_bp": kill[1], "notice_days": 10}
        self.begin(prices, rate, funding=funding, parallel=parallel, **told)

    def number(self, told, which) -> int:
        most, figure = most_minor(told), figure_minor(told)
        return {"none": 0, "figure": figure, "half": most // 2, "odd": min(most, 7), "most": most}[which]

    @rule(data=st.data(), side=st.sampled_from(sorted(OTHER)), which=NUMBERS, notice=st.sampled_from([0, 0, 1]))
    def an_exit_is_offered(self, data, side, which, notice):
        c = self.play.contract
        if c.state != "agreed" or not boundaries(c):
            return
        after = data.draw(st.sampled_from(boundaries(c)))
        minor = self.number(shares(c, after, side), which)
        self.try_(acts.OfferExit(after, minor, said("Time"), said("Fair"), notice), side)

    @rule(side=st.sampled_from(sorted(OTHER)), which=NUMBERS)
    def a_number_is_stated(self, side, which):
        if leaving := self.play.contract.exit:
            minor = self.number(shares(self.play.contract, leaving.boundary, leaving.side), which)
            self.try_(exits.counter(self.play, minor), side)

    @rule(side=st.sampled_from(sorted(OTHER)), kind=st.sampled_from([acts.AcceptExit, acts.AcceptExit, acts.DeclineExit]))
    def an_exit_is_answered(self, side, kind):
        self.try_(exits.good(self.play)[kind](), side)

    @rule(side=st.sampled_from(sorted(OTHER)), rarely=st.integers(0, 5))
    def it_ends_for_cause_or_is_taken_back(self, side, rarely):
        self.try_(acts.EndForCause(said("Nobody has paid")) if rarely == 0 else acts.WithdrawExit(), side)

    @invariant()
    def what_is_settled_is_all_that_moves(self):
        """The number is what the milestones that ended come to, and it never changes again."""
        c = self.play.contract
        if c.left is None or c.disputes:  # a dispute settles its milestone anew
            return
        ended = [s for s in c.stones if s.closed and s.last_terms == c.terms and s.number > c.left.boundary]
        assert sum(s.billed_minor - worth_of_parts(s) for s in ended) == c.left.minor

    @invariant()
    def no_milestone_ends_in_two_places(self):
        c = self.play.contract
        for s in c.stones:
            assert not (s.closed and s.accepted_at)
            assert s.work != "cancelled" or not s.started_at or s.last_terms != c.terms or c.left is None
        if c.state in {"leaving", "ended"}:
            assert c.exit is None
            assert all(s.work == "accepted" or s.closed for s in c.stones)

    @invariant()
    def everybody_can_leave(self):
        """While something is unfinished each side can end it at once; what is left has an act or a date that leads on."""
        c = self.play.contract
        if c.state == "agreed" and boundaries(c):
            for side in OTHER:
                assert "EndForCause" in {o.act for o in self.can(side)}
        if c.state not in OVER and c.state != "proposed" and c.exit:
            later = given.Play()
            later.contract, later.now = c, self.play.now
            later.later(days=60).do(CLOCK, acts.LapseExit())
            assert later.contract.exit is None


def worth_of_parts(s) -> int:
    return sum(worth(s.stake, s.met)) if s.met else 0


def test_random_lives_with_exits():
    phases = [Phase.explicit, Phase.generate]  # such a life is long; making it shorter takes minutes
    few = settings(max_examples=60, stateful_step_count=50, deadline=None, database=None, derandomize=True, phases=phases,
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(Leavings, settings=few)
