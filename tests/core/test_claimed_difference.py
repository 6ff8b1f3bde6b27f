"""While a difference is said to be sent, the client, too, may offer changes of everything else; no cent moves twice."""

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts
from tallystone.core.contract import unsound
from tallystone.core.refusal import Refusal
from tests.core import given
from tests.core.given import TODAY, C, F, changed
from tests.core.test_random_lives import assert_deposit_is_whole

PRICES = st.integers(0, 2_000_000)


def claimed(surplus: str = "refund"):
    """Both milestones are funded; the first has become dearer, and the client says that the difference was sent."""
    play = given.agreed(prices=(10_000, 20_000, 30_000))
    for number in (1, 2):
        play.do(F, acts.AskFunding(number), acts.ConfirmFunding(number, TODAY))
    given.offering(play, replace(changed(play, m1={"price_minor": 13_000}), surplus=surplus))
    play.do(C, given.accept_change(play)).do(C, acts.ClaimPaid(1, TODAY))
    assert play.stone(1).money == "claimed_paid"
    return play


def bank(play) -> int:
    """What the client paid and has not got back."""
    return sum(s.received_minor - s.refunded_minor for s in play.contract.stones)


@pytest.mark.parametrize("by", [F, C])
@pytest.mark.parametrize("surplus", ["refund", "carry"])
@settings(max_examples=40, deadline=None)
@drawn(second=PRICES, third=PRICES, gone=st.sampled_from([(), (2,), (3,), (2, 3)]))
def test_whoever_changes_the_others_no_cent_is_lost(by, surplus, second, third, gone):
    play = claimed(surplus)
    before = bank(play)
    stones: dict[str, dict | None] = {"m2": {"price_minor": second}, "m3": {"price_minor": third}}
    stones |= {f"m{number}": None for number in gone}
    given.offering(play, changed(play, **stones), by)
    play.do(C if by is F else F, given.accept_change(play))
    assert not unsound(play.contract)
    assert bank(play) == before, "money that was moved or is owed back is still there"
    assert play.stone(1).money == "claimed_paid"
    play.do(F, acts.ConfirmFunding(1, TODAY))
    assert not unsound(play.contract)
    assert play.stone(1).money == "funded"
    for s in play.contract.stones:
        assert_deposit_is_whole(s, play.contract.funds(s.stake))


@pytest.mark.parametrize("by", [F, C])
@pytest.mark.parametrize("told", [{"price_minor": 9_000}, {"price_minor": 50_000}, None])
def test_the_price_that_is_being_paid_stays_until_it_has_arrived(by, told):
    play = claimed()
    with pytest.raises(Refusal, match="payment_under_way"):
        given.offering(play, changed(play, m1=told), by)
    play.do(F, acts.ConfirmFunding(1, TODAY))
    given.offering(play, changed(play, m1=told), by)
    play.do(C if by is F else F, given.accept_change(play))
    assert not unsound(play.contract)
