"""Tracking: what one contract's record says about how its two sides work. Observed, never judged.

The definitions are in docs/track-record.md. Days are counted in the contract's zone; what the client held up is taken out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from tallystone.core import facts
from tallystone.core.contract import evolve
from tallystone.core.dates import day_of
from tallystone.core.moving import moving
from tallystone.core.rule import stone_of
from tallystone.core.state import By, Contract

HASTY_SECONDS = 600  # accepted sooner after its delivery than anybody could look at it
BOTH, ONE, RAIL = "both", "one", "rail"  # who says that money moved: both sides, the freelancer alone, a payment provider


class Entry(Protocol):
    """An entry of the journal, read."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def by(self) -> By: ...
    @property
    def facts(self) -> tuple[facts.Fact, ...]: ...
    @property
    def hash(self) -> str: ...


@dataclass
class Observed:
    """The raw measures of one contract; plain numbers and words, ready for JSON.

    handed: milestone -> days late of its first delivery (0 and less: in time). accepted: a row for each accepted milestone.
    answers: by side, seconds from question to answer. reviews: [seconds, "accepted", "part", "changes" or "silence"].
    payments, fundings: [days taken, days late, who says so]. estimates: [estimated minutes, minutes in the record].
    disputes: [the side that began it, how it ended: "met", "accepted", "silence", "mediated", "withdrawn", or "open"].
    exits: [the side that left, how it was settled: "accepted", "met", "silence", "notice", "cause" or "succeeded"].
    """

    agreed: str = ""
    ended: str = ""
    state: str = ""
    same_person: int = 0
    currency: str = ""
    received_minor: int = 0
    handed: dict[str, int] = field(default_factory=dict)
    accepted: list[dict[str, int]] = field(default_factory=list)
    answers: dict[str, list[int]] = field(default_factory=lambda: {"freelancer": [], "client": []})
    reviews: list[list[Any]] = field(default_factory=list)
    payments: list[list[Any]] = field(default_factory=list)
    fundings: list[list[Any]] = field(default_factory=list)
    estimates: list[list[int]] = field(default_factory=list)
    disputes: list[list[Any]] = field(default_factory=list)
    exits: list[list[Any]] = field(default_factory=list)


