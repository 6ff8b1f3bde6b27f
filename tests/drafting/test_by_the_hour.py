"""Terms by the hour in the editor: the price is worked out, and what is typed comes back as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tallystone.drafting.reading import read
from tallystone.drafting.spelling import respelled, spelled
from tests import cast as lives

TODAY = datetime.now(UTC).date()


def typed(**row):
    whole = spelled(lives.by_the_hour(), ".", TODAY)
    first = {**whole["milestones"][0], **row}
    return {**whole, "milestones": [first, *whole["milestones"][1:]]}


def faults(**row) -> list[tuple[str, str]]:
    return [(fault.field, fault.name) for fault in read(typed(**row), TODAY).faults]


def test_terms_by_the_hour_are_spelled_and_read_again():
    terms = replace(lives.by_the_hour(kind="hard"), hours_shown=1)
    reading = read(spelled(terms, ",", TODAY), TODAY)
    assert (reading.terms, reading.faults) == (terms, ())


@pytest.mark.parametrize(("price", "minor"), [("", 80_000), ("1", 80_000)])
def test_the_price_is_what_the_hours_at_most_come_to_whatever_was_typed(price, minor):
    assert read(typed(price=price), TODAY).terms.milestones[0].price_minor == minor


@pytest.mark.parametrize(
    ("row", "fault"),
    [({"cap": ""}, ("milestones.1.cap", "cap_missing")), ({"rate": "0"}, ("milestones.1.rate", "rate_zero")),
     ({"rate": "much"}, ("milestones.1.rate", "amount_unreadable")),
     ({"cap_kind": "firm"}, ("milestones.1.cap_kind", "choose_one"))],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(row, fault):
    assert fault in faults(**row)


def test_a_rate_keeps_its_worth_for_a_reader_with_another_mark():
    assert respelled(typed(rate="1,200.50"), ",")["milestones"][0]["rate"] == "1200,50"
