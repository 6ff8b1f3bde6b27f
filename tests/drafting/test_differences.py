"""What differs between two versions: a plain sentence for each thing, and prose word by word."""

import random
import time
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.shape import Duty, Milestone, Terms, renumbered
from tallystone.drafting.differences import differences, matched
from tallystone.drafting.wording import shortened, word_runs
from tallystone.showing import day
from tests import cast

TERMS = cast.terms()
ONE, TWO, THREE = TERMS.milestones


def told(**changed) -> list[str]:
    return [one.sentence.replace("\xa0", " ") for one in differences(TERMS, replace(TERMS, **changed))]


def test_the_same_terms_do_not_differ():
    assert differences(TERMS, replace(TERMS)) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"rounds": 3}, "Rounds of changes: 3, was 2."),
        ({"review_days": 10}, "Days to review: 10, was 7."),
        ({"funding": "after"}, "Payment: when a milestone is accepted, was before the work starts."),
        ({"zone": "Europe/Berlin"}, "Time zone: Europe/Berlin, was Europe/Lisbon."),
        ({"parallel": 1}, "Milestones: at the same time, where wanted, was one after the other."),
        ({"background": ""}, "Background: gone"),
        ({"title": "A web site"}, "Title: other words"),
        ({"duties": (Duty("Send the logo"), Duty("Decide"))}, "The client’s duties: other words"),
    ],
)
def test_each_field_has_its_sentence(changed, sentence):
    assert told(**changed) == [sentence]


def test_a_later_date_and_a_lower_price():
    moved = replace(TWO, due=TWO.due + timedelta(days=3), price_minor=100)
    both, total = told(milestones=(ONE, moved, THREE))
    assert both == f"Milestone 2: due {day(moved.due)}, was {day(TWO.due)}; price 1.00 EUR, was 2,000.50 EUR."
    assert total.startswith("The whole price with tax: ")


def test_a_later_date_alone_says_that_the_price_is_unchanged():
    (one,) = told(milestones=(ONE, replace(TWO, due=TWO.due + timedelta(days=3)), THREE))
    assert one == f"Milestone 2: due {day(TWO.due + timedelta(days=3))}, was {day(TWO.due)}; price unchanged."


def test_hours_are_told_beside_date_and_price():
    (one,) = told(milestones=(ONE, replace(TWO, cap_minutes=2_400), THREE))
    assert one == "Milestone 2: due unchanged; price unchanged; hours at most 40, was no limit."


OTHERWISE = {
    "title": "Other", "background": "Other", "in_scope": "Other", "out_of_scope": "Other", "duties": (Duty("Decide"),),
    "currency": "USD", "zone": "Europe/Berlin", "funding": "after", "tax_bp": 700, "review_days": 9, "rounds": 9,
    "payment_days": 9, "notice_days": 9, "parallel": 1, "hours_shown": 1, "surplus": "carry", "extra_round_minor": 9_000,
    "milestones": (ONE, TWO),
    "kill_planned_bp": 1_000, "kill_started_bp": 5_000, "ownership": "accepted", "exit_days": 9,
    "exit_silence": "stay", "mediator": "operator", "mediator_name": "Ada", "subcontracting": "free", "workers_shown": 0,
    "showcase": "yes", "embargo_days": 30, "acceptance_follows": 1, "payment_follows": 1,
}  # fmt: skip
OTHERWISE_IN_ONE = {
    "title": "Other", "deliverables": ("Other",), "criteria": ("Other",), "due": ONE.due + timedelta(days=1),
    "price_minor": 7, "cap_minutes": 60, "cap_kind": "hard", "rate_minor": 8_000, "rounds": 5,
}  # fmt: skip


def test_how_long_payment_waits_is_told_where_it_waits():
    was = replace(TERMS, acceptance_follows=1)
    assert differences(was, replace(was, follow_days=90))
    assert not differences(TERMS, replace(TERMS, follow_days=90))


@pytest.mark.parametrize("name", [f.name for f in fields(Terms) if f.name != "follow_days"])
def test_no_field_changes_in_silence(name):
    """A new field of the terms has to be told as well."""
    assert told(**{name: OTHERWISE[name]})


@pytest.mark.parametrize("name", [f.name for f in fields(Milestone) if f.name != "number"])
def test_no_field_of_a_milestone_changes_in_silence(name):
    was = replace(ONE, cap_minutes=30)
    now = replace(was, **{name: OTHERWISE_IN_ONE[name]})
    terms = [replace(TERMS, milestones=(m, TWO, THREE)) for m in (was, now)]
    assert differences(*terms)


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
