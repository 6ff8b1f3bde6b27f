"""Exposure: what either side would lose if the other stopped on a day, from the plan alone."""

from collections.abc import Sequence
from datetime import date

from tallystone.core.shape import BEFORE, Milestone, Terms
from tallystone.core.value import value


@value
class Point:
    """A boundary of the plan, just before what falls due there is handed over and paid. Shares are whole per cent."""

    number: int
    day: date
    time: int
    money: int
    freelancer_minor: int
    client_minor: int


def curve(terms: Terms, start: date) -> list[Point]:
    """A point a milestone, in the order of their days. Work is taken as even over the time.

    The freelancer carries what is worked by that day and not yet due to be paid; the client what is paid and not yet handed
    over. Paid before: a milestone's price is there when its stage begins. Paid after: `payment_days` after it is accepted.
    """
    row = sorted(terms.milestones, key=lambda m: m.due)
    whole, length = terms.total_minor, (row[-1].due - start).days if row else 0
    if length <= 0 or whole <= 0:
        return []
    return [_point(terms, row, n, start, length) for n in range(len(row))]


def _point(terms: Terms, row: Sequence[Milestone], n: int, start: date, length: int) -> Point:
    m, whole = row[n], terms.total_minor
    days = (m.due - start).days
    worked = whole * days // length
    handed = sum(other.price_minor for other in row[:n])
    paid = handed + m.price_minor if terms.funding == BEFORE else _paid(terms, row[:n], m.due)
    due = handed + m.price_minor
    return Point(m.number, m.due, 100 * days // length, 100 * due // whole, max(0, worked - paid), max(0, paid - handed))


def _paid(terms: Terms, earlier: Sequence[Milestone], day: date) -> int:
    wait = max(0, terms.payment_days)
    return sum(m.price_minor for m in earlier if (day - m.due).days >= wait)
