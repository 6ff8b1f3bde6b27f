"""Comparisons for a reader whose role sees no prices: everything but amounts."""

from dataclasses import replace

from tallystone.drafting.comparison import comparison
from tallystone.drafting.differences import differences
from tallystone.reader import Reader, reading
from tests import cast

MONEY = ("EUR", "1,000", "7,141", "150.00", "999.99")


def two_versions():
    was = cast.terms()
    first, second, third = was.milestones
    dearer = replace(first, price_minor=99_999, due=first.due.replace(year=first.due.year + 1), rate_minor=15_000)
    new = replace(
        second,
        number=4,
        title="Entirely new",
        deliverables=("A map",),
        criteria=("It opens",),
        due=third.due.replace(year=2031),
    )
    return was, replace(was, milestones=(dearer, third, replace(new, price_minor=7)), extra_round_minor=15_000, rounds=5)


def told(was, now) -> str:
    said = [one.sentence for one in differences(was, now)]
    rows = [f"{row.label} {row.was} {row.now} {row.both}" for part in comparison(was, now) for row in part.rows]
    return "\n".join([*said, *rows])


def test_amounts_are_left_out_and_nothing_else():
    was, now = two_versions()
    with reading(Reader(prices=False)):
        blind = told(was, now)
    seeing = told(was, now)
    assert all(word in seeing for word in ("EUR", "999.99", "150.00"))
    assert not [word for word in MONEY if word in blind.replace("Currency", "").replace("[('same', 'EUR')]", "")]
    assert "Rounds of changes: 5, was 2." in blind
    assert "Milestone 2 is gone: Stage 2." in blind
    assert "Milestone 4 is new: Entirely new, due" in blind
    assert "Milestone 1: due" in blind
