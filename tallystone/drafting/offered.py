"""The versions of a contract's terms, those offered and those that change orders put in force: one way to number them all."""

from dataclasses import replace
from datetime import date, datetime

from tallystone.core.dates import day_of
from tallystone.core.facts import Agreed, ChangeAccepted, ChangeOffered, Countered, Fact, Proposed
from tallystone.core.value import value
from tallystone.journal import chain
from tallystone.journal.chain import Told
from tallystone.journal.models import Entry


@value
class Consent:
    """The other side's yes: the hash of the name that was typed, how it was confirmed, the entry of the record."""

    side: str
    at: datetime
    name: str
    method: str
    entry: str


@value
class Version:
    """Terms as one side offered them; `hash` names their exact words, `note` the words that went with them.

    With `consent` they came into force, by the change order `order` or (0) by the agreement; `ended` is when others
    took their place. A change order is a version once it is accepted.
    """

    number: int
    side: str
    person: int
    at: datetime
    hash: str
    until: date
    note: str | None
    order: int = 0
    consent: Consent | None = None
    ended: datetime | None = None

    @property
    def in_force(self) -> bool:
        return self.consent is not None and self.ended is None


def versions(code: str) -> list[Version]:
    """Every version of a contract's terms, the first proposal first. Only entries that name terms are read."""
    rows = Entry.objects.filter(code=code, text__contains='"terms":"').order_by("seq").values_list("text", "hash")
    every: list[Version] = []
    orders: dict[int, Version] = {}
    for told in (chain.read(text, hash_) for text, hash_ in rows):
        for fact in told.facts:
            _fold(every, orders, fact, told)
    return every


def _fold(every: list[Version], orders: dict[int, Version], fact: Fact, told: Told) -> None:
    if isinstance(fact, Proposed | Countered):
        every.append(Version(len(every) + 1, told.by.side, told.by.person, told.at, fact.terms, fact.until, fact.note))
    elif isinstance(fact, ChangeOffered):
        offer = Version(0, fact.side, told.by.person, told.at, fact.terms, fact.until, fact.note, fact.number)
        orders[fact.number] = offer
    elif isinstance(fact, Agreed):
        every[-1] = replace(every[-1], consent=_consent(fact, told))
    elif isinstance(fact, ChangeAccepted):
        every[-1] = replace(every[-1], ended=told.at)
        every.append(replace(orders[fact.number], number=len(every) + 1, consent=_consent(fact, told)))


def _consent(fact: Agreed | ChangeAccepted, told: Told) -> Consent:
    return Consent(told.by.side, told.at, fact.name, fact.method, told.hash)


def on_day(every: list[Version], day: date, zone: str) -> Version | None:
    """What was in force at the end of this day; None before the agreement."""
    return next((v for v in reversed(every) if v.consent and day_of(v.consent.at, zone) <= day), None)
