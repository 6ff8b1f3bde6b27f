"""Change orders as the record tells them, and the terms that were in force on any day: which words, since when, by what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from tallystone.core import facts
from tallystone.core.dates import day_of
from tallystone.journal import chain
from tallystone.journal.chain import Told
from tallystone.journal.models import Entry

OUTCOMES = {facts.ChangeDeclined: "declined", facts.ChangeWithdrawn: "withdrawn", facts.ChangeLapsed: "expired"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One version of a change order. `by` is the side whose offer it is, also where the clock made it."""

    by: str
    at: datetime
    terms: str
    until: date
    touches: tuple[int, ...]
    note: str | None
    grew_from: str | None


@dataclass(slots=True)
class Order:
    """A change order: `was` is the hash of the terms that it changes, `outcome` "" while it is open."""

    number: int
    was: str
    offers: list[Offer] = field(default_factory=list)
    outcome: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    words: str | None = None  # the reason, or the name as typed
    told: Told | None = None  # the entry by which it ended

    @property
    def last(self) -> Offer:
        return self.offers[-1]


@dataclass(frozen=True, slots=True)
class InForce:
    """Terms that were agreed: their hash, since when, by which change order (0: the agreement)."""

    terms: str
    since: datetime
    order: int
    entry: str


def record(code: str) -> tuple[list[Order], list[InForce]]:
    """Every change order, and all terms that were ever in force, oldest first; one query."""
    orders: dict[int, Order] = {}
    in_force: list[InForce] = []
    for told in _entries(code):
        for fact in told.facts:
            _fold(orders, in_force, fact, told)
    return list(orders.values()), in_force


def on_day(in_force: list[InForce], day: date, zone: str) -> InForce | None:
    """What was in force at the end of this day; None before the agreement."""
    return next((each for each in reversed(in_force) if day_of(each.since, zone) <= day), None)


def _entries(code: str) -> Iterator[Told]:
    named = Q(text__contains='"fact":"Agreed"') | Q(text__contains='"fact":"Change')
    rows = Entry.objects.filter(named, code=code).order_by("seq").values_list("text", "hash")
    return (chain.read(text, hash_) for text, hash_ in rows)


def _fold(orders: dict[int, Order], in_force: list[InForce], fact: facts.Fact, told: Told) -> None:
    if isinstance(fact, facts.Agreed):
        in_force.append(InForce(fact.terms, told.at, 0, told.hash))
    elif isinstance(fact, facts.ChangeOffered):
        order = orders.setdefault(fact.number, Order(fact.number, in_force[-1].terms))
        order.offers.append(Offer(fact.side, told.at, fact.terms, fact.until, fact.touches, fact.note, fact.grew_from))
    elif isinstance(fact, facts.ChangeAccepted):
        in_force.append(InForce(fact.terms, told.at, fact.number, told.hash))
        _end(orders[fact.number], "accepted", told, fact.name)
    elif isinstance(fact, facts.ChangeDeclined | facts.ChangeWithdrawn | facts.ChangeLapsed):
        _end(orders[fact.number], OUTCOMES[type(fact)], told, getattr(fact, "reason", None))


def _end(order: Order, outcome: str, told: Told, words: str | None) -> None:
    order.outcome, order.ended_at, order.ended_by, order.words, order.told = outcome, told.at, told.by.side, words, told
