"""Suggested plans: conserve the money, order the days, respect both sides' time off, and give each number its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.refusal import Refusal
from tallystone.planning.days import Calendar, TimeOff
from tallystone.planning.kinds import Part
from tallystone.planning.schedule import Pace
from tallystone.planning.suggest import fill, planned, suggest
from tallystone.planning.template import templates
from tests.planning.written import START, STEADY

BERLIN, LISBON = Calendar("DE", "BE"), Calendar("PT")
AWAY = TimeOff(date(2026, 3, 16), date(2026, 3, 27), "skiing")
PARTS = st.lists(
    st.builds(Part, st.text(max_size=3), days=st.integers(0, 15), share_bp=st.none() | st.integers(0, 10_000)),
    min_size=1,
    max_size=8,
)
AWAYS = st.builds(
    lambda first, days: TimeOff(START + timedelta(first), START + timedelta(first + days)),
    st.integers(0, 90),
    st.integers(0, 20),
)
CALENDARS = st.builds(Calendar, st.sampled_from(["", "DE", "IL", "AE"]), st.just(""), st.lists(AWAYS, max_size=3).map(tuple))
PACES = st.builds(Pace, CALENDARS, CALENDARS, st.integers(1, 30), st.integers(0, 5_000))


@STEADY
@given(PARTS, st.integers(0, 10**12), st.dates(START, date(2026, 12, 31)), PACES)
def test_money_is_conserved_and_days_are_in_order(parts, total, start, pace):
    plan = planned(parts, total, "EUR", start, pace=pace)
    assert plan.total_minor == total
    assert all(m.price_minor >= 0 for m in plan.milestones)
    last = start - timedelta(days=1)
    for span in plan.spans:
        assert last < span.starts <= span.worked <= span.ready <= span.due < span.review_until
        assert pace.freelancer.works(span.starts)
        assert pace.freelancer.works(span.due)
        assert pace.client.works(span.due)
        assert pace.client.works(span.review_until)
        assert (span.review_until - span.due).days >= pace.review_days
        last = span.review_until
    assert planned(parts, total, "EUR", start, pace=pace) == plan
    for m in plan.milestones:
        assert plan.why(f"milestones.{m.number}.due")
        assert all(str(said) for said in plan.why(f"milestones.{m.number}.price"))


@STEADY
@given(PARTS, st.integers(1, 400), PACES)
def test_a_deadline_is_kept_or_refused_with_the_earliest_day(parts, days, pace):
    deadline = START + timedelta(days=days)
    shortest = planned([replace(part, days=1) for part in parts], 100_000, "EUR", START, pace=pace).done
    if shortest > deadline:
        with pytest.raises(Refusal, match="deadline_too_near") as refused:
            planned(parts, 100_000, "EUR", START, deadline, pace)
        assert refused.value.told["earliest"] == shortest
    else:
        plan = planned(parts, 100_000, "EUR", START, deadline, pace)
        assert plan.done <= deadline
        assert all(span.work_days >= 1 for span in plan.spans)


def test_the_remainder_goes_to_the_last_milestone():
    plan = suggest(1_000_01, "EUR", START, kind="website")
    assert [m.price_minor for m in plan.milestones] == [20_000, 30_000, 35_000, 15_001]
    assert "remainder" in str(plan.why("milestones.4.price")[0])


def test_time_off_and_holidays_move_the_days_and_are_named():
    quiet = suggest(100_000, "EUR", START, kind="brand", pace=Pace(BERLIN, LISBON))
    away = suggest(100_000, "EUR", START, kind="brand", pace=Pace(Calendar("DE", "BE", (AWAY,)), LISBON))
    assert away.done > quiet.done
    assert any("2026-03-19 – 2026-03-27: skiing" in str(reason.said) for reason in away.reasons)
    assert any("Good Friday" in str(reason.said) for reason in away.reasons)


def test_the_client_away_makes_the_review_longer():
    plan = suggest(100_000, "EUR", START, kind="website", pace=Pace(BERLIN, Calendar("PT", "", (AWAY,))))
    assert plan.spans[0].due == date(2026, 3, 10)
    assert plan.spans[0].review_until >= date(2026, 3, 30)
    assert any("The client does not work" in str(said) for said in plan.why("milestones.1.due"))


def test_dependencies_let_work_overlap_with_reviews_or_wait_for_a_day():
    parts = [Part(name, days=5) for name in "abc"]
    chain = planned(parts, 9, "EUR", START)
    free = planned(parts, 9, "EUR", START, pace=Pace(waits={2: (), 3: (1, date(2026, 4, 15))}))
    assert free.spans[1].starts == free.spans[0].due + timedelta(days=1) < chain.spans[1].starts
    assert free.spans[2].starts == date(2026, 4, 15)
    assert "2026-04-15" in str(free.why("milestones.3.due")[0])


def test_an_outline_says_lengths_shares_and_what_is_handed_over():
    text = "- Design, 2 weeks, 30 %\n  - Figma files\n- Build (20 working days, 70 %)\n- \n"
    plan = suggest(100_000, "EUR", START, outline=text)
    assert [(m.title, m.price_minor) for m in plan.milestones] == [("Design", 30_000), ("Build", 70_000)]
    assert [span.work_days for span in plan.spans] == [10, 20]
    assert plan.milestones[0].deliverables == ("Figma files",)


def test_an_outline_in_markdown_fills_the_time_until_the_deadline():
    plan = suggest(100_000, "EUR", START, date(2026, 6, 30), outline="# Site\n\n## Design\n- Logo\n\n## Build\n\n## Launch\n")
    assert [m.title for m in plan.milestones] == ["Design", "Build", "Launch"]
    assert (date(2026, 6, 30) - plan.done).days < 7


def test_a_squeezed_plan_says_so():
    usual = suggest(100_000, "EUR", START, kind="app")
    plan = suggest(100_000, "EUR", START, START + (usual.done - START) * 3 // 4, kind="app")
    assert any("for work that takes" in str(note) for note in plan.notes)
    assert any("instead of" in str(said) for said in plan.why("milestones.2.due"))


def test_a_retainer_does_not_wait_for_reviews():
    whole = fill(templates()["retainer"], 300_000, "EUR", START)
    assert (whole.milestones[1].due - whole.milestones[0].due).days == 28


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"kind": "opera"}, "no_such_kind"),
        ({"outline": " \n"}, "outline_empty"),
        ({"outline": "- a\n" * 101}, "too_many_milestones"),
        ({"kind": "app", "total_minor": -1}, "amount_negative"),
        ({"kind": "app", "total_minor": 10**13}, "amount_too_large"),
        ({"kind": "app", "deadline": date(2026, 3, 1)}, "date_past"),
        ({"kind": "app", "deadline": date(2099, 3, 1)}, "date_far"),
        ({"kind": "app", "start": date(9990, 3, 1)}, "date_far"),
        ({"kind": "app", "deadline": date(2026, 3, 5)}, "deadline_too_near"),
        ({"kind": "app", "pace": Pace(waits={2: (3,)})}, "no_such_wait"),
        ({"kind": "app", "pace": Pace(Calendar("", "", (TimeOff(date.min, date.max),)))}, "never_a_working_day"),
    ],
)
def test_what_cannot_be_planned_is_refused(given, name):
    with pytest.raises(Refusal) as refused:
        suggest(**{"total_minor": 100_000, "currency": "EUR", "start": START, **given})
    assert refused.value.name == name
