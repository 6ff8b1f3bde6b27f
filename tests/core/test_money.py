"""What people type as an amount, and what it means; everything unclear is refused."""

import pytest

from tallystone.core.money import MOST_MINOR, exponent, plainly, read_amount, share
from tallystone.core.refusal import Refusal

READ = [
    ("1200", ".", 120_000), ("1200.5", ".", 120_050), ("1200.50", ".", 120_050), ("1,200.50", ".", 120_050),
    ("1.200,50", ",", 120_050), ("1200,5", ".", 120_050), ("1200.5", ",", 120_050), ("1 200,50", ",", 120_050),
    ("1'200.50", ".", 120_050), ("1’200.50", ".", 120_050), ("1 200,50", ",", 120_050), ("1 200.50", ".", 120_050),
    ("1,200", ".", 120_000), ("1.200", ",", 120_000), ("1,234,567.89", ".", 123_456_789), (" 7 ", ".", 700), ("0", ".", 0),
    ("0.01", ".", 1), ("5.", ".", 500), ("007", ".", 700), ("10000000000", ".", MOST_MINOR),
    ("10,000,000,000", ".", MOST_MINOR),
]  # fmt: skip
REFUSED = [
    ("", "missing"), ("   ", "missing"), ("-1", "negative"), ("−1", "negative"), ("-0", "negative"),
    ("1e400", "unreadable"), ("1E3", "unreadable"), ("１２", "unreadable"), ("١٢", "unreadable"), ("1_000", "unreadable"),
    ("true", "unreadable"), ("NaN", "unreadable"), ("inf", "unreadable"), ("0x10", "unreadable"), ("+5", "unreadable"),
    ("1.2.3", "unreadable"), ("1,2,3", "unreadable"), ("1,20,000", "unreadable"), ("12,34.5", "unreadable"),
    (".5", "unreadable"), ("5 €", "unreadable"), ("1  200", "unreadable"), ("0,500", "unreadable"), ("²", "unreadable"),
    ("1,²²²", "unreadable"), ("1\n2", "unreadable"), ("1/2", "unreadable"),
    ("1.005", "decimals"), ("1.000", "decimals"), ("0.999999999999999999999", "decimals"),
    ("10000000000.01", "too_large"), ("10000000001", "too_large"), ("9" * 40, "too_large"), ("1" + ",000" * 12, "too_large"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "mark", "minor"), READ)
def test_read(typed, mark, minor):
    assert read_amount(typed, "EUR", mark) == minor


@pytest.mark.parametrize(("typed", "name"), REFUSED)
def test_refused(typed, name):
    with pytest.raises(Refusal) as refusal:
        read_amount(typed, "EUR", ".", "milestones.1.price")
    assert (refusal.value.name, refusal.value.field) == (f"amount_{name}", "milestones.1.price")


@pytest.mark.parametrize(("typed", "currency", "minor"), [("500", "JPY", 500), ("1.234", "KWD", 1_234), ("5.", "JPY", 5)])
def test_currencies_have_their_own_decimals(typed, currency, minor):
    assert read_amount(typed, currency) == minor


@pytest.mark.parametrize(("typed", "currency"), [("1.0", "JPY"), ("1.2345", "KWD")])
def test_more_decimals_than_the_currency_has(typed, currency):
    with pytest.raises(Refusal, match="amount_decimals"):
        read_amount(typed, currency)


def test_a_very_long_text_is_refused_at_once():
    with pytest.raises(Refusal) as refusal:
        read_amount("9" * 1_000_000, "EUR")
    assert refusal.value.name == "amount_unreadable"
    assert len(refusal.value.told["typed"]) == 40


@pytest.mark.parametrize(
    ("minor", "points", "part"), [(10_000, 1_900, 1_900), (1, 5_000, 1), (1, 4_999, 0), (10**12, 1, 10**8)]
)
def test_share_rounds_halves_up(minor, points, part):
    assert share(minor, points) == part


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(5, "EUR", "0.05"), (-5, "EUR", "-0.05"), (123_456, "KWD", "123.456"), (7, "JPY", "7"), (120_000, "EUR", "1200.00")],
)
def test_plainly(minor, currency, text):
    assert plainly(minor, currency) == text


def test_the_decimals_of_each_currency_are_those_of_iso_4217():
    from iso4217 import Currency

    wrong = {c.code: c.exponent for c in Currency if c.exponent is not None and exponent(c.code) != c.exponent}
    assert wrong.keys() <= {"CLF", "UYW"}  # units of account with four decimals, which nobody is paid in