class _Watch:
    """Goes through the entries of one contract."""

    def __init__(self, code: str) -> None:
        self.c, self.seen = Contract(code), Observed()
        self.persons: dict[str, set[int]] = {"freelancer": set(), "client": set()}
        self.changes: dict[int, int] = {}
        self.parted: set[int] = set()
        self.asked: dict[int, date] = {}
        self.issued: dict[str, date] = {}

    def take(self, entry: Entry) -> None:
        before = self.c
        if entry.by.side in self.persons and entry.by.person:
            self.persons[entry.by.side].add(entry.by.person)
        self.c = evolve(before, entry.facts, entry.by, entry.at, entry.seq, entry.hash)
        for fact in entry.facts:
            if look := LOOKS.get(type(fact)):
                look(self, before, fact, entry)

    def handed(self, before: Contract, fact: facts.Delivered, entry: Entry) -> None:
        stone = stone_of(before, fact.milestone)
        if not stone.round:
            today = self._day(entry.at)
            self.seen.handed[str(fact.milestone)] = (today - moving(before, stone).on(today)).days

    def taken_back(self, before: Contract, fact: facts.Retracted, entry: Entry) -> None:
        if not stone_of(self.c, fact.milestone).round:
            self.seen.handed.pop(str(fact.milestone), None)

    def changes_asked(self, before: Contract, fact: facts.ChangesAsked, entry: Entry) -> None:
        self.changes[fact.milestone] = self.changes.get(fact.milestone, 0) + 1
        self._reviewed(before, fact.milestone, entry.at, "changes")

    def part(self, before: Contract, fact: facts.PartAccepted, entry: Entry) -> None:
        self.parted.add(fact.milestone)
        self._reviewed(before, fact.milestone, entry.at, "part")

    def accepted(self, before: Contract, fact: facts.Accepted, entry: Entry) -> None:
        self._accepted(before, fact.milestone, entry, silent=False)

    def lapsed(self, before: Contract, fact: facts.Lapsed, entry: Entry) -> None:
        if fact.milestone:
            self._accepted(before, fact.milestone, entry, silent=True)

    def _accepted(self, before: Contract, number: int, entry: Entry, silent: bool) -> None:
        was, now = stone_of(before, number), stone_of(self.c, number)
        at = now.accepted_at or entry.at
        took = self._reviewed(before, number, at, "silence" if silent else "accepted")
        first = number not in self.parted and not self.changes.get(number)
        row = {"n": number, "rounds": was.round, "changes": self.changes.get(number, 0), "first": int(first)}
        self.seen.accepted.append(row | {"silent": int(silent), "hasty": int(not silent and took < HASTY_SECONDS)})
        if was.stake.cap_minutes and was.minutes:
            self.seen.estimates.append([was.stake.cap_minutes, was.minutes])

    def _reviewed(self, before: Contract, number: int, at: datetime, how: str) -> int:
        since = stone_of(before, number).delivered_at or at
        took = int((at - since).total_seconds())
        self.seen.reviews.append([took, how])
        return took

    def answered(self, before: Contract, fact: facts.Answered, entry: Entry) -> None:
        question = next(q for q in before.questions if q.number == fact.question)
        self.seen.answers[question.asks].append(int((entry.at - question.asked_at).total_seconds()))

    def funding_asked(self, before: Contract, fact: facts.FundingAsked, entry: Entry) -> None:
        self.asked.setdefault(fact.milestone, self._day(entry.at))

    def invoiced(self, before: Contract, fact: facts.InvoiceIssued, entry: Entry) -> None:
        self.issued[fact.number] = self._day(entry.at)

    def funded(self, before: Contract, fact: facts.FundingConfirmed, entry: Entry) -> None:
        stone, since = stone_of(before, fact.milestone), self.asked.get(fact.milestone)
        if since and stone.pay_by:
            self.seen.fundings.append([(fact.on - since).days, (fact.on - stone.pay_by).days, _said(stone.money, entry.by)])
        self.seen.received_minor += fact.minor

    def paid(self, before: Contract, fact: facts.PaymentConfirmed, entry: Entry) -> None:
        stone = stone_of(before, fact.milestone)
        bill = next((b for b in stone.bills if b.number == fact.number), stone.bills[0] if stone.bills else None)
        since = self.issued.get(bill.number) if bill else None
        if bill and since:
            self.seen.payments.append([(fact.on - since).days, (fact.on - bill.due).days, _said(stone.money, entry.by)])
        self.seen.received_minor += fact.minor

    def disputed(self, before: Contract, fact: facts.Disputed, entry: Entry) -> None:
        self.seen.disputes.append([fact.side, "open"])

    def settled(self, before: Contract, fact: facts.DisputeSettled, entry: Entry) -> None:
        self.seen.disputes[fact.dispute - 1][1] = fact.how

    def dropped(self, before: Contract, fact: facts.DisputeWithdrawn, entry: Entry) -> None:
        self.seen.disputes[fact.dispute - 1][1] = "withdrawn"

    def left(self, before: Contract, fact: facts.ExitSettled, entry: Entry) -> None:
        self.seen.exits.append([fact.side, fact.how])

    def _day(self, at: datetime) -> date:
        return day_of(at, self.c.agreed_plan.zone)

    def told(self) -> Observed:
        seen, c = self.seen, self.c
        seen.state, seen.currency = c.state, c.plan.currency if c.plan else ""
        seen.agreed = c.agreed_at.date().isoformat() if c.agreed_at else ""
        seen.ended = c.ended_at.date().isoformat() if c.ended_at else ""
        seen.same_person = int(bool(self.persons["freelancer"] & self.persons["client"]))
        return seen


def _said(money: str, by: By) -> str:
    if by.side not in {"freelancer", "client"}:
        return RAIL
    return BOTH if money == "claimed_paid" else ONE


LOOKS: dict[type[facts.Fact], Any] = {
    facts.Delivered: _Watch.handed,
    facts.Retracted: _Watch.taken_back,
    facts.ChangesAsked: _Watch.changes_asked,
    facts.PartAccepted: _Watch.part,
    facts.Accepted: _Watch.accepted,
    facts.Lapsed: _Watch.lapsed,
    facts.Answered: _Watch.answered,
    facts.FundingAsked: _Watch.funding_asked,
    facts.InvoiceIssued: _Watch.invoiced,
    facts.FundingConfirmed: _Watch.funded,
    facts.PaymentConfirmed: _Watch.paid,
    facts.Disputed: _Watch.disputed,
    facts.DisputeSettled: _Watch.settled,
    facts.DisputeWithdrawn: _Watch.dropped,
    facts.ExitSettled: _Watch.left,
}


def observe(code: str, entries: Iterable[Entry]) -> Observed:
    """What these entries, the whole journal of one contract, say about its two sides."""
    watch = _Watch(code)
    for entry in entries:
        watch.take(entry)
    return watch.told()
