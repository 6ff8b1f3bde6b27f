"""Reporting: the letters about a contract, in each reader's way of writing: one for each act, and reminders of reviews."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.acting import outbox
from tallystone.books import models as books
from tallystone.core import facts
from tallystone.core.reminding import due
from tallystone.core.roles import may, sees
from tallystone.core.state import Contract
from tallystone.core.value import value
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.notices import digest, holding, nudging, rhythm
from tallystone.notices.asking import ask, asked_of, by_when, n_, review_time
from tallystone.notices.letters import About, Content, keep
from tallystone.notices.offering import in_short, what_differs
from tallystone.notices.reasons import hashes, quoted
from tallystone.notices.showing import lead_to_consent
from tallystone.notices.telling import Names, names_of, tell
from tallystone.people import passes
from tallystone.people.concerned import concerned, everybody, reader_of, role_of
from tallystone.people.models import Person
from tallystone.reader import reading

SIDES = ("freelancer", "client")
BOTH = (
    facts.DisputeSettled,
    facts.ChargedBack,
    facts.Agreed,
    facts.ChangeAccepted,
    facts.ChangeLapsed,
    facts.Lapsed,
    facts.Completed,
    facts.CapReached,
    facts.Succeeded,
    facts.ReferralEarned,
    facts.ExitSettled,
    facts.ExitLapsed,
    facts.Ended,
)
READ_ON_THE_PAGE = (*facts.QUIET, *facts.TALK, facts.HoursCorrected)  # no letter; comments are gathered (gathering.py)
NAMING = (facts.MemberIntroduced, facts.MemberHanded)
MONEY = (facts.FundingAsked, facts.InvoiceIssued, facts.PaymentClaimed, facts.FundingConfirmed, facts.PaymentConfirmed)
SUBJECT = 120
STOP = re.compile(r"(?<!\d)\. |(?<=\d{4})\. ")  # the end of a sentence, and not of "9." in a date
REMINDERS = {
    "half": n_("Half of the review time is over: %(milestone)s"),
    "day": n_("One day left to review %(milestone)s"),
    "hours": n_("A few hours left to review %(milestone)s"),
}
MARKS = {
    "planned": "○",
    "started": "◐",
    "delivered": "◓",
    "changes_asked": "◐",
    "part_accepted": "◐",
    "accepted": "●",
    "cancelled": "×",
    "handed_over": "◒",
    "settled": "●",
}


@value
class Subject:
    """A contract as its letters tell of it."""

    now: datetime
    row: books.Contract
    contract: Contract
    milestones: list[books.Milestone]

    def names(self) -> Names:
        duties = dict(books.Duty.objects.filter(code=self.row.code).values_list("number", "text"))
        return names_of(self.row, {m.number: m.title for m in self.milestones}, duties)

    def address(self, person: Person, milestone: int = 0) -> str:
        return _address(self.contract.code, milestone, person)

    def read_by(self, person: Person) -> AbstractContextManager[None]:
        """Write inside the block as this person reads."""
        return _as_read_by(person)

    def people(self, side: str) -> list[Person]:
        """Whom things of a side concern: whoever has it in hand, and the owners."""
        return concerned(self.row, side)

    def everybody(self, side: str) -> list[Person]:
        return everybody(self.row, side)

    def readers(self, side: str, told: Told) -> list[Person]:
        """To whom of a side a letter about this entry goes; of who did it, only to whom they named."""
        named = {fact.person for fact in told.facts if isinstance(fact, NAMING)} - {told.by.person}
        if side not in recipients(told):
            return [one for one in everybody(self.row, side) if one.pk in named] if named else []
        money = any(isinstance(fact, MONEY) for fact in told.facts)
        return concerned(self.row, side, money=money, named=named if side == told.by.side else ())


def _subject(code: str, now: datetime) -> Subject:
    milestones = list(books.Milestone.objects.filter(code=code).order_by("number"))
    return Subject(now, books.Contract.objects.get(code=code), chain.fold(code), milestones)


def write_for_entry(code: str, seq: int, now: datetime, papers: list[list[str]]) -> None:
    """Write the letters that an entry calls for (once, however often asked); `papers` ([file hash, name]) go with them."""
    told = next(chain.entries(code, after=seq - 1, up_to=seq))
    if not recipients(told):
        return
    subject = _subject(code, now)
    at_once = set(SIDES) if papers or any(isinstance(fact, NAMING) for fact in told.facts) else digest.pressing(told, code)
    for side in SIDES:
        for person in subject.readers(side, told):
            if side not in at_once and rhythm.wish_of(person.pk).rhythm != rhythm.EACH:
                digest.gather(person, told, code, now)
            elif (due := _leaves(subject, side, person)) > now:  # written then, as things stand then
                held = {"code": code, "seq": seq, "side": side, "person": person.pk, "papers": papers}
                outbox.put("letter", f"letter:{code}:{seq}:{person.pk}", held, due)
            else:
                _write(told, subject, side, person, papers)


def write_held(payload: dict[str, Any], now: datetime) -> None:
    """The letter about an entry that was held for a person's working hours; none where they have left meanwhile."""
    code, seq, side = payload["code"], payload["seq"], payload["side"]
    told, subject = next(chain.entries(code, after=seq - 1, up_to=seq)), _subject(code, now)
    for person in subject.readers(side, told):
        if person.pk == payload["person"]:
            _write(told, subject, side, person, payload["papers"])


