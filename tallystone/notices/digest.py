"""The digest: what needs no answer, gathered into one letter a day or a week. What needs an answer never waits for it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.acting import outbox
from tallystone.core import delegating_facts, facts
from tallystone.core.contract import evolve
from tallystone.core.roles import may
from tallystone.core.waiting import waits
from tallystone.core.watching import risks
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.notices import earlier, rhythm
from tallystone.notices.asking import ask, asked_of, by_when
from tallystone.notices.letters import About, Content, Part, keep, stop_address
from tallystone.notices.models import News, Wish
from tallystone.notices.reasons import hashes, quoted
from tallystone.notices.telling import tell
from tallystone.notices.warning import warned
from tallystone.people.concerned import role_of

# What ends something, or what somebody waits to hear: it is told at once, though nothing is asked.
AT_ONCE = (
    facts.Agreed, facts.Declined, facts.Withdrawn, facts.Lapsed, facts.Completed, facts.Answered, facts.CapReached,
    facts.DutyReopened, facts.Succeeded, facts.ReferralEarned, facts.SuccessorConsented, facts.SuccessorDeclined,
    delegating_facts.SubcontractConsented, delegating_facts.SubcontractRefused,
    facts.ExitDeclined, facts.ExitWithdrawn, facts.ExitLapsed, facts.ExitSettled, facts.Ended,
)  # fmt: skip
QUOTES_SHOWN = 3


def pressing(told: Told, code: str) -> set[str]:
    """The sides that hear of an entry at once: something new is asked of them by it, or it is among AT_ONCE."""
    if any(isinstance(fact, AT_ONCE) for fact in told.facts):
        return {"freelancer", "client"}
    before = earlier.before(told, code)
    after = evolve(before, told.facts, told.by, told.at, told.seq, told.hash)
    if after.state == "proposed":
        return {"freelancer", "client"}
    known = {(w.side, w.act, w.milestone, w.about) for w in waits(before)}
    return {w.side for w in waits(after) if (w.side, w.act, w.milestone, w.about) not in known}


def gather(person: Any, told: Told, code: str, now: datetime) -> None:
    """Keep an entry for this person's next letter, once; ask the worker for that letter."""
    wish = rhythm.wish_of(person.pk)
    if wish.rhythm == rhythm.NEVER:
        return
    due = rhythm.next_time(now, wish, person.zone)
    with transaction.atomic():
        News.objects.get_or_create(person_id=person.pk, code=code, seq=told.seq, defaults={"made": now})
        _ask_for(person.pk, due)


def _ask_for(person_id: int, due: datetime) -> None:
    outbox.put("digest", f"digest:{person_id}:{due:%Y%m%d%H%M}", {"person": person_id, "due": due.isoformat()}, due)


def write(person: Any, payload_due: datetime, now: datetime, subjects: Any) -> None:
    """The gathered letter of one person, once, however often asked; later where they wish it later by now.

    `subjects(code)` reads a contract as letters tell of it.
    """
    wish = rhythm.wish_of(person.pk)
    if wish.rhythm in {rhythm.DAILY, rhythm.WEEKLY}:
        due = rhythm.next_time(payload_due - timedelta(minutes=1), wish, person.zone)
        if due > now:  # the wish has changed since this was planned
            _ask_for(person.pk, due)
            return
    with transaction.atomic():
        news = list(News.objects.filter(person_id=person.pk, told=None).order_by("code", "seq"))
        if news and wish.rhythm != rhythm.NEVER:
            parts = [part for part in _parts(person, news, subjects, now) if part]
            if parts:
                _keep(person, wish, parts, f"digest:{person.pk}:{news[0].pk}-{news[-1].pk}", now)
        News.objects.filter(pk__in=[each.pk for each in news]).update(told=now)


def _keep(person: Any, wish: Wish, parts: list[Part], key: str, now: datetime) -> None:
    heading = ngettext("What moved: %(title)s", "What moved in %(n)s contracts", len(parts))
    lead = {"daily": _("Once a working day, all that needs no answer."), "weekly": _("Once a week, all that needs no answer.")}
    content = Content(heading % {"title": parts[0].title, "n": len(parts)}, [lead.get(wish.rhythm, lead["daily"])])
    content.parts = parts
    content.stop = stop_address(wish)
    keep(key, person.email, "Digest", content, now, About(person=person.pk, stop=content.stop))


def _parts(person: Any, news: list[News], subjects: Any, now: datetime) -> list[Part | None]:
    codes = dict.fromkeys(each.code for each in news)
    return [_part(person, code, {n.seq for n in news if n.code == code}, subjects(code), now) for code in codes]


def _part(person: Any, code: str, seqs: set[int], subject: Any, now: datetime) -> Part | None:
    """What one contract has to tell; nothing to somebody who has left it."""
    found = [(side, one) for side in ("freelancer", "client") for one in subject.everybody(side) if one == person]
    if not found:
        return None
    side, reader = found[0]
    with subject.read_by(reader):
        return _told(reader, side, code, seqs, subject, now)


def _told(person: Any, side: str, code: str, seqs: set[int], subject: Any, now: datetime) -> Part:
    names, contract = subject.names(), subject.contract
    entries = [told for told in chain.entries(code, after=min(seqs) - 1, up_to=max(seqs)) if told.seq in seqs]
    texts = prose.read(h for told in entries for h in hashes(told))
    part = Part(subject.row.title, code, contract.head)
    part.happened = [line.sentence for told in entries for line in tell(told, names)]
    part.quotes = [quote for told in entries for quote in quoted(told, texts)][-QUOTES_SHOWN:]
    part.risks = [each.cause for each in warned(risks(contract), names, now)]
    wait = asked_of(contract, side)
    if wait and may(role_of(person), wait.act):
        part.asked = f"{ask(wait, contract, names)} {by_when(wait, names)}".strip()
    part.address = subject.address(person)
    return part
