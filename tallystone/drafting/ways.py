"""Ways on: what can be offered in place of leaving, each with its price and its last day, and the change order made of it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from tallystone.core.balancing import open_to_change
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal
from tallystone.core.settling import closing
from tallystone.core.state import Contract, Stone
from tallystone.core.value import value
from tallystone.drafting.reading import read_day
from tallystone.drafting.typed import Typed

SOURCE = re.compile(r"(later|pause|stage|smaller)-([0-9]{1,4})")
LATER_DAYS, PAUSE_DAYS = 14, 30  # where nothing else is asked
LONGEST = 366


@value
class Way:
    """A way on. `price_minor` is what is still to come with tax, `day` the last due date; `source` names the change order."""

    kind: str
    number: int
    price_minor: int
    day: date
    milestones: int

    @property
    def source(self) -> str:
        return f"{self.kind}-{self.number}"


def ways(c: Contract, today: date, later: int = LATER_DAYS, pause: int = PAUSE_DAYS) -> list[Way]:
    """What can be offered now: later dates, a pause (both in days), a smaller scope, the current stage alone."""
    return list(_ways(c, today, later, pause)) if c.state == "agreed" and c.left is None else []


def _ways(c: Contract, today: date, later: int, pause: int) -> Iterator[Way]:
    left = closing(c, 0)
    movable = [s for s in left if open_to_change(s)]
    if movable:
        for kind, days in (("later", later), ("pause", pause)):
            yield Way(
                kind, days, _price(left), _last(s.due if s not in movable else _moved(s, days, today) for s in left), len(left)
            )
    planned = [s for s in movable if s.work == "planned"]
    if planned and len(left) > 1:
        rest = [s for s in left if s is not planned[-1]]
        yield Way("smaller", planned[-1].number, _price(rest), _last(s.due for s in rest), len(rest))
    current = next((s for s in left if s.work != "planned"), left[0] if left else None)
    dropped = [s for s in movable if current and s.number > current.number]
    if current and len(dropped) > 1:
        rest = [s for s in left if s not in dropped]
        yield Way("stage", current.number, _price(rest), _last(s.due for s in rest), len(rest))


def _price(stones: list[Stone] | tuple[Stone, ...]) -> int:
    return sum(s.stake.gross_minor - s.billed_minor for s in stones)


def _last(days: Iterator[date]) -> date:
    return max(days)


def _moved(s: Stone, days: int, today: date) -> date:
    return max(s.due, today) + timedelta(days=days)


def led_on(typed: Typed, contract: Contract, source: str) -> Typed:
    """The draft of a change order with this way on put into it; what is no way changes nothing."""
    match = SOURCE.fullmatch(source)
    if match is None:
        return typed
    kind, number = match[1], int(match[2])
    rows = typed["milestones"]
    if kind == "smaller":
        rows = [row for row in rows if row["number"] != str(number)]
    elif kind == "stage":
        rows = [row for row in rows if int(row["number"] or 0) <= number]
    else:
        today = day_of(datetime.now(UTC), contract.agreed_plan.zone)
        rows = [{**row, "due": _later(row["due"], number, today)} for row in rows]
    return {**typed, "milestones": rows}


def _later(typed: str, days: int, today: date) -> str:
    try:
        return (max(read_day(typed), today) + timedelta(days=min(days, LONGEST))).isoformat()
    except Refusal:
        return typed
