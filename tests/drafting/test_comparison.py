"""Two versions beside each other: every field as it was and as it is; milestones that moved, came and went."""

import time
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.shape import Duty, renumbered
from tallystone.drafting.comparison import Part, comparison
from tallystone.drafting.wording import Patience, lines, word_runs
from tests import cast

TERMS = cast.terms()
ONE, TWO, THREE = TERMS.milestones


def parts(**changed) -> dict[str, Part]:
    return {part.key: part for part in comparison(TERMS, replace(TERMS, **changed))}


def text(shown) -> list[str]:
    return ["".join(words for _kind, words in line) for line in shown]


def test_the_same_terms_have_no_changed_part():
    found = comparison(TERMS, replace(TERMS))
    assert [part.key for part in found if part.changed] == []
    assert [part.key for part in found] == [
        "title", "background", "in_scope", "out_of_scope", "duties", "milestone-1", "milestone-2", "milestone-3", "rules",
    ]  # fmt: skip


def test_prose_is_shown_word_by_word_on_both_sides():
    (row,) = parts(in_scope="Six pages, a form, one language.")["in_scope"].rows
    assert text(row.was) == ["Five pages, a form, one language."]
    assert text(row.now) == ["Six pages, a form, one language."]
    assert row.both == [[("was", "Five"), ("now", "Six"), ("same", " pages, a form, one language.")]]


def test_a_milestone_is_shown_field_by_field():
    later = replace(TWO, due=TWO.due + timedelta(days=3), criteria=("Opens on a phone", "Reads aloud", "Prints"))
    part = parts(milestones=(ONE, later, THREE))["milestone-2"]
    assert [row.field for row in part.different] == ["due", "criteria"]
    criteria = part.different[1]
    assert text(criteria.was) == ["Opens on a phone", "Reads without help"]
    assert text(criteria.now) == ["Opens on a phone", "Reads aloud", "Prints"]
    assert criteria.both[0] == [("same", "Opens on a phone")]
    assert criteria.listed == "ol"


def test_milestones_that_moved_came_and_went():
    new = replace(ONE, title="Proof", criteria=("It proves",), deliverables=("A proof",))
    found = comparison(TERMS, replace(TERMS, milestones=renumbered((THREE, new, ONE))))
    told = [(part.key, part.mark, part.number_was) for part in found if part.key.startswith("milestone")]
    assert told == [
        ("milestone-1", "moved", 3), ("milestone-2", "new", 0), ("milestone-3", "moved", 1), ("milestone-2-was", "gone", 2),
    ]  # fmt: skip
    gone = next(part for part in found if part.mark == "gone")
    assert gone.title == "Milestone 2: Stage 2"
    assert all(row.now == [] for row in gone.rows)
    assert all(row.was == [] for row in next(part for part in found if part.mark == "new").rows)


def test_rules_are_one_part():
    part = parts(rounds=9, duties=(Duty("Decide"),))["rules"]
    (row,) = part.different
    assert (row.field, text(row.was), text(row.now), text(row.both)) == ("rounds", ["2"], ["9"], ["2 9"])
    assert len(part.alike) == 26


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_lines_lose_nothing_but_empty_ones(was, now):
    runs = word_runs(was, now)
    shown = "".join(text for line in lines(runs) for _kind, text in line)
    assert shown == "".join(text for _kind, text in runs).replace("\n", "")


def test_a_hundred_milestones_of_other_words_are_compared_in_time():
    def whole(word: str):
        said = tuple(" ".join(f"{word}{n}x{m}" for m in range(60))[:500] for n in range(50))
        stones = tuple(replace(ONE, number=n, title=f"{word} {n}", criteria=said, deliverables=said) for n in range(1, 101))
        return replace(TERMS, milestones=stones, in_scope=f"{word} {word}s " * 1_500)

    was, now = whole("a"), whole("b")
    began = time.process_time()
    assert len(comparison(was, now)) == 106
    assert time.process_time() - began < 1  # 0.1 where nobody else reckons; a crowded machine counts several times as much


def test_past_so_many_letters_texts_are_shown_whole():
    assert word_runs("a b c", "a x c", Patience(letters=9)) == [("was", "a b c"), ("now", "a x c")]
    assert ("same", "a ") in word_runs("a b c", "a x c", Patience(letters=10))


def test_patience_is_spent_and_then_texts_are_shown_whole():
    assert word_runs("a b c", "a x y c", Patience(1)) == [("same", "a "), ("was", "b"), ("now", "x y"), ("same", " c")]
    assert word_runs("b m c", "x m z", Patience(1)) == [("was", "b m c"), ("now", "x m z")]
    assert word_runs("b m c", "x m z", Patience(90))[1:3] == [("now", "x"), ("same", " m ")]
