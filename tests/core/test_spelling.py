"""Terms and facts have one spelling, and come back from it as they were."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from tallystone.core import facts
from tallystone.core.codec import fact_data, fact_from, moment_from, moment_text
from tallystone.core.shape import Duty, Milestone, Terms, renumbered, terms_from, terms_text
from tests.core.given import terms

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SMALL = settings(max_examples=30, deadline=None, database=None, derandomize=True)
STONES = st.builds(
    Milestone, number=st.integers(1, 100), title=TEXT, deliverables=st.tuples(TEXT), criteria=st.tuples(TEXT, TEXT), due=DAYS,
    price_minor=st.integers(0, 10**12), cap_minutes=st.none() | st.integers(1, 600_000),
)  # fmt: skip
TERMS = st.builds(
    Terms, title=TEXT, background=TEXT, in_scope=TEXT, out_of_scope=TEXT, milestones=st.lists(STONES, max_size=3).map(tuple),
    duties=st.lists(st.builds(Duty, TEXT, st.none() | DAYS), max_size=2).map(tuple), currency=st.just("EUR"), zone=TEXT,
    funding=st.sampled_from(["before", "after"]), tax_bp=st.integers(0, 10_000), parallel=st.sampled_from([0, 1]),
)  # fmt: skip


@SMALL
@given(TERMS)
def test_terms_come_back(whole):
    text = terms_text(whole)
    assert terms_from(text) == whole
    assert terms_text(terms_from(text)) == text


def test_the_spelling_does_not_change():
    text = terms_text(replace(terms(prices=(5,)), background="Ärger “quoted”\n"))
    assert text.startswith('{"background":"Ärger “quoted”\\n","currency":"EUR","duties":[{"due":"2026-03-03","text":"Logo"}],')
    assert '[{"cap_minutes":null,"criteria":["Opens","Reads"],"deliverables":["Drafts"],"due":"2026-03-12","number":1,' in text


@SMALL
@given(st.builds(facts.Proposed, st.integers(1), st.integers(1), TEXT, TERMS.map(lambda t: t.plan()), DAYS, st.none() | TEXT))
def test_a_fact_comes_back(fact):
    assert fact_from(fact_data(fact)) == fact


@SMALL
@given(st.integers(0, 4 * 10**15), st.integers(-720, 840))
def test_a_moment_comes_back_in_utc(micros, minutes):
    moment = datetime.fromtimestamp(0, timezone(timedelta(minutes=minutes))) + timedelta(microseconds=micros)
    text = moment_text(moment)
    assert len(text) == 27
    assert text.endswith("Z")
    assert moment_from(text) == moment
    assert moment_from(text).tzinfo == UTC


def test_milestones_are_numbered_from_one():
    one, two = terms().milestones
    assert [m.number for m in renumbered((two, one))] == [1, 2]
