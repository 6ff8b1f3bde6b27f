"""Where the stones of a road stand: at a distance that shows time, yet never on top of each other."""

from collections.abc import Sequence
from datetime import date

SHAPES = ("planned", "started", "delivered", "accepted", "paid", "cancelled")


def places(start: date, dues: Sequence[date]) -> list[float]:
    """For each due date its place on a line from `start` (0) to the last one (1), in the order given."""
    if not dues:
        return []
    days = max(1, (max(dues) - start).days)
    gap = 0.92 / len(dues)  # road.typ sets the captions to this width
    order = sorted(range(len(dues)), key=lambda which: dues[which])
    found = [0.0] * len(dues)
    place = 0.0
    for which in order:
        place = max((dues[which] - start).days / days, place + gap)
        found[which] = place
    ceiling = 1.0
    for which in reversed(order):  # what was pushed past the end comes back, gap by gap
        found[which] = ceiling = min(found[which], ceiling)
        ceiling -= gap
    return [round(one, 4) for one in found]
