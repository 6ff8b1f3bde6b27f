"""Rows are added, removed, brought back and moved; no letter of what was typed is lost."""

import pytest

from tallystone.core.refusal import Refusal
from tallystone.drafting.rearranging import pasted, rearranged
from tallystone.drafting.typed import empty


def draft(*titles: str):
    row = empty()["milestones"][0]
    return {**empty(), "milestones": [{**row, "title": title} for title in titles]}


def titles(typed) -> str:
    return "".join(row["title"] for row in typed["milestones"])


@pytest.mark.parametrize(
    ("do", "after", "look"),
    [
        ("add", "abc", "m-4"),
        ("up-3", "acb", "m-2"),
        ("down-1", "bac", "m-2"),
        ("up-1", "abc", "m-1"),
        ("down-3", "abc", "m-3"),
        ("remove-2", "ac", "gone"),
        ("remove-9", "abc", ""),
        ("up-0", "abc", ""),
        ("explode", "abc", ""),
        ("restore", "abc", ""),
    ],
)
def test_each_change(do, after, look):
    changed, where = rearranged(draft("a", "b", "c"), do)
    assert (titles(changed), where) == (after, look)


def test_what_was_removed_comes_back_to_its_place():
    without, _ = rearranged(draft("a", "b", "c"), "remove-2")
    again, where = rearranged(without, "restore", without["gone"])
    assert (titles(again), where, again["gone"]) == ("abc", "m-2", None)


def test_an_empty_row_goes_without_a_word():
    assert rearranged(draft("a", ""), "remove-2")[0]["gone"] is None


def test_duties_have_their_own_words():
    one, where = rearranged(draft("a"), "add-duty")
    assert (len(one["duties"]), where) == (1, "d-1")
    assert rearranged(one, "remove-duty-1")[0]["duties"] == []


def test_the_hundred_and_first_milestone_is_refused():
    with pytest.raises(Refusal, match="too_many_milestones"):
        rearranged(draft(*"a" * 100), "add")


def test_a_pasted_list_becomes_milestones_in_place_of_empty_ones():
    changed, where = pasted(draft(""), "Draw\t2027-03-01\t1,200.50\n\nBuild; 2027-04-01")
    assert (titles(changed), where) == ("DrawBuild", "m-1")
    assert [row["price"] for row in changed["milestones"]] == ["1,200.50", ""]


def test_three_hundred_pasted_milestones_are_refused_as_a_whole():
    with pytest.raises(Refusal) as refused:
        pasted(draft("a"), "x\n" * 300)
    assert refused.value.told == {"most": 100, "given": 300, "there": 1}
    assert refused.value.field == "paste"
