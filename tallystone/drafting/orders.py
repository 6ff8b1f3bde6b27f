"""Change orders as the record tells them: what was offered, by whom, and how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from tallystone.core import facts
from tallystone.core.value import value
from tallystone.journal import chain
from tallystone.journal.chain import Told
from tallystone.journal.models import Entry

OUTCOMES = {facts.ChangeDeclined: "declined", facts.ChangeWithdrawn: "withdrawn", facts.ChangeLapsed: "expired"}


@value
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


def orders(code: str) -> list[Order]:
    """Every change order, oldest first; one query. What came into force by them: `offered.versions`."""
    found: dict[int, Order] = {}
    terms = ""
    for told in _entries(code):
        for fact in told.facts:
            if isinstance(fact, facts.Agreed | facts.ChangeAccepted):
                terms = fact.terms
            if isinstance(fact, facts.ChangeOffered):
                order = found.setdefault(fact.number, Order(fact.number, terms))
                order.offers.append(Offer(fact.side, told.at, fact.terms, fact.until, fact.touches, fact.note, fact.grew_from))
            else:
                _fold(found, fact, told)
    return list(found.values())


def _entries(code: str) -> Iterator[Told]:
    named = Q(text__contains='"fact":"Agreed"') | Q(text__contains='"fact":"Change')
    rows = Entry.objects.filter(named, code=code).order_by("seq").values_list("text", "hash")
    return (chain.read(text, hash_) for text, hash_ in rows)


def _fold(found: dict[int, Order], fact: facts.Fact, told: Told) -> None:
    if isinstance(fact, facts.ChangeAccepted):
        _end(found[fact.number], "accepted", told, fact.name)
    elif isinstance(fact, facts.ChangeDeclined | facts.ChangeWithdrawn | facts.ChangeLapsed):
        _end(found[fact.number], OUTCOMES[type(fact)], told, getattr(fact, "reason", None))


def _end(order: Order, outcome: str, told: Told, words: str | None) -> None:
    order.outcome, order.ended_at, order.ended_by, order.words, order.told = outcome, told.at, told.by.side, words, told
