"""Nudging: a reminder of what was promised for a day: an answer, the next word, a client's duty. Once each, and only while
it is still waited for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tallystone.acting import outbox
from tallystone.core.dates import day_of
from tallystone.core.state import Contract
from tallystone.core.waiting import Wait, waits
from tallystone.journal import chain, prose
from tallystone.notices import holding
from tallystone.notices.asking import ask, by_when
from tallystone.notices.letters import About, Content, keep

BEFORE = {"Answer": 0, "Report": 1, "FulfilDuty": 2, "AcceptSplit": 1}  # days before its day, in the morning
MORNING = time(9)


def plan(code: str, now: datetime) -> None:
    """After an act: put down the reminders that it calls for. The same again changes nothing."""
    contract = chain.fold(code)
    for wait, on in _dated(contract):
        at = morning(on - timedelta(days=BEFORE[wait.act]), contract.agreed_plan.zone)
        if at > now:
            payload = {"code": code, "act": wait.act, "milestone": wait.milestone, "about": wait.about, "day": on.isoformat()}
            outbox.put("nudge", f"nudge:{code}:{wait.act}:{wait.milestone}:{wait.about}:{on:%Y%m%d}", payload, at)


def morning(day: date, zone: str) -> datetime:
    """Nine o'clock of this day there, in UTC."""
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC)


def _dated(contract: Contract) -> Iterator[tuple[Wait, date]]:
    for wait in waits(contract):
        if wait.act in BEFORE and wait.until:
            yield wait, day_of(wait.until - timedelta(seconds=1), contract.agreed_plan.zone)


def write(payload: dict[str, Any], subject: Any, now: datetime) -> None:
    """The reminder to everybody on the side that is asked, unless it was done, moved or withdrawn since."""
    asked = payload["act"], payload["milestone"], payload["about"], payload["day"]
    for wait, on in _dated(subject.contract):
        if (wait.act, wait.milestone, wait.about, on.isoformat()) == asked:
            for person in subject.people(wait.side):
                with subject.read_by(person):
                    _letter(wait, asked, subject, person, now)


def _letter(wait: Wait, asked: tuple[Any, ...], subject: Any, person: Any, now: datetime) -> None:
    names, contract = subject.names(), subject.contract
    sentence = ask(wait, contract, names)
    told = {
        "Answer": _("The question waits for you since it was asked; today is the day by which an answer is needed."),
        "Report": _("You announced the next word for this day. It may be short: how far it is, and when you write again."),
        "AcceptSplit": _(
            "Their number stands until then. Answer with yours, take theirs, or call the mediator if there is one."
        ),
        "FulfilDuty": _("This was promised in the agreement. If it comes later, the dates that depend on it move on."),
    }[wait.act]
    content = Content(
        f"{sentence.rstrip('.')} · {subject.row.title}", [told], subject.row.title, sentence, by_when(wait, names)
    )
    content.quotes = [_question(contract, wait.about)] if wait.act == "Answer" else []
    content.button, content.address = _("Go there"), subject.address(person, wait.milestone)
    content.code, content.head = subject.row.code, contract.head
    key = ":".join(("nudge", subject.row.code, *map(str, asked), str(person.pk)))
    question = wait.about if wait.act == "Answer" else 0
    about = About(subject.row.code, contract.seq, person=person.pk, milestone=wait.milestone, question=question)
    if wait.act == "AcceptSplit":
        about = replace(about, notice=[wait.milestone, wait.about, "reminder", _case(contract, wait.milestone)])
    keep(key, person.email, "Nudge", content, now, about, holding.leaves(person, now, wait.until))


def _case(contract: Contract, number: int) -> str:
    """The number of the dispute about this milestone."""
    stone = contract.stone(number)
    return str(stone.dispute.number) if stone and stone.dispute else ""


def _question(contract: Contract, number: int) -> str:
    note = next(q.note for q in contract.questions if q.number == number)
    return prose.read([note]).get(note, "–")