def _leaves(subject: Subject, side: str, person: Person) -> datetime:
    """When a letter about this contract may leave, so that what is asked by it can still be done in time."""
    wait = asked_of(subject.contract, side)
    return holding.leaves(person, subject.now, wait.until if wait else None)


def _write(told: Told, subject: Subject, side: str, person: Person, papers: list[list[str]]) -> None:
    code, kind = subject.row.code, type(told.facts[0]).__name__
    notice = _notice(told, side, subject.contract)
    attached = papers if sees(role_of(person), "prices") or _priceless(told) else []
    about = About(code, told.seq, notice, attached, person.pk, *_what(told))
    with _as_read_by(person):
        content = _content(told, subject, side, person)
        content.papers = [name for _file, name in attached]
        keep(f"entry:{code}:{told.seq}:{person.pk}", person.email, kind, content, subject.now, about)


def _priceless(told: Told) -> bool:
    """Papers name amounts, except the handover."""
    return any(isinstance(fact, facts.HandedOver) for fact in told.facts)


def recipients(told: Told) -> list[str]:
    """Which sides hear of an entry: the other one; the client of each invoice; both, of what concerns both."""
    loud = [fact for fact in told.facts if not isinstance(fact, READ_ON_THE_PAGE)]
    if any(isinstance(fact, BOTH) for fact in loud):
        return list(SIDES)
    invoiced = any(isinstance(fact, facts.InvoiceIssued) for fact in loud)
    return [side for side in SIDES if loud and (side != told.by.side or (invoiced and side == "client"))]


def _what(told: Told) -> tuple[int, int]:
    """The milestone that an entry is about, and the question that it asks, or 0: an answer by mail goes there."""
    asked = next((f.question for f in told.facts if isinstance(f, facts.Asked)), 0)
    return next((n for f in told.facts if (n := getattr(f, "milestone", 0))), 0), asked


def write_digest(person_id: int, due: datetime, now: datetime) -> None:
    """The gathered letter of a person who is still here."""
    person = Person.objects.filter(pk=person_id).first()
    if person:
        with _as_read_by(person):
            digest.write(person, due, now, lambda code: _subject(code, now))


def write_nudge(payload: dict[str, Any], now: datetime) -> None:
    nudging.write(payload, _subject(payload["code"], now), now)


def write_reminder(code: str, number: int, now: datetime) -> None:
    """Remind the client's people of a review: at its half, the day before it ends, in its last hours; once each."""
    subject = _subject(code, now)
    stone = subject.contract.stone(number)
    kind = due(stone, subject.row.zone, now) if stone and stone.work == "delivered" else ""
    if stone is None or not kind:
        return
    notice = [number, stone.round, kind, stone.snapshot]
    for person in subject.people("client"):
        with _as_read_by(person):
            content = _reminder(subject, number, person, kind)
            key = f"reminder:{code}:{number}:{stone.snapshot[:16]}:{kind}:{person.pk}"
            leaves = holding.leaves(person, now, stone.review_until)
            keep(key, person.email, "Reminder", content, now, About(code, subject.contract.seq, notice), leaves)


@contextmanager
def _as_read_by(person: Person) -> Iterator[None]:
    with override("en"), reading(reader_of(person)):
        yield


