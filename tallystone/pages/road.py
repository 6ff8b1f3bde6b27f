"""The road of a contract: where each milestone's stone lies on the line from agreement to completion, and its money."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.core.state import DONE
from tallystone.core.value import value
from tallystone.showing import short_day

PEBBLE = '<svg class="pebble {}" x="{}" width="{}" height="{}"><use href="#stone-{}"/></svg>'
STEPS = 32  # the width of a road is shared out in so many parts; road.css has a class for each
WIDE_AT_MOST = 7  # more stones than these are a list at every width
PAST_THE_END = "40"  # pixels: today stands a little way behind the last stone
SETTLED = ("released", "paid")
TELLING = {
    "planned": ("asked", "claimed_paid", "funded"),
    "started": ("claimed_paid", "funded"),
    "delivered": ("funded",),
    "changes_asked": ("funded",),
    "part_accepted": ("funded", "invoiced", "claimed_paid"),
    "accepted": ("invoiced", "claimed_paid", "released", "paid"),
    "settled": ("invoiced", "claimed_paid", "released", "paid", "refund_owed", "refunded"),
}
SHAPES = {
    "planned": "outline",
    "started": "half",
    "changes_asked": "half",
    "part_accepted": "half",
    "delivered": "notched",
    "accepted": "solid",
    "cancelled": "struck",
    "settled": "solid",
}


@value
class Stone:
    """A milestone as the road needs it; `waits_for` is "you", the other side's name, or None."""

    number: int
    title: str
    due: dt.date
    price_minor: int
    currency: str
    work: str
    money: str
    href: str = ""
    late_days: int = 0
    waits_for: str | None = None
    disputed: bool = False
    moved_from: dt.date | None = None  # its date before the change order that moved it
    agreed: dt.date | None = None  # the agreed date, where the other side has moved it

    @property
    def shape(self) -> str:
        """outline, half, notched, solid, ringed, struck or split."""
        if self.disputed:
            return "split"
        if self.work == "accepted" and self.money in SETTLED:
            return "ringed"
        return SHAPES.get(self.work, "outline")

    @property
    def telling_money(self) -> str:
        """The state of the money where it says more than the work does, otherwise nothing."""
        return self.money if self.money in TELLING.get(self.work, ()) else ""

    @property
    def waits_for_you(self) -> bool:
        """Whether the one who reads has to do something here."""
        return self.waits_for == "you"


@value
class Road:
    """A contract's dates and money. earned + held + to come is the whole; paid in is the client's part that has arrived."""

    begins: dt.date
    today: dt.date
    stones: Sequence[Stone]
    held_minor: int
    earned_minor: int
    paid_in_minor: int
    to_come_minor: int
    currency: str
    ends: dt.date | None = None


@value
class Stretch:
    """A piece of the way, from a stone to the next; `far` in parts of STEPS. Without a stone: the agreement, the end."""

    stone: Stone | None
    far: int
    way: str  # behind, now or ahead of today; end: there is no way after it
    now: str = ""  # how far along it today is, as "43%"
    anchor: str = "middle"
    at: str = ""  # where the stone lies on a small road, as "43.5%"
    ghosts: tuple[str, ...] = ()  # old places of stones that a change order moved, along this piece, as "43%"


@value
class Part:
    """A piece of the money line."""

    kind: str  # earned, held, to_come, paid_in
    minor: int
    start: str
    width: str
    end: str


