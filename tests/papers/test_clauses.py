"""The clauses and the places on the road: every number of the terms is said, none is invented."""

from dataclasses import replace
from datetime import date

import pytest

from tallystone.core.shape import AFTER, BEFORE, Duty, Milestone, Terms
from tallystone.papers.clauses import clauses
from tallystone.papers.road import places

STAGE = Milestone(number=1, title="Draw", deliverables=("Pages",), criteria=("Open",), due=date(2026, 4, 1), price_minor=100_00)


def said(**changed) -> dict[str, str]:
    given = {
        **{"title": "Site", "background": "Old {client} site", "in_scope": "Pages", "out_of_scope": "", "currency": "EUR"},
        **{
            "duties": (Duty("Gives photographs", date(2026, 3, 10)), Duty("Decides")),
            "milestones": (STAGE,),
            "zone": "Europe/Lisbon",
        },
    }
    found = clauses(Terms(**given | changed), freelancer="Maya", client="Elena {zone}", day=lambda day: f"<{day}>")
    return {one.title: " | ".join([one.text, *(f"{point.text} {point.due}" for point in one.points)]) for one in found}


def test_each_clause_says_its_numbers():
    found = said(review_days=5, rounds=3, payment_days=21, notice_days=10)
    assert found["Background"] == "Old {client} site"
    assert "Out of scope" not in found
    assert "Gives photographs <2026-03-10> | Decides" in found["What Elena {zone} does"]
    assert "Elena {zone} has 5 days to review" in found["Review"]
    assert "18:00 (Europe/Lisbon)" in found["Review"]
    assert "3 rounds" in found["Rounds of changes"]
    assert "21 days after its date" in found["Payment"]
    assert "notice of 10 days" in found["Leaving"]


def test_a_milestone_with_rounds_of_its_own_is_pointed_to():
    own = said(milestones=(STAGE, replace(STAGE, number=2, rounds=5)))["Rounds of changes"]
    assert "Where a milestone names its own number of rounds, that one holds." in own
    assert "names its own" not in said()["Rounds of changes"]


def test_one_day_is_not_days():
    found = said(review_days=1, rounds=1, payment_days=1, notice_days=1)
    assert "1 day to review" in found["Review"]
    assert "1 round of" in found["Rounds of changes"]
    assert "1 day after" in found["Payment"]
    assert "notice of 1 day." in found["Leaving"]


def test_none_is_said_in_words():
    found = said(rounds=0, payment_days=0, notice_days=0)
    assert "no round" in found["Rounds of changes"]
    assert "due on its date" in found["Payment"]
    assert "without notice" in found["Leaving"]


@pytest.mark.parametrize(("funding", "words"), [(BEFORE, "before its work starts"), (AFTER, "when it has been accepted")])
def test_the_way_of_funding(funding, words):
    assert words in said(funding=funding)["Payment"]


@pytest.mark.parametrize(("parallel", "words"), [(0, "follow one another"), (1, "at the same time")])
def test_the_order_of_the_work(parallel, words):
    assert words in said(parallel=parallel)["Order of the work"]


def test_stones_stand_in_time_and_never_on_each_other():
    start = date(2026, 3, 1)
    assert places(start, []) == []
    assert places(start, [date(2026, 3, 11), date(2026, 4, 10)])[1] == 1.0
    crowded = places(start, [date(2026, 3, 2), date(2026, 3, 2), date(2027, 3, 1), date(2026, 3, 3)])
    assert sorted(crowded) == [crowded[0], crowded[1], crowded[3], crowded[2]]
    assert all(b - a >= 0.22 for a, b in zip(sorted(crowded), sorted(crowded)[1:], strict=False))
    late = places(start, [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)])
    assert late[0] > 0
    assert late[-1] == 1.0
    assert places(start, [start]) == [0.92]
