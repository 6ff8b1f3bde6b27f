"""The shape of the plan: each rule with a hit and a near miss."""

from datetime import date, timedelta
from itertools import product

import pytest

from tallystone import scope
from tallystone.core.shape import Duty
from tallystone.daysoff import days_off
from tallystone.scope.exposure import curve
from tests.scope.examples import START, found, milestone, of, terms

OFF = {"client": {date(2027, 3, 29): "Easter Monday"}}


def staged(*days: int, prices: tuple[int, ...] = (), **changed):
    """Terms whose milestones are due so many days after the start."""
    given = prices or (100_000,) * len(days)
    rows = [milestone(n, START + timedelta(days=day), price) for n, (day, price) in enumerate(zip(days, given, strict=True), 1)]
    return terms(milestones=tuple(rows), **{"duties": (), **changed})


@pytest.mark.parametrize(
    ("given", "rule", "field"),
    [
        (staged(14, 28, 42, prices=(10, 80, 10)), "heavy-milestone", "milestones.2.price"),
        (staged(8, 16, 44), "heavy-milestone", "milestones.3.due"),
        (staged(31, 60), "long-stage", "milestones.1.due"),
        (staged(14, 28, 42, prices=(5, 45, 50)), "money-late", "milestones.1.price"),
        (staged(14, 28, 42, funding="after", payment_days=31), "money-late", "payment_days"),
        (staged(14, 14, 28), "dates-collide", "milestones.2.due"),
        (staged(14, 10, 28), "dates-backwards", "milestones.2.due"),
        (staged(-1, 10), "dates-backwards", "milestones.1.due"),
        (staged(14, 18), "review-past-next-due", "milestones.1.due"),
        (staged(14, 28, background="The price is 4,000 EUR in total."), "sum-mismatch", "background"),
        (staged(14, 28, duties=(Duty("Send it", START + timedelta(days=40)),)), "dates-backwards", "duties.1.due"),
    ],
)
def test_a_hit(given, rule, field):
    assert (rule, field) in found(given)


@pytest.mark.parametrize(
    "given",
    [
        staged(14, 28, 42, prices=(33, 34, 33)),
        staged(20),
        staged(30, 60),
        staged(14, 28, 42, funding="after", payment_days=30),
        staged(7, 14),
        staged(14, 28, background="The price is 2,000 EUR in total."),
        staged(14, 28, background="The price is EUR 2,380 in total.", tax_bp=1_900),
        staged(14, 28, background="In total there are 12 rooms at 90 EUR a night."),
        staged(14, 14, 28, parallel=1),
    ],
)
def test_a_near_miss(given):
    assert found(given) == []


def test_a_day_off_of_either_side_is_named():
    assert found(terms(), days_off=OFF) == [("date-on-day-off", "milestones.2.due")]
    assert found(of(2, due=date(2027, 3, 30)), days_off=OFF) == []


def test_days_off_come_with_their_reason():
    off = days_off("PT", date(2027, 3, 26), date(2027, 3, 29))
    assert set(off) == {date(2027, 3, 26), date(2027, 3, 27), date(2027, 3, 28)}
    assert off[date(2027, 3, 27)] == "Saturday"
    assert days_off("ZZ", date(2027, 3, 26), date(2027, 3, 29)).keys() == {date(2027, 3, 27), date(2027, 3, 28)}
    assert days_off("DE", date(2027, 3, 29), date(2027, 3, 29), "nowhere")


def test_the_curve_shows_what_each_side_carries():
    before = curve(staged(10, 20, prices=(100, 300)), START)
    assert [(p.time, p.money, p.freelancer_minor, p.client_minor) for p in before] == [(50, 25, 100, 100), (100, 100, 0, 300)]
    after = curve(staged(10, 20, prices=(100, 300), funding="after", payment_days=14), START)
    assert [(p.freelancer_minor, p.client_minor) for p in after] == [(200, 0), (400, 0)]
    assert curve(terms(milestones=()), START) == []


@pytest.mark.parametrize("funding", ["before", "after"])
@pytest.mark.parametrize("days", [0, 999_999, 10**12])
def test_days_at_either_end_of_the_calendar_are_read_like_any_other(funding, days):
    """No sum of days runs off the calendar, in whatever order they are due and however long reviews and payments take."""
    ends = (date.min + timedelta(days=1), START, date.max - timedelta(days=1), date.max)
    for due in product(ends, repeat=2):
        rows = tuple(milestone(n, day, 100_000) for n, day in enumerate(due, 1))
        given = terms(milestones=rows, duties=(Duty("Send it", due[0]),), funding=funding, review_days=days, payment_days=days)
        off = {"client": dict.fromkeys(ends, "New Year's Eve")}
        assert ("dates-backwards" in {f.rule for f in scope.check(given, "en", today=START, days_off=off)}) == (
            due[1] < due[0] or min(due) < START
        )
