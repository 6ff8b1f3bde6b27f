"""The road: true to time, never crowded, drawn without a single style attribute."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as some

from tallystone.pages.road import STEPS, Road, Stone, lay, spread

BEGINS = dt.date(2026, 2, 9)
PAGES = ("parts/road.html", "desk/_rows.html")


def stone(number, due, work="planned", money="unfunded", **more):
    return Stone(number, f"Part {number}", due, 120_000, "EUR", work, money, href=f"/contracts/K7Q2M4/{number}", **more)


def road(*stones, today=dt.date(2026, 3, 10), held=0, earned=0, paid=0, to_come=0, **more):
    return Road(BEGINS, today, stones, held, earned, paid, to_come, "EUR", **more)


def in_days(*days):
    return [stone(number, BEGINS + dt.timedelta(days=day)) for number, day in enumerate(days, 1)]


def test_distances_show_time():
    laid = lay(road(*in_days(10, 30, 40)))
    assert [laid.start.far, *(one.far for one in laid.stretches)] == [8, 16, 8, 0]
    assert [one.at for one in laid.stretches] == ["25%", "75%", "100%"]


def test_the_line_is_behind_today_then_ahead():
    laid = lay(road(*in_days(10, 30, 50), today=BEGINS + dt.timedelta(days=15)))
    assert [laid.start.way, *(one.way for one in laid.stretches)] == ["behind", "now", "ahead", "end"]
    assert laid.stretches[0].now == "25%"
    assert laid.today_at == "30%"


@pytest.mark.parametrize(
    ("day", "start", "last", "small", "before", "after"),
    [
        (-5, "0%", "", "0%", True, False),
        (0, "0%", "", "0%", False, False),
        (20, "", "0%", "100%", False, False),
        (90, "", "40", "100%", False, True),
    ],
)
def test_today_is_kept_at_the_ends(day, start, last, small, before, after):
    laid = lay(road(*in_days(10, 20), today=BEGINS + dt.timedelta(days=day)))
    assert (laid.start.now, laid.stretches[-1].now, laid.today_at) == (start, last, small)
    assert (laid.is_before, laid.is_after) == (before, after)


def test_an_end_behind_the_last_stone_has_its_own_post():
    laid = lay(road(*in_days(10), ends=BEGINS + dt.timedelta(days=40)))
    assert [one.stone is None for one in laid.stretches] == [False, True]
    assert laid.stretches[0].far == 24
    assert lay(road(*in_days(10), ends=BEGINS + dt.timedelta(days=10))).ends is None


def test_stones_stand_in_the_order_of_their_days():
    laid = lay(road(*in_days(30, 10, 10)))
    assert [one.stone.number for one in laid.stretches] == [2, 3, 1]


@pytest.mark.parametrize(
    ("work", "money", "disputed", "shape"),
    [
        ("planned", "funded", False, "outline"),
        ("started", "funded", False, "half"),
        ("changes_asked", "funded", False, "half"),
        ("delivered", "funded", False, "notched"),
        ("accepted", "funded", False, "solid"),
        ("accepted", "claimed_paid", False, "solid"),
        ("accepted", "released", False, "ringed"),
        ("accepted", "paid", False, "ringed"),
        ("cancelled", "unfunded", False, "struck"),
        ("delivered", "funded", True, "split"),
    ],
)
def test_a_stone_tells_by_its_shape(work, money, disputed, shape):
    assert stone(1, BEGINS, work, money, disputed=disputed).shape == shape


def test_money_lies_side_by_side_and_paid_in_is_measured_along_it():
    parts = {
        part.kind: (part.start, part.width) for part in lay(road(*in_days(5), held=25, earned=50, paid=60, to_come=25)).money
    }
    assert parts == {"paid_in": ("0%", "60%"), "earned": ("0%", "50%"), "held": ("50%", "25%"), "to_come": ("75%", "25%")}


def test_no_money_and_no_stones_still_make_a_road():
    laid = lay(road())
    assert laid.stretches == []
    assert {part.width for part in laid.money} == {"0%"}
    assert "Agreed" in render_to_string(PAGES[0], {"road": laid})


def test_what_comes_next_and_how_much_is_done():
    first, second, third = in_days(5, 10, 15)
    laid = lay(road(replace(first, work="accepted"), replace(second, work="cancelled"), third))
    assert (laid.accepted, laid.counted, laid.next) == (1, 2, third)


@pytest.mark.parametrize(("many", "size"), [(1, "few"), (5, "few"), (6, "some"), (7, "some"), (8, "long"), (100, "long")])
def test_many_stones_are_a_list(many, size):
    assert lay(road(*in_days(*range(1, many + 1)))).size == size


@given(some.lists(some.integers(0, 900), min_size=1, max_size=100), some.integers(-50, 1000))
def test_any_road_can_be_laid(days, today):
    laid = lay(road(*in_days(*days), today=BEGINS + dt.timedelta(days=today)))
    places = [float(one.at.rstrip("%")) for one in laid.stretches]
    gap = min(7.0, 96 / len(days))
    assert all(right - left > gap - 0.02 for left, right in pairwise(places))
    assert places[0] >= 4
    assert places[-1] <= 100.01
    assert all(0 <= one.far <= STEPS for one in [laid.start, *laid.stretches])
    assert sum(bool(one.now) for one in [laid.start, *laid.stretches]) == 1


def test_spreading_moves_as_little_as_it_needs():
    assert spread([10, 50, 90], 5, 0, 100) == [10, 50, 90]
    assert spread([50, 50], 10, 0, 100) == [45, 55]
    assert spread([99, 100, 100], 10, 0, 100) == [80, 90, 100]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("today", [-3, 12, 60])
def test_the_picture_keeps_the_content_policy(page, today):
    late = stone(1, BEGINS + dt.timedelta(days=3), "delivered", "funded", late_days=3, waits_for="you")
    laid = lay(road(late, *in_days(5), today=BEGINS + dt.timedelta(days=today)))
    row = {"road": laid, "contract": {"code": "K7Q2M4", "state": "agreed"}}
    text = render_to_string(page, {"road": laid, "rows": [row]})
    assert "style=" not in text
    assert "3 days late" in text


def test_the_label_says_all_there_is_to_know():
    mine = stone(1, dt.date(2026, 3, 12), "delivered", "funded", waits_for="you")
    theirs = stone(2, dt.date(2026, 4, 12), "started", "funded", late_days=1, waits_for="Maya")
    text = render_to_string(PAGES[0], {"road": lay(road(mine, theirs))})
    for words in (
        "Part 1",
        "12 March 2026",
        "1,200.00\N{NO-BREAK SPACE}EUR",
        "Under review",
        "waits for you",
        "waits for Maya",
        "1 day late",
    ):
        assert words in text
    assert text.count("<li ") == 3
    assert 'href="/contracts/K7Q2M4/1"' in text
