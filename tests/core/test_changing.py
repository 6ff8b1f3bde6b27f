"""Change orders: offered, answered, expired; what is done stays; numbers are never given twice; terms and dates follow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tallystone.core import acts
from tallystone.core.changing import with_round
from tallystone.core.contract import open_acts
from tallystone.core.dates import end_of
from tallystone.core.refusal import Refusal
from tallystone.core.shape import terms_from, terms_text
from tallystone.core.waiting import waits
from tests.core import given
from tests.core.given import CLOCK, DAY, SIDES, TODAY, C, F, changed, said


def three(**more):
    return given.agreed(prices=(10_000, 20_000, 30_000), **more)


def test_accepted_it_is_in_force():
    play = three()
    whole = changed(play, m2={"title": "Other", "due": TODAY + 40 * DAY})
    given.offering(play, whole, C)
    assert play.contract.terms != said(terms_text(whole)).hash
    play.do(F, given.accept_change(play))
    assert play.contract.terms == said(terms_text(whole)).hash
    assert play.contract.plan == whole.plan()
    assert (play.stone(2).stake.due, play.stone(2).moved_from) == (TODAY + 40 * DAY, TODAY + 20 * DAY)
    assert (play.contract.change, play.contract.changes) == (None, 1)


def test_removed_is_cancelled_and_added_goes_on_counting():
    play = given.changing(three(), m2=None, m4={})
    assert [(s.number, s.work) for s in play.contract.stones] == [
        (1, "planned"), (2, "cancelled"), (3, "planned"), (4, "planned"),
    ]  # fmt: skip
    assert [s.number for s in play.contract.plan.milestones] == [1, 3, 4]
    given.changing(play, m4=None, m5={})
    assert [s.number for s in play.contract.stones] == [1, 2, 3, 4, 5]
    with pytest.raises(Refusal, match="numbers_wrong"):
        given.offering(play, changed(play, m4={}))
    with pytest.raises(Refusal, match="numbers_wrong"):
        given.offering(play, changed(play, m7={}))


@pytest.mark.parametrize("at", [given.accepted, given.delivered])
@pytest.mark.parametrize("told", [None, {"price_minor": 1}, {"criteria": ("Opens", "Sings")}, {"due": TODAY + 99 * DAY}])
def test_what_is_accepted_or_under_review_is_never_touched(at, told):
    play = at()
    with pytest.raises(Refusal, match="milestone_fixed"):
        given.offering(play, changed(play, m1=told))
    given.changing(play, m2={"price_minor": 1})


def test_what_was_handed_over_meanwhile_keeps_the_change_from_being_accepted():
    play = given.started()
    given.offering(play, changed(play, m1={"criteria": ("Opens", "Sings")}), C)
    play.do(F, given.deliver())
    with pytest.raises(Refusal, match="milestone_fixed"):
        play.do(F, given.accept_change(play))
    play.do(F, acts.Retract(1), given.accept_change(play))
    assert play.contract.changes == 1


def test_the_other_side_answers_with_its_own():
    play = three()
    given.offering(play, changed(play, m2=None), C)
    given.offering(play, changed(play, m2={"price_minor": 500}), F)
    change = play.contract.change
    assert (change.number, change.version, change.offered_by) == (1, 2, "freelancer")
    play.do(C, given.accept_change(play))
    assert play.stone(2).stake.price_minor == 500


def test_declined_and_withdrawn_leave_the_terms():
    play = three()
    before = play.contract.terms
    given.offering(play, changed(play, m2=None)).do(C, acts.DeclineChange(said("No")))
    given.offering(play, changed(play, m2=None)).do(F, acts.WithdrawChange(said("Never mind")))
    assert (play.contract.terms, play.contract.change, play.contract.changes) == (before, None, 2)


@pytest.mark.parametrize("second", [-1, 0])
def test_it_ends_with_its_last_day_in_the_contracts_own_zone(second):
    play = three(zone="Pacific/Auckland")
    given.offering(play, changed(play, m2=None))
    end = end_of(play.contract.change.until, "Pacific/Auckland")
    play.at(end + timedelta(seconds=second))
    acts_of = {side: {o.act for o in open_acts(play.contract, SIDES[side], play.now)} for side in ("client", "clock")}
    assert ("AcceptChange" in acts_of["client"]) == (second < 0)
    assert ("LapseChange" in acts_of["clock"]) == (second == 0)
    if not second:
        play.at(end + timedelta(days=7)).do(CLOCK, acts.LapseChange())
        assert play.contract.change is None


def test_a_last_day_in_the_week_of_summer_time():
    """Lisbon loses an hour on 29 March 2026: the day still ends at its own midnight."""
    play = three()
    play.do(F, given.change(play, changed(play, m2=None), until=TODAY + 27 * DAY))
    assert waits(play.contract)[0].until == end_of(TODAY + 27 * DAY, "Europe/Lisbon")
    assert end_of(TODAY + 27 * DAY, "Europe/Lisbon").hour == 23


def test_dates_that_have_passed_may_stay_but_not_be_set():
    play = given.started().later(days=15)
    given.changing(play, m2={"price_minor": 5})
    with pytest.raises(Refusal, match="date_past"):
        given.offering(play, changed(play, m1={"due": TODAY + 11 * DAY}))


def test_removing_all_that_is_left_completes_the_contract():
    play = given.accepted(funding="after").do(F, acts.ConfirmPayment(1, TODAY))
    given.changing(play, m2=None)
    assert play.contract.state == "completed"


def test_criteria_that_went_are_not_asked_for_any_more():
    play = given.delivered()
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (1, 2), said("Both")))
    given.changing(play, m1={"criteria": ("Opens",)})
    assert play.stone().unmet == (1,)
    play.do(F, given.deliver(ticked=(1,)))


def test_a_round_beyond_the_agreed_number_is_offered_at_its_price():
    play = given.delivered(rounds=1, extra_round_minor=2_500)
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred")))
    assert "PriceRound" not in {o.act for o in open_acts(play.contract, CLOCK, play.now)}
    play.do(F, given.deliver(text="again")).do(
        C, acts.AskChanges(1, play.stone().snapshot or said("again").hash, (1,), said("x"))
    )
    whole = with_round(terms_from(play.in_force.text), 1, 2)
    play.do(CLOCK, acts.PriceRound(1, whole, said(terms_text(whole)), play.in_force))
    assert play.contract.change.offered_by == "freelancer"
    assert play.stone().stake.price_minor == 10_000
    play.do(C, given.accept_change(play))
    assert play.stone().stake.price_minor == 12_500
    assert play.contract.plan.rounds_of(1) == 2
    assert play.contract.plan.rounds_of(2) == 1
    assert play.stone().money == "asked"


def test_a_round_is_offered_for_no_other_price():
    play = given.delivered(rounds=0, extra_round_minor=2_500)
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred")))
    whole = with_round(terms_from(play.in_force.text), 1, 1)
    dearer = replace(whole, milestones=(replace(whole.milestones[0], price_minor=99_999), *whole.milestones[1:]))
    with pytest.raises(Refusal, match="change_changed"):
        play.do(CLOCK, acts.PriceRound(1, dearer, said(terms_text(dearer)), play.in_force))
