"""Taking over what the other side changed: nothing that anybody wrote is lost, and what both changed is told."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tallystone.core.shape import Duty, Milestone, Terms, renumbered
from tallystone.drafting.merging import Written, merged
from tallystone.drafting.spelling import spelled
from tests import cast

TERMS = cast.terms()
ONE, TWO, THREE = TERMS.milestones
NEW = Milestone(1, "Proof", ("A proof",), ("It proves",), TWO.due, 7)
TODAY = date(2027, 3, 2)


def written(terms: Terms) -> Written:
    return Written(spelled(terms, ".", TODAY), terms)


def both(theirs: dict, mine: dict):
    return merged(*(written(replace(TERMS, **changed)) for changed in ({}, theirs, mine)))


def titles(found) -> list[str]:
    return [row["title"] for row in found.typed["milestones"]]


def test_what_each_changed_alone_comes_together():
    found = both({"rounds": 4, "background": "Theirs"}, {"in_scope": "Mine"})
    assert (found.typed["rounds"], found.typed["background"], found.typed["in_scope"]) == ("4", "Theirs", "Mine")
    assert found.clashes == []


def test_what_both_changed_stays_as_typed_here_and_is_told():
    later = TWO.due + timedelta(days=3)
    theirs = {"rounds": 4, "milestones": (ONE, replace(TWO, price_minor=100), THREE)}
    mine = {"rounds": 5, "milestones": (ONE, replace(TWO, price_minor=200, due=later), THREE)}
    found = both(theirs, mine)
    assert found.typed["rounds"] == "5"
    assert found.typed["milestones"][1]["price"] == "2.00"
    assert found.typed["milestones"][1]["due"] == later.isoformat()
    assert found.clashes == ["rounds", "milestones.2.price"]


def test_the_same_change_on_both_sides_is_no_clash():
    assert both({"rounds": 4}, {"rounds": 4}).clashes == []


def test_a_milestone_of_theirs_comes_to_its_place():
    found = both({"milestones": renumbered((ONE, NEW, TWO, THREE))}, {"milestones": (ONE, replace(TWO, title="Mine"), THREE)})
    assert titles(found) == ["Stage 1", "Proof", "Mine", "Stage 3"]


def test_a_milestone_that_they_took_out_goes_unless_it_was_changed_here():
    without = renumbered((ONE, THREE))
    assert titles(both({"milestones": without}, {"rounds": 9})) == ["Stage 1", "Stage 3"]
    found = both({"milestones": without}, {"milestones": (ONE, replace(TWO, criteria=("Mine",)), THREE)})
    assert titles(found) == ["Stage 1", "Stage 2", "Stage 3"]
    assert found.clashes == ["milestones.2.title"]


def test_a_milestone_of_here_stays_and_one_taken_out_here_stays_out():
    found = both({"rounds": 4}, {"milestones": renumbered((ONE, NEW, THREE))})
    assert titles(found) == ["Stage 1", "Proof", "Stage 3"]


def test_their_order_counts_where_nothing_was_moved_here():
    assert titles(both({"milestones": renumbered((TWO, ONE, THREE))}, {"rounds": 9})) == ["Stage 2", "Stage 1", "Stage 3"]
    mine = {"milestones": renumbered((THREE, ONE, TWO))}
    assert titles(both({"milestones": renumbered((TWO, ONE, THREE))}, mine)) == ["Stage 3", "Stage 1", "Stage 2"]


def test_duties_are_taken_over_together_or_not_at_all():
    theirs, mine = (Duty("Send the logo"), Duty("Theirs")), (Duty("Mine"),)
    assert [row["text"] for row in both({"duties": theirs}, {"rounds": 9}).typed["duties"]] == ["Send the logo", "Theirs"]
    found = both({"duties": theirs}, {"duties": mine})
    assert ([row["text"] for row in found.typed["duties"]], found.clashes) == (["Mine"], ["duties"])


SOME = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["A", "B"]),
        "rounds": st.integers(0, 3),
        "milestones": st.permutations([ONE, TWO, THREE, NEW]).map(lambda stones: renumbered(tuple(stones[:3]))),
    },
)


@given(SOME, SOME)
def test_who_changed_nothing_gets_the_others_version(theirs, mine):
    there, here = written(replace(TERMS, **theirs)), written(replace(TERMS, **mine))
    for name in ("title", "rounds", "milestones"):
        assert merged(written(TERMS), there, written(TERMS)).typed[name] == there.typed[name]
        assert merged(written(TERMS), written(TERMS), here).typed[name] == here.typed[name]
    assert merged(written(TERMS), there, there).clashes == []
