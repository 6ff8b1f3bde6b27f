"""The history of a contract in plain sentences, newest first, a piece at a time; and what is new since a page was read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.value import value
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.journal.models import Entry
from tallystone.notices.reasons import quoted
from tallystone.notices.telling import Names, tell
from tallystone.people.models import Person

PIECE = 30
NEWS_AT_MOST = 20
GOOD = {"Agreed", "Accepted", "Released", "Completed", "FundingConfirmed", "PaymentConfirmed"}


@value
class Line:
    """One entry to show: its sentences, what was written with it, who did it, when, and the short hash."""

    seq: int
    at: datetime
    sentences: list[str]
    quotes: list[str]
    who: str
    kind: str  # "agreed" for what is good, "clock" for what time did, else nothing
    hash: str


@value
class Piece:
    """Entries newest first; `earlier` is the entry to go on from, or 0 at the beginning."""

    told: list[Told]
    earlier: int


def piece(code: str, before: int = 0) -> Piece:
    """The newest entries before this one (0: of all); one query, by key, however long the history."""
    rows = Entry.objects.filter(code=code, **({"seq__lt": before} if before else {})).order_by("-seq")
    found = [chain.read(text, hash_) for text, hash_ in rows.values_list("text", "hash")[: PIECE + 1]]
    shown = found[:PIECE]
    return Piece(shown, shown[-1].seq if len(found) > PIECE else 0)


def hashes_in(entries: Iterable[Told]) -> set[str]:
    """The hashes of all words that people wrote with these entries and that the history quotes."""
    named = (
        getattr(fact, name, None)
        for told in entries
        for fact in told.facts
        for name in ("who", "note", "reason", "reasons", "words")
    )
    return {hash_ for hash_ in named if hash_}


def lines(entries: Iterable[Told], names: Names, texts: dict[str, str], people: dict[int, str]) -> list[Line]:
    """The entries as they are read; those that only the clock cares about are left out where they say nothing."""
    shown = list(entries)
    known = _with_missing(people, shown)
    named = replace(names, people=known)
    told = ((entry, [line.sentence for line in tell(entry, named)]) for entry in shown)
    return [
        Line(
            entry.seq, entry.at, sentences, quoted(entry, texts), known.get(entry.by.person, ""), _kind(entry), entry.hash,
        )
        for entry, sentences in told
        if sentences
    ]  # fmt: skip


def lines_before(code: str, before: int, names: Names) -> tuple[list[Line], int]:
    """A piece of the history with all that it needs, and where to go on."""
    found = piece(code, before)
    return lines(found.told, names, prose.read(hashes_in(found.told)), {}), found.earlier


def changes_since(code: str, seq: int, names: Names) -> list[str]:
    """What happened after this entry, in sentences, oldest first, without the bookkeeping of the clock."""
    news = [entry for entry in chain.entries(code, after=seq) if not all(isinstance(f, facts.QUIET) for f in entry.facts)]
    told = [line.sentence for entry in news[-NEWS_AT_MOST:] for line in tell(entry, names)]
    return [_("There is more; the history shows it all."), *told] if len(news) > NEWS_AT_MOST else told


def report_on(entries: Iterable[Told], milestone: int) -> tuple[facts.Reported, datetime] | None:
    """The newest report on a milestone among these entries, and when it was made."""
    for entry in entries:
        for fact in entry.facts:
            if isinstance(fact, facts.Reported) and fact.milestone == milestone:
                return fact, entry.at
    return None


def _kind(entry: Told) -> str:
    if any(type(fact).__name__ in GOOD for fact in entry.facts):
        return "agreed"
    return "clock" if entry.by.side == "clock" else ""


def _with_missing(people: dict[int, str], entries: Iterable[Told]) -> dict[int, str]:
    """The names of all who acted or are named; those who have left are looked up."""
    shown = list(entries)
    acted = {entry.by.person for entry in shown if entry.by.person}
    missing = acted.union(getattr(fact, "person", 0) for entry in shown for fact in entry.facts) - {0, *people}
    if not missing:
        return people
    return {**people, **{p.pk: str(p) for p in Person.objects.filter(pk__in=missing)}}