@value
class Laid:
    """A road ready to be drawn."""

    road: Road
    start: Stretch
    stretches: list[Stretch]
    size: str  # few, some or long
    today_at: str
    money: list[Part] = field(default_factory=list)
    is_before: bool = False
    is_after: bool = False
    ends: dt.date | None = None

    @property
    def small(self) -> dict[str, str]:
        """How large a stone is on a small road, in pixels, and where its corner lies from its place: fewer are larger."""
        many = len(self.stretches)
        width = 18 if many <= WIDE_AT_MOST else 12 if many <= 2 * WIDE_AT_MOST else 10
        return {"width": str(width), "offset": str(-width // 2), "top": str(14 - width // 2)}

    @property
    def pebbles(self) -> SafeString:
        """The stones of a small road, drawn: a desk shows a hundred of them, and a template takes four times as long."""
        width = self.small["width"]
        stones = ((stretch.stone, stretch.at) for stretch in self.stretches if stretch.stone)
        told = (("yours " * s.waits_for_you + s.shape, at, width, width, s.shape) for s, at in stones)
        return format_html_join("", PEBBLE, told)

    @property
    def accepted(self) -> int:
        """How many stones are accepted."""
        return sum(stone.work in ("accepted", "settled") for stone in self.road.stones)

    @property
    def counted(self) -> int:
        """How many stones there are to accept: all but the cancelled."""
        return sum(stone.work != "cancelled" for stone in self.road.stones)

    @property
    def next(self) -> Stone | None:
        """The first stone that is neither accepted nor cancelled."""
        open_stones = (s.stone for s in self.stretches if s.stone and s.stone.work not in DONE)
        return next(open_stones, None)

    @property
    def told(self) -> str:
        """How far it is and what comes next, in a line; ready to be drawn, too."""
        done = _("%(done)s of %(all)s accepted") % {"done": self.accepted, "all": self.counted} if self.counted else ""
        upcoming = self.next
        coming = upcoming and _("next: %(title)s, %(day)s") % {"title": upcoming.title, "day": short_day(upcoming.due)}
        return " · ".join(part for part in (done, coming) if part)

    @property
    def told_late(self) -> str:
        """How late what comes next is, or nothing."""
        days = self.next.late_days if self.next else 0
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days} if days else ""


def lay(road: Road) -> Laid:
    """Where everything on this road lies. Pure: the same road gives the same picture."""
    stones = sorted(road.stones, key=lambda stone: (stone.due, stone.number))
    last = max([road.begins, *(stone.due for stone in stones)])
    ends = road.ends if road.ends and road.ends > last else None
    days = [road.begins, *(stone.due for stone in stones), *([ends] if ends else [])]
    before, after = road.today < road.begins, road.today > days[-1]
    spots = _spots(days, room=bool(ends))
    posts = [None, *stones, *([None] if ends else [])]
    stretches = [_stretch(stone, number, days, road.today, spots) for number, stone in enumerate(posts)]
    stretches = [replace(one, ghosts=_ghosts(stones, number, days)) for number, one in enumerate(stretches)]
    return Laid(
        road=road,
        start=stretches[0],
        stretches=stretches[1:],
        size="few" if len(stones) <= 5 else "some" if len(stones) <= WIDE_AT_MOST else "long",
        today_at=_percent(_along(road.today, days, spots)),
        money=_money(road),
        is_before=before,
        is_after=after,
        ends=ends,
    )


def _stretch(stone: Stone | None, number: int, days: list[dt.date], today: dt.date, spots: list[float]) -> Stretch:
    """The piece of way that begins with this stone."""
    at = _percent(spots[number])
    final = len(days) - 1
    if number == final:
        now = "" if today < days[final] else "0%" if today == days[final] else PAST_THE_END
        return Stretch(stone, 0, "end", now, "start", at)
    here, there = days[number], days[number + 1]
    far = round(STEPS * (there - here).days / max(1, (days[-1] - days[0]).days))
    holds_today = here <= today < there or (number == 0 and today < here)
    if not holds_today:
        return Stretch(stone, far, "behind" if there <= today else "ahead", at=at)
    part = max(0, (today - here).days) / max(1, (there - here).days)
    anchor = "start" if number == 0 and part < 0.6 else "middle"
    return Stretch(stone, far, "now", f"{part:.0%}", anchor, at)


def _ghosts(stones: Sequence[Stone], number: int, days: list[dt.date]) -> tuple[str, ...]:
    """Where, along this piece of way, moved stones would lie on their old days."""
    if number + 1 >= len(days):
        return ()
    here, there = days[number], days[number + 1]
    old = (stone.moved_from for stone in stones if stone.moved_from)
    return tuple(f"{(day - here).days / max(1, (there - here).days):.0%}" for day in old if here <= day < there)


def _spots(days: list[dt.date], room: bool) -> list[float]:
    """Percentages along a small road: true to time, but no stone on another; `room` keeps the last day at the end."""
    whole = max(1, (days[-1] - days[0]).days)
    wanted = [100 * (day - days[0]).days / whole for day in days[1:]]
    gap = min(7.0, 96 / max(1, len(wanted)))
    placed = spread(wanted, gap, 4.0, 100.0)
    if room and placed:
        placed[-1] = 100.0
    return [0.0, *placed]


def spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Rising positions at least `gap` apart within the bounds, moved as little as that needs (least squares, pooled)."""
    pools: list[list[float]] = []
    for number, place in enumerate(wanted):
        pools.append([place - number * gap, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (before, earlier) = pools.pop(), pools.pop()
            pools.append([(mean * count + before * earlier) / (count + earlier), count + earlier])
    flat = [mean for mean, count in pools for _ in range(int(count))]
    top = high - gap * max(0, len(wanted) - 1)
    return [min(max(mean, low), max(low, top)) + number * gap for number, mean in enumerate(flat)]


def _along(today: dt.date, days: list[dt.date], spots: list[float]) -> float:
    """Where today is, between the two stones around it; at an end when it lies outside."""
    if today <= days[0]:
        return 0.0
    for (here, there), (left, right) in zip(pairwise(days), pairwise(spots), strict=True):
        if today < there:
            return left + (right - left) * (today - here).days / (there - here).days
    return 100.0


def _money(road: Road) -> list[Part]:
    """Earned, held, to come side by side; paid in measured along them from the left."""
    amounts = {"earned": road.earned_minor, "held": road.held_minor, "to_come": road.to_come_minor}
    whole = sum(amounts.values())
    parts, start = [], 0.0
    for kind, minor in amounts.items():
        parts.append(_part(kind, minor, start, 100 * minor / whole if whole else 0.0))
        start += 100 * minor / whole if whole else 0.0
    paid = min(100.0, 100 * road.paid_in_minor / whole) if whole else 0.0
    return [_part("paid_in", road.paid_in_minor, 0.0, paid), *parts]


def _part(kind: str, minor: int, start: float, width: float) -> Part:
    return Part(kind, minor, _percent(start), _percent(width), _percent(start + width))


def _percent(value: float) -> str:
    """For an SVG attribute, so with a point whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
