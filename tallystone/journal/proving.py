"""Proving: read every chain as it is stored, and say where it does not hold."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from tallystone.journal import prose
from tallystone.journal.chain import FORMAT, GENESIS, link
from tallystone.journal.models import Head, Prose

Progress = Callable[[int, int], None]  # contracts done, contracts in all
STRETCH = 500
TRIES = 5
TEXT_ON_POSTGRESQL = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
# Reading an entry as JSON costs more than all the rest. Its outside has one spelling, this one; `rebuild` reads the inside.
ENTRY = re.compile(
    r'\{"act":"\w+","at":"([^"]{26})Z","by":"[a-z]+","contract":"([^"]+)","facts":\[\{.*\}\],'
    rf'"id":"([^"]+)","person":[0-9]+,(?:"role":"[a-z]+",)?"seq":([0-9]+),"v":{FORMAT}\}}'
)
# What a fact calls the hash of people's words.
BOUND = re.compile(r'"(?:terms|note|reasons?|name|snapshot|sheet|words)":"([0-9a-f]{64})"')
Row = tuple[str, int, str, str, str, str]
NOTHING: list[str] = []


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, and where: "K7Q2M4 entry 12" and a plain sentence."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def prove(progress: Progress | None = None) -> list[Fault]:
    """Every fault of every chain and of the words beside it; none when all holds. People may go on working meanwhile."""
    faults, done, total = list(_headless()), 0, Head.objects.count()
    for codes in stretches():
        for code in suspects(codes[0], codes[-1]):
            faults += prove_one(code)  # read again: an act may have been done between two of our questions
        done += len(codes)
        if progress:
            progress(done, max(done, total))
    return faults


def stretches(size: int = STRETCH) -> Iterator[list[str]]:
    """All codes in order, so many at a time."""
    last = ""
    while codes := list(Head.objects.filter(code__gt=last).order_by("code").values_list("code", flat=True)[:size]):
        yield codes
        last = codes[-1]


def suspects(first: str, last: str) -> set[str]:
    """The codes from first to last in whose chains or words something does not hold."""
    ends = Head.objects.filter(code__gte=first, code__lte=last).values_list("code", "seq", "hash")
    heads = {code: (seq, hash_) for code, seq, hash_ in ends}
    wanted: dict[str, str] = {}
    found = set()
    for code, rows in groupby(_entries(first, last), itemgetter(0)):
        chain = _Chain()
        wrong = [row for row in rows if chain.follow(row)]
        if wrong or heads.pop(code, None) != (chain.seq, chain.hash):
            found.add(code)
        wanted.update(dict.fromkeys(chain.words, code))
    found.update(code for code, head in heads.items() if head != (0, GENESIS))
    return found.union(_unsound_words(first, last, wanted))


def prove_one(code: str) -> list[Fault]:
    """The faults of one contract's chain and words, at a moment at which nobody wrote to it."""
    for _ in range(TRIES):
        before, faults = _head(code), list(_faults(code))
        if _head(code) == before:
            return faults
    return [Fault(code, "people act on it all the time; it could not be read at rest")]


def _faults(code: str) -> Iterator[Fault]:
    chain = _Chain()
    for row in _entries(code, code):
        for what in chain.follow(row):
            yield Fault(f"{code} entry {row[1]}", what)
    if _head(code) != (chain.seq, chain.hash):
        yield Fault(f"{code} head", f"the head does not match the last entry, {chain.seq}")
    there = {row.hash: prose.sound(row) for row in Prose.objects.filter(code=code)}
    for hash_, sound in there.items():
        if not sound:
            yield Fault(f"{code} words {hash_[:12]}", "the text does not give its hash")
    for hash_ in sorted(set(chain.words).difference(there)):
        yield Fault(f"{code} words {hash_[:12]}", "the words that an entry binds are missing")


def _head(code: str) -> tuple[int, str] | None:
    return Head.objects.filter(code=code).values_list("seq", "hash").first()


class _Chain:
    """One chain as it is followed: where it stands, and the hashes of the words that it binds."""

    __slots__ = ("hash", "seq", "words")

    def __init__(self) -> None:
        self.seq, self.hash = 0, GENESIS
        self.words: list[str] = []

    def follow(self, row: Row) -> list[str]:
        """Take the next entry; a sentence for all that is wrong with it. Called for every entry that there is: kept quick."""
        code, seq, at, act_id, text, hash_ = row
        shape = ENTRY.fullmatch(text)
        told = shape is not None and shape.groups() == (_moment(at), code, act_id, str(seq))
        next_, linked = seq == self.seq + 1, link(self.hash, text) == hash_
        before, self.seq, self.hash = self.seq, seq, hash_
        self.words += BOUND.findall(text)
        if told and next_ and linked:
            return NOTHING
        wrong = [] if next_ else [f"an entry is missing before this one: expected {before + 1}"]
        wrong += [] if linked else ["the text does not give its hash"]
        wrong += [] if told else ["a column says something else than the text" if shape else "the text cannot be read"]
        return wrong


def _moment(stored: str) -> str:
    """A stored moment, with or without microseconds and zone (which is UTC), as an entry's text spells it."""
    return f"{stored[:10]}T{stored[11:26]}" if stored[19:20] == "." else f"{stored[:10]}T{stored[11:19]}.000000"


def _entries(first: str, last: str) -> Iterator[Row]:
    """The stored columns themselves, in order; the moment as text, for nobody needs to reckon with it."""
    at = TEXT_ON_POSTGRESQL if connection.vendor == "postgresql" else "CAST(at AS TEXT)"
    sql = "SELECT code, seq, {}, act_id, text, hash FROM journal_entry WHERE code >= %s AND code <= %s ORDER BY code, seq"
    return _rows(sql.format(at), first, last)


def _rows(sql: str, first: str, last: str) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [first, last])
        while rows := cursor.fetchmany(2_000):
            yield from rows


def _unsound_words(first: str, last: str, wanted: dict[str, str]) -> Iterator[str]:
    """The codes whose words do not give their hash, or that bind words which are not there."""
    sql = "SELECT code, hash, salt, text, erased FROM journal_prose WHERE code >= %s AND code <= %s"
    for code, hash_, salt, text, erased in _rows(sql, first, last):
        wanted.pop(hash_, None)
        if not erased and hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest() != hash_:  # as core.words, without the object
            yield code
    yield from wanted.values()


def _headless() -> Iterator[Fault]:
    """Entries of contracts that have no head."""
    sql = "SELECT DISTINCT e.code FROM journal_entry e LEFT JOIN journal_head h ON h.code = e.code WHERE h.code IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        yield from [Fault(f"{row[0]} head", "there are entries but no head") for row in cursor.fetchall()]
