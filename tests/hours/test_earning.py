"""What an hour earned: exact where all money came, by shares where a part of it did, and never counted without hours."""

from hypothesis import given
from hypothesis import strategies as st

from tallystone.hours.earning import NOTHING, earned, net_received

MINOR = st.integers(0, 10**9)


@given(MINOR, MINOR)
def test_all_of_it_less_the_tax_is_the_price(price, tax):
    assert net_received(price + tax, price, tax) == (price if price + tax else 0)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_part_of_it_is_its_share_to_half_a_cent(received, price, tax):
    net = net_received(received, price, tax)
    assert abs(net * (price + tax) - received * price) * 2 <= price + tax


def test_an_hour_is_money_over_minutes_halves_up():
    assert earned(12_000, 90).hour_minor == 8_000
    assert earned(1, 120).hour_minor == 1
    assert earned(100, 0).hour_minor is None


def test_money_without_hours_does_not_make_an_hour_dearer():
    together = earned(12_000, 90) + earned(99_999, 0)
    assert (together.net_minor, together.hour_minor) == (111_999, 8_000)
    assert (NOTHING + NOTHING).hour_minor is None
