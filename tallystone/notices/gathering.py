"""Gathering: what one side said about clauses within ten minutes is told to the other in one letter."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tallystone.acting import outbox
from tallystone.books.models import Contract
from tallystone.core import facts
from tallystone.core.codec import moment_from, moment_text
from tallystone.core.commenting import milestone_of
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.journal.models import Entry
from tallystone.notices import holding
from tallystone.notices.clauses import clause_told
from tallystone.notices.letters import About, Content, keep
from tallystone.notices.telling import Names, names_of
from tallystone.people import passes
from tallystone.people.concerned import concerned, reader_of
from tallystone.people.models import Person
from tallystone.reader import reading

SPAN = timedelta(minutes=10)


def gather(code: str, told: Told, now: datetime) -> None:
    """Have the comments of this entry's span told when it is over; once, however many there are."""
    if not any(isinstance(fact, facts.Commented) for fact in told.facts):
        return
    span = int(told.at.timestamp() // SPAN.total_seconds())
    start = told.at - timedelta(seconds=told.at.timestamp() % SPAN.total_seconds())
    payload = {"code": code, "side": told.by.side, "start": moment_text(start)}
    outbox.put("comments", f"comments:{code}:{told.by.side}:{span}", payload, max(now, start + SPAN))


def write_comments(code: str, side: str, start: str, now: datetime) -> None:
    """The letter about what `side` said from `start` on for ten minutes, to the people of the other side."""
    begun = moment_from(start)
    said = [(told, fact) for told, fact in _said(code) if told.by.side == side and begun <= told.at < begun + SPAN]
    if not said:
        return
    row = Contract.objects.get(code=code)
    for person in concerned(row, "client" if side == "freelancer" else "freelancer"):
        with override("en"), reading(reader_of(person)):
            content = _content(said, row, names_of(row, {}), person)
            key = f"comments:{code}:{side}:{begun:%Y%m%d%H%M}:{person.pk}"
            about = About(code, said[-1][0].seq, person=person.pk, **_thread([fact for _told, fact in said]))
            keep(key, person.email, "Commented", content, now, about, holding.leaves(person, now))


def _thread(said: list[facts.Commented]) -> dict[str, int]:
    """What an answer by mail is about: the milestone, and the one comment, where the letter is about one alone."""
    numbers = {fact.comment for fact in said}
    return {"milestone": milestone_of(said[-1].about), "comment": numbers.pop() if len(numbers) == 1 else 0}


def _said(code: str) -> list[tuple[Told, facts.Commented]]:
    rows = Entry.objects.filter(code=code, text__contains='"fact":"Commented"').order_by("seq")
    entries = (chain.read(text, hash_) for text, hash_ in rows.values_list("text", "hash"))
    return [(told, fact) for told in entries for fact in told.facts if isinstance(fact, facts.Commented)]


def _content(said: list[tuple[Told, facts.Commented]], row: Contract, names: Names, person: Person) -> Content:
    last, count = said[-1][0], len(said)
    told = {"who": names.side(last.by.side), "n": count}
    heading = ngettext("%(who)s wrote a comment", "%(who)s wrote %(n)s comments", count) % told
    happened = ngettext(
        "%(who)s commented on the terms. A comment binds nobody and stops nothing.",
        "%(who)s commented on the terms, %(n)s times. Comments bind nobody and stop nothing.",
        count,
    )
    content = Content(f"{heading} · {row.title}", [happened % told], title=row.title, code=row.code, head=last.hash)
    texts = prose.read(fact.words for _told, fact in said)
    several = bool(settings.INBOUND_ADDRESS) and len({fact.comment for _told, fact in said}) > 1
    content.quotes = [_quote(fact, names, texts, several) for _told, fact in said]
    content.asked, content.button = _("Read it, and answer beside the clause."), _("Read and answer")
    if several:
        example = {"number": said[-1][1].comment}
        content.until = _("By mail, begin each answer with the number of its comment: “%(number)s: Yes.”") % example
    content.address = _address(row.code, person)
    return content


def _quote(fact: facts.Commented, names: Names, texts: dict[str, str], several: bool) -> str:
    told = {"number": fact.comment, "about": clause_told(fact.about, names), "words": texts.get(fact.words, _("(erased)"))}
    if several:
        return _("Comment %(number)s, on %(about)s: %(words)s") % told
    return _("On %(about)s: %(words)s") % told


def _address(code: str, person: Person) -> str:
    """The page of all comments; for somebody who has never signed in, a link that lets them in."""
    if person.last_login is None:
        return passes.invite(person.email, code)
    return f"{settings.BASE_URL}/contracts/{code}/comments"
