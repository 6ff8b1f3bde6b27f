"""Letters: from facts and reminders to mails, each in its reader's language, zone and way of writing numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.acting import outbox
from tallystone.books import models as books
from tallystone.core import facts
from tallystone.core.state import Contract
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.notices.asking import ask, asked_of, by_when
from tallystone.notices.models import Letter
from tallystone.notices.reasons import hashes, quoted
from tallystone.notices.telling import Names, names_of, tell
from tallystone.people import passes
from tallystone.people.models import Person
from tallystone.people.parties import people_of
from tallystone.reader import Reader, reading

BOTH = ("Agreed", "Lapsed", "Completed")
MARKS = {"planned": "○", "started": "◐", "delivered": "◓", "changes_asked": "◐", "accepted": "●", "cancelled": "×"}


@dataclass
class Content:
    """What one letter says, top to bottom."""

    subject: str
    happened: list[str]
    asked: str = ""
    until: str = ""
    quotes: list[str] = field(default_factory=list)
    button: str = ""
    address: str = ""
    road: list[dict[str, Any]] = field(default_factory=list)
    code: str = ""
    head: str = ""
    secret: str = ""


def write_for_entry(code: str, seq: int, now: datetime, papers: list[list[str]]) -> list[int]:
    """Write the letters that an entry calls for (once, however often asked); `papers` ([file hash, name]) go with them."""
    told = next(chain.entries(code, after=seq - 1, up_to=seq))
    sides = recipients(told)
    if not sides:
        return []
    contract = chain.fold(code)
    row = books.Contract.objects.get(code=code)
    milestones = list(books.Milestone.objects.filter(code=code).order_by("number"))
    letters = []
    for side in sides:
        for person in people_of(row.client_id if side == "client" else row.freelancer_id):
            key = f"entry:{code}:{seq}:{person.pk}"
            with override("en"), reading(Reader(person.locale, person.zone)):
                names = names_of(row, {m.number: m.title for m in milestones})
                content = _about(told, contract, row, milestones, names, side, person)
            notice = _notice(told) if side == "client" else None
            letter = _keep(key, person.email, type(told.facts[0]).__name__, content, now, code, seq, notice, papers)
            letters.append(letter)
    return letters


def recipients(told: Told) -> list[str]:
    """Which sides hear of an entry: the other one; both, of what concerns both."""
    loud = [f for f in told.facts if not isinstance(f, facts.QUIET)]
    if not loud:
        return []
    if any(type(f).__name__ in BOTH for f in loud):
        return ["freelancer", "client"]
    return ["client" if told.by.side == "freelancer" else "freelancer"]


def write_reminder(code: str, number: int, round_: int, now: datetime) -> None:
    """Remind the client's people that a review ends soon."""
    row = books.Contract.objects.get(code=code)
    contract = chain.fold(code)
    milestones = list(books.Milestone.objects.filter(code=code).order_by("number"))
    for person in people_of(row.client_id):
        with override("en"), reading(Reader(person.locale, person.zone)):
            names = names_of(row, {m.number: m.title for m in milestones})
            happened = [_("%(milestone)s still waits for your review.") % {"milestone": _first_upper(names.milestone(number))}]
            subject = _("Still to review: %(milestone)s") % {"milestone": names.milestone(number)}
            content = Content(subject, happened, **_next(contract, names, "client", row, person), road=_road(milestones))
            content.code, content.head = code, contract.head
        key = f"reminder:{code}:{number}:{round_}:{person.pk}"
        _keep(key, person.email, "Reminder", content, now, code, contract.seq, [number, round_, "reminder"])


def send_code_letter(email: str, code: str, purpose: str) -> None:
    """Mail a code; what it is for is told, so that nobody types it into the wrong place."""
    reasons = {
        "sign-in": _("Type this code to sign in."),
        "step-up": _("Type this code to confirm what you are about to do."),
        "new-address": _("Type this code to use this address from now on."),
    }
    subject = _("%(code)s is your code for Tallystone") % {"code": code}
    content = Content(subject, [reasons.get(purpose, reasons["sign-in"])], secret=code)
    content.until = _("It is valid for 15 minutes, in the browser in which you asked for it. If you did not, do nothing.")
    now = datetime.now(UTC)
    _keep(f"code:{email[:40]}:{now.timestamp()}", email, "Code", content, now, "", 0, None)


def send_plain_letter(email: str, subject: str, sentences: Iterable[str], button: str = "", address: str = "") -> None:
    """Mail a few sentences, perhaps with one button."""
    now = datetime.now(UTC)
    content = Content(subject, list(sentences), button=button, address=address)
    _keep(f"plain:{email[:40]}:{now.timestamp()}", email, "Plain", content, now, "", 0, None)


def _about(told: Told, contract: Contract, row: Any, milestones: list[Any], names: Names, side: str, person: Person) -> Content:
    lines = tell(told, names)
    subject = f"{lines[0].sentence.rstrip('.')} · {row.title}"
    content = Content(subject, [line.sentence for line in lines], **_next(contract, names, side, row, person))
    content.quotes = quoted(told, prose.read(hashes(told)))
    content.road = _road(milestones)
    content.code, content.head = row.code, told.hash
    return content


def _next(contract: Contract, names: Names, side: str, row: Any, person: Person) -> dict[str, str]:
    """What is asked of the reader, by when, and the way there."""
    wait = asked_of(contract, side)
    path = f"/contracts/{row.code}"
    if wait and wait.milestone:
        path += f"/milestones/{wait.milestone}"
    address = settings.BASE_URL + path if person.last_login else passes.invite(person.email, row.code)
    told = {"asked": _("Nothing is asked of you now."), "until": "", "button": _("Open the contract"), "address": address}
    other = asked_of(contract, "client" if side == "freelancer" else "freelancer")
    if other and not wait:
        turn = {"name": names.side(other.side), "asked": ask(other, contract, names)}
        told["until"] = " ".join([_("Next comes %(name)s: %(asked)s") % turn, by_when(other, names)]).strip()
    if wait:
        told["asked"], told["until"] = ask(wait, contract, names), by_when(wait, names)
        told["button"] = {"Agree": _("Read the terms"), "Accept": _("Review it")}.get(wait.act, told["button"])
    return told


def _road(milestones: list[Any]) -> list[dict[str, Any]]:
    """The road as a still list: a mark, the milestone, its date and price."""
    paid = ("released", "paid")
    return [{"mark": "◉" if m.money in paid else MARKS.get(m.work, "○"), "stone": m} for m in milestones]


def _notice(told: Told) -> list[Any] | None:
    """Which notice a delivered mail about this entry proves."""
    for fact in told.facts:
        if isinstance(fact, facts.Delivered):
            return [fact.milestone, fact.round, "delivered"]
    return None


def _keep(
    key: str, to: str, kind: str, content: Content, now: datetime, code: str, seq: int, notice: list[Any] | None,
    papers: list[list[str]] | None = None,
) -> int:  # fmt: skip
    context = {"letter": content, "base": settings.BASE_URL}
    text = render_to_string("letters/letter.txt", context)
    html = render_to_string("letters/letter.html", context)
    subject = " ".join(content.subject.split())[:240]
    columns = {"to": to, "code": code, "seq": seq, "kind": kind, "subject": subject, "text": text, "html": html, "made": now}
    columns["papers"] = papers or []
    letter, _new = Letter.objects.get_or_create(key=key, defaults=columns)
    outbox.put("send", f"send:{letter.pk}", {"letter": letter.pk, "notice": notice}, now)
    return letter.pk


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