def _content(told: Told, subject: Subject, side: str, person: Person) -> Content:
    names = subject.names()
    sentences = [line.sentence for line in tell(told, names)]
    completed = any(isinstance(fact, facts.Completed) for fact in told.facts)
    heading = _("The contract is complete") if completed else _short(sentences[0])
    content = Content(f"{heading} · {subject.row.title}", sentences, **_next(subject, names, side, person))
    content.title, content.quotes = subject.row.title, quoted(told, prose.read(hashes(told)))
    content.happened += in_short(told, names.currency)
    content.differs = what_differs(told, subject.row.code)
    content.road, content.code, content.head = _road(subject.milestones), subject.row.code, told.hash
    if side == "client":
        lead_to_consent(content, told, names, person, subject.now)
    return content


def _short(told: str) -> str:
    """What happened as it fits into a subject beside the contract's title: whole sentences where there is more than one."""
    if len(told) <= SUBJECT:
        return told.rstrip(".")
    stops = [stop.start() for stop in STOP.finditer(told[:SUBJECT])]
    return told[: stops[-1]] if stops else Truncator(told.rstrip(".")).chars(SUBJECT)


def _reminder(subject: Subject, number: int, person: Person, kind: str) -> Content:
    names = subject.names()
    milestone = names.milestone(number)
    happened = [_("%(milestone)s still waits for your review.") % {"milestone": milestone[:1].upper() + milestone[1:]}]
    heading = _(REMINDERS[kind]) % {"milestone": milestone}
    content = Content(f"{heading} · {subject.row.title}", happened, **_next(subject, names, "client", person))
    content.title = subject.row.title
    content.road, content.code, content.head = _road(subject.milestones), subject.row.code, subject.contract.head
    return content


def _next(subject: Subject, names: Names, side: str, person: Person) -> dict[str, Any]:
    """What is asked of the reader, by when, and the way there; else whose turn it is."""
    contract, ours = subject.contract, asked_of(subject.contract, side)
    wait = ours if ours and may(role_of(person), ours.act) else None
    told = {
        "asked": _("Nothing is left to do or to pay.")
        if contract.state in {"completed", "ended"}
        else _("Nothing is asked of you now."),
        "until": "",
        "button": _("Open the contract"),
        "address": _address(contract.code, wait.milestone if wait else 0, person),
    }
    if wait:
        button = {
            "AllowShowcase": _("Look at it and answer"),
            "Agree": _("Read the terms"),
            "Accept": _("Review it"),
            "AcceptChange": _("Read the change order"),
            "AcceptSplit": _("See the dispute and answer"),
            "AcknowledgeHandover": _("Read the handover"),
            "AcceptExit": _("See where you stand"),
        }.get(wait.act, told["button"])
        started = wait.act == "Accept" and wait.until is None
        until = review_time(contract, names, subject.now) if started else by_when(wait, names)
        return {**told, "asked": ask(wait, contract, names), "until": until, "button": button}
    if other := ours or asked_of(contract, "client" if side == "freelancer" else "freelancer"):
        turn = _("Next comes %(name)s: %(asked)s") % {"name": names.side(other.side), "asked": ask(other, contract, names)}
        told["until"] = f"{turn} {by_when(other, names)}".strip()
    return told


def _address(code: str, milestone: int, person: Person) -> str:
    """The page to go to; for somebody who has never signed in, a link that lets them in."""
    if person.last_login is None:
        return passes.invite(person.email, code)
    path = f"/contracts/{code}"
    return settings.BASE_URL + (f"{path}/milestones/{milestone}" if milestone else path)


def _road(milestones: list[books.Milestone]) -> list[dict[str, Any]]:
    """The road as a still list: a mark, the milestone, its date."""
    paid = ("released", "paid")
    return [{"mark": "◉" if m.money in paid else MARKS.get(m.work, "○"), "stone": m} for m in milestones]


def _notice(told: Told, side: str, contract: Contract) -> list[Any] | None:
    """Which notice a delivered mail about this entry proves: a delivery to the client, a number to the other side."""
    for f in told.facts:
        stone = contract.stone(f.milestone) if isinstance(f, facts.SplitOffered) and side != told.by.side else None
        if isinstance(f, facts.SplitOffered) and stone and stone.dispute:
            return [f.milestone, f.offer, "offer", str(stone.dispute.number)]
    if side != "client":
        return None
    delivered = (f for f in told.facts if isinstance(f, facts.Delivered))
    return next(([f.milestone, f.round, "delivered", f.snapshot] for f in delivered), None)
