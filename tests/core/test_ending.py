"""Terms for an early end: spelled and kept so that terms and records without them stay what they were."""

from dataclasses import replace

import pytest

from tallystone.core.codec import fact_data, fact_from
from tallystone.core.ending import CHOICES, ENDING, RANGES
from tallystone.core.shape import terms_from, terms_text
from tests.core import given

OTHERWISE = {
    name: RANGES[name][1] if name in RANGES else CHOICES[name][-1] for name in ENDING
}  # fmt: skip


def test_what_is_usual_is_not_spelled_and_not_kept():
    play = given.proposed()
    assert not any(f'"{name}"' in terms_text(play.terms) for name in (*ENDING, "mediator_name"))
    assert set(ENDING).isdisjoint(fact_data(play.then[0])["plan"])
    assert fact_from(fact_data(play.then[0])) == play.then[0]


@pytest.mark.parametrize("name", ENDING)
def test_what_is_not_usual_is_spelled_kept_and_read(name):
    play = given.proposed(**{name: OTHERWISE[name], "mediator_name": "Ada"})
    assert terms_from(terms_text(play.terms)) == play.terms
    kept = fact_data(play.then[0])
    assert kept["plan"][name] == OTHERWISE[name]
    assert getattr(fact_from(kept).plan, name) == OTHERWISE[name]
    assert getattr(play.contract.agreed_plan, name) == OTHERWISE[name]


def test_the_name_of_a_mediator_is_no_part_of_the_record():
    play = given.proposed(mediator="person", mediator_name="Ada")
    assert "Ada" in terms_text(play.terms)
    assert "Ada" not in str(fact_data(play.then[0]))


def test_kill_fees_can_be_changed_by_a_change_order():
    play = given.agreed()
    given.offering(play, replace(play.terms, kill_planned_bp=1_000, mediator="operator"))
    play.do(given.C, given.accept_change(play))
    assert play.contract.agreed_plan.kill_planned_bp == 1_000
