"""If it stopped that day: who would be out of pocket by how much, month by month, and the plan that keeps it below a limit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.refusal import Refusal
from tallystone.planning.kinds import Part
from tallystone.planning.offering import offer_below
from tallystone.planning.schedule import Pace
from tallystone.planning.simulate import Way, simulate
from tallystone.planning.suggest import planned, suggest
from tests.planning.written import START, STEADY

PLAN = suggest(1_000_000, "EUR", START, kind="website")
WAYS = st.builds(Way, st.sampled_from(["before", "after"]), st.integers(0, 60), st.integers(0, 2_500))
PARTS = st.lists(
    st.builds(Part, st.just("a"), st.just(("x", "y")), st.just(("p", "q", "r")), st.integers(1, 15)), min_size=1, max_size=5
)


@STEADY
@given(PARTS, st.integers(1, 10**9), WAYS)
def test_all_is_paid_worked_and_handed_over_in_the_end(parts, total, way):
    plan = planned(parts, total, "EUR", START)
    played = simulate(plan.milestones, plan.spans, way)
    end = played.days[-1]
    assert (end.worked_minor, end.handed_minor, end.client_minor, end.freelancer_minor) == (total, total, 0, 0)
    assert end.paid_minor == sum(way.gross(m) for m in plan.milestones)
    assert sum(month.paid_minor for month in played.months) == end.paid_minor
    assert sum(month.worked_minor for month in played.months) == total
    assert all(after.day - day.day == timedelta(days=1) for day, after in zip(played.days, played.days[1:], strict=False))
    assert all(day.client_minor >= 0 and day.freelancer_minor >= 0 for day in played.days)


def test_who_pays_before_carries_a_milestone_who_pays_after_nothing():
    before, after = (simulate(PLAN.milestones, PLAN.spans, Way(funding, tax_bp=1_900)) for funding in ("before", "after"))
    assert (before.client_most.client_minor, before.freelancer_most.freelancer_minor) == (416_500, 0)
    assert after.client_most.client_minor == 0
    assert after.freelancer_most.freelancer_minor >= 350_000
    first = PLAN.spans[0]
    assert before.on(first.due - timedelta(days=1)).client_minor == 238_000
    assert before.on(first.due).client_minor == 0
    assert after.on(first.worked).freelancer_minor == 200_000


def test_the_picture_stays_in_its_box():
    played = simulate(PLAN.milestones, PLAN.spans, Way("after"))
    for points in (played.client_points, played.freelancer_points):
        assert all(0 <= int(x) <= 1000 and 0 <= int(y) <= 100 for x, y in (point.split(",") for point in points.split(" ")))


@STEADY
@given(PARTS, st.integers(1_000, 10**9), WAYS, st.integers(2, 20))
def test_an_offer_keeps_both_below_the_limit_and_every_cent_and_criterion(parts, total, way, part):
    plan = planned(parts, total, "EUR", START)
    limit = max(total // part, 1)
    offer = offer_below(limit, plan.milestones, plan.spans, way, "EUR")
    most = (offer.simulation.client_most.client_minor, offer.simulation.freelancer_most.freelancer_minor)
    assert offer.keeps == (max(most) <= limit)
    assert sum(m.price_minor for m in offer.milestones) == total
    assert [m.number for m in offer.milestones] == list(range(1, len(offer.milestones) + 1))
    assert [c for m in offer.milestones for c in m.criteria] == [c for m in plan.milestones for c in m.criteria]
    assert set(offer.to_fill) == {m.number for m in offer.milestones if not m.criteria}
    assert all(str(said) for said in offer.said)


def test_the_plan_stays_where_it_already_keeps_the_limit():
    offer = offer_below(350_000, PLAN.milestones, PLAN.spans, Way(), "EUR")
    assert (offer.keeps, offer.milestones, offer.way) == (True, PLAN.milestones, Way())


def test_smaller_milestones_keep_a_lower_limit_and_wait_as_before():
    offer = offer_below(180_000, PLAN.milestones, PLAN.spans, Way(), "EUR", Pace())
    assert offer.keeps
    assert [m.title for m in offer.milestones][:3] == ["Wireframes (1/2)", "Wireframes (2/2)", "Design (1/2)"]
    assert all(a.review_until < b.starts for a, b in zip(offer.spans, offer.spans[1:], strict=False))


def test_a_limit_that_cannot_be_kept_is_said():
    offer = offer_below(1, PLAN.milestones, PLAN.spans, Way("after"), "EUR")
    assert not offer.keeps
    assert any("comes nearest" in str(said) for said in offer.said)
    with pytest.raises(Refusal):
        offer_below(0, PLAN.milestones, PLAN.spans, Way(), "EUR")
