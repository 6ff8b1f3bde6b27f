"""Places on the road: at a distance that shows time, never on top of each other."""

from datetime import date

from tallystone.papers.road import places


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
