"""What differs between two versions: a plain sentence for each thing, and prose word by word."""

import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.shape import Duty, renumbered
from tallystone.drafting.differences import differences, matched
from tallystone.drafting.wording import shortened, word_runs
from tests import cast

TERMS = cast.terms()
ONE, TWO, THREE = TERMS.milestones


def told(**changed) -> list[str]:
    return [one.sentence.replace("\xa0", " ") for one in differences(TERMS, replace(TERMS, **changed))]


def test_the_same_terms_do_not_differ():
    assert differences(TERMS, cast.terms()) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"rounds": 3}, "Rounds of changes: 3, was 2."),
        ({"review_days": 10}, "Days to review: 10, was 7."),
        ({"funding": "after"}, "Payment: when a milestone is accepted, was before the work starts."),
        ({"zone": "Europe/Berlin"}, "Time zone: Europe/Berlin, was Europe/Lisbon."),
        ({"parallel": 1}, "Milestones may now run at the same time."),
        ({"background": ""}, "Background: gone"),
        ({"title": "A web site"}, "Title: other words"),
        ({"duties": (Duty("Send the logo"), Duty("Decide"))}, "The client’s duties: other words"),
    ],
)
def test_each_field_has_its_sentence(changed, sentence):
    assert told(**changed) == [sentence]


def test_a_later_date_and_a_lower_price():
    moved = replace(TWO, due=TWO.due + timedelta(days=3), price_minor=100)
    due, price, total = told(milestones=(ONE, moved, THREE))
    assert due.startswith("Milestone 2: due ")
    assert price == "Milestone 2, price: 1.00 EUR, was 2,000.50 EUR."
    assert total.startswith("The whole price with tax: ")


def test_a_removed_milestone_does_not_make_the_next_one_look_changed():
    gone, _total = told(milestones=renumbered((ONE, THREE)))
    assert gone == "Milestone 2 is gone: Stage 2, 2,000.50 EUR."


def test_a_new_milestone_and_a_changed_order():
    new = replace(ONE, title="Something else", criteria=("Other",), deliverables=("Others",))
    assert any(
        line.startswith("Milestone 1 is new: Something else") for line in told(milestones=renumbered((new, *TERMS.milestones)))
    )
    assert told(milestones=renumbered((TWO, ONE, THREE)))[0] == "“Stage 2” is now milestone 1, was 2."


def test_a_milestone_with_another_title_is_still_the_same_one():
    pairs = matched(TERMS.milestones, (ONE, replace(TWO, title="Quite another"), THREE))
    assert [(old.number, new.number) for old, new in pairs] == [(1, 1), (2, 2), (3, 3)]


def test_criteria_are_shown_word_by_word():
    changed = replace(ONE, criteria=("Opens on a small phone", "Reads without help"))
    (one,) = differences(TERMS, replace(TERMS, milestones=(changed, TWO, THREE)))
    assert one.field == "milestones.1.criteria"
    assert ("now", " small") in one.words


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_the_runs_give_both_texts_back(was, now):
    runs = word_runs(was, now)
    assert "".join(text for kind, text in runs if kind != "now") == was
    assert "".join(text for kind, text in runs if kind != "was") == now


@pytest.mark.parametrize("between", [" ", "\n", ""])
def test_a_megabyte_is_compared_in_no_time(between):
    some = random.Random(7)
    was, now = (between.join(some.choice(("the", "cat", "sat", "down")) for _ in range(300_000)) for _ in range(2))
    began = time.perf_counter()
    assert word_runs(was, now)
    assert time.perf_counter() - began < 5


def test_long_unchanged_text_is_cut_around_the_change():
    was = "start " + "word " * 1_000
    runs = shortened(word_runs(was, was + "end"))
    assert len(runs[0][1]) < 400
    assert runs[-1] == ("now", "end")
