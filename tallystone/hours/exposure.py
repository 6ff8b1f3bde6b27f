"""Exposure: hours that nobody has looked at yet and what they are worth, against a limit that the freelancer sets.

It grows with every hour and falls when a snapshot is accepted. Past the limit an early snapshot is due: the ten hours in the
wrong direction that nobody pays are then never worked.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, Sum

from tallystone.books.models import Milestone
from tallystone.core.money import worth
from tallystone.core.value import value
from tallystone.hours.models import Limit, Worked

USUAL_LIMIT = 10 * 60
NEARLY = 75  # per cent of the limit from which the gauge warns
OPEN = ("started", "delivered", "changes_asked", "part_accepted")
Place = tuple[str, int]  # contract, milestone


@value
class Part:
    """One milestone's share of it. `worth_minor` is None where neither terms nor freelancer say what an hour is worth."""

    number: int
    title: str
    work: str
    minutes: int
    worth_minor: int | None


@value
class Exposure:
    """What a contract has unreviewed. `limit` in minutes."""

    code: str
    parts: tuple[Part, ...]
    limit: int = USUAL_LIMIT
    limited: bool = False
    rate_minor: int | None = None

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)

    @property
    def worth_minor(self) -> int | None:
        """The worth of all of it; None where one part's is not known."""
        known = [part.worth_minor for part in self.parts if part.minutes]
        return None if not known or None in known else sum(filter(None, known))

    @property
    def share(self) -> int:
        """Per cent of the limit, rounded down; it may be past 100."""
        return self.minutes * 100 // self.limit

    @property
    def level(self) -> str:
        """ "past" the limit (reached counts), "near" it, or "calm"."""
        return "past" if self.minutes >= self.limit else "near" if self.share >= NEARLY else "calm"

    @property
    def to_deliver(self) -> Part | None:
        """Where an early snapshot helps most: the milestone at work with the most unreviewed hours."""
        at_work = [part for part in self.parts if part.work in {"started", "changes_asked", "part_accepted"} and part.minutes]
        return max(at_work, key=lambda part: part.minutes, default=None)


def exposure_of(code: str) -> Exposure:
    """One contract's; three queries."""
    rows = list(Milestone.objects.filter(code=code, work__in=OPEN).order_by("number"))
    logged = unreviewed({code: rows}) if rows else {}
    return _of(code, rows, logged, Limit.objects.filter(pk=code).first())


def exposure_seen(rows: Sequence[Milestone]) -> Exposure:
    """What the client sees of it: hours in the record of these milestones, without the freelancer's own limit."""
    return _of(rows[0].code if rows else "", rows, {(m.code, m.number): m.minutes for m in rows}, None)


def exposures(milestones: Iterable[Milestone]) -> dict[str, Exposure]:
    """By contract, where these milestones that are being worked on have unreviewed hours; two queries for all of them."""
    rows: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        rows.setdefault(milestone.code, []).append(milestone)
    if not rows:
        return {}
    logged = unreviewed(rows)
    codes = {m.code for own in rows.values() for m in own if logged.get((m.code, m.number))}
    limits = Limit.objects.in_bulk(codes) if codes else {}
    return {code: _of(code, own, logged, limits.get(code)) for code, own in rows.items() if code in codes}


def minutes_logged(codes: Iterable[str]) -> dict[Place, int]:
    """All minutes by milestone, in the record or beside it; one query."""
    found = Worked.objects.filter(code__in=list(codes), gone=None).values_list("code", "milestone").order_by()
    return {(code, number): minutes for code, number, minutes in found.annotate(sum=Sum("minutes"))}


def unreviewed(rows: dict[str, list[Milestone]]) -> dict[Place, int]:
    """The same, without what was worked before a snapshot of which a part is accepted: that was looked at."""
    logged, looked = minutes_logged(rows), [m for own in rows.values() for m in own if m.looked_at]
    if not looked:
        return logged
    before = Q()
    for m in looked:
        before |= Q(code=m.code, milestone=m.number, start__lt=m.looked_at)
    seen = Worked.objects.filter(before, gone=None).values_list("code", "milestone").order_by()
    for code, number, minutes in seen.annotate(sum=Sum("minutes")):
        logged[code, number] -= minutes
    return logged


def _of(code: str, rows: Sequence[Milestone], logged: dict[Place, int], limit: Limit | None) -> Exposure:
    own_rate = limit.rate_minor if limit else None
    parts = tuple(_part(m, logged.get((code, m.number), 0), own_rate) for m in rows)
    return Exposure(code, parts, limit.minutes if limit else USUAL_LIMIT, limit is not None, own_rate)


def _part(m: Milestone, minutes: int, own_rate: int | None) -> Part:
    return Part(m.number, m.title, m.work, minutes, worth_of(m, minutes, own_rate))


def worth_of(m: Any, minutes: int, own_rate: int | None) -> int | None:
    """What these minutes of a milestone are worth: at the agreed rate, at the freelancer's own, or as part of the price."""
    if m.rate_minor is not None:
        return worth(minutes, m.rate_minor)
    if own_rate:
        return worth(minutes, own_rate)
    if m.cap_minutes:
        return min(m.price_minor, (m.price_minor * minutes * 2 + m.cap_minutes) // (2 * m.cap_minutes))
    return None if minutes else 0
