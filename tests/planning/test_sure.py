"""How sure is that date: the same from the same seed, surer with a better record, and drawn within its box."""

from datetime import timedelta

from tallystone.planning.schedule import Pace, spans_of
from tallystone.planning.suggest import suggest
from tallystone.planning.sure import Past, Range, Record, sure
from tests.core.given import TODAY, terms
from tests.planning.written import START

PLAN = suggest(1_000_000, "EUR", START, kind="website")
PUNCTUAL = Record(tuple(Past(10, actual) for actual in (8, 9, 9, 10, 10, 10)))
LATE = Record(tuple(Past(10, actual) for actual in (12, 14, 15, 18, 20, 25)))


def test_the_same_seed_gives_the_same_answer():
    assert sure(PLAN.spans, LATE, seed=7) == sure(PLAN.spans, LATE, seed=7)
    assert sure(PLAN.spans, LATE, seed=7) != sure(PLAN.spans, LATE, seed=8)


def test_who_was_punctual_is_in_time():
    answer = sure(PLAN.spans, PUNCTUAL)
    assert [odds.met for odds in answer.milestones] == [100] * 4
    assert answer.all_met == 100
    assert "From 6 milestones of the record; 0 of them took longer" in str(answer.basis)


def test_who_was_late_will_be_late_and_later_with_each_milestone():
    answer = sure(PLAN.spans, LATE)
    met = [odds.met for odds in answer.milestones]
    assert met == sorted(met, reverse=True)
    assert met[0] < 40
    assert answer.all_met <= met[-1]


def test_the_days_are_in_order_and_the_picture_stays_in_its_box():
    answer = sure(PLAN.spans)
    assert "stated range: 80 to 200 %" in str(answer.basis)
    for odds in answer.milestones:
        assert odds.half <= odds.eighty <= odds.ninety_five <= odds.curve[-1][0]
        assert [times for _day, times in odds.curve] == sorted(times for _day, times in odds.curve)
        corners = [tuple(map(int, point.split(","))) for point in odds.points.split(" ")]
        assert all(0 <= x <= 1000 and 0 <= y <= 100 for x, y in corners)
        assert 0 <= odds.due_x <= 1000


def test_eighty_per_cent_are_met_by_that_day():
    for odds in sure(PLAN.spans, LATE).milestones:
        assert dict(odds.curve).get(odds.eighty, 80) >= 80


def test_a_range_without_width_and_a_broken_record_are_harmless():
    certain = sure(PLAN.spans, Record(stated=Range(100, 100, 100)))
    assert certain.all_met == 100
    odd = Record((Past(0, 5), Past(5, 0), Past(1, 10**9), *LATE.past))
    assert sure(PLAN.spans, odd).last - START < timedelta(days=366 * 12)


def test_a_contract_that_exists_can_be_asked():
    whole = terms()
    spans = spans_of(whole, TODAY)
    assert [span.due for span in spans] == [m.due for m in whole.milestones]
    assert spans[1].starts > spans[0].due
    assert sure(spans, PUNCTUAL, Pace(review_days=whole.review_days)).all_met > 90
