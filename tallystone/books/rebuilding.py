"""Rebuilding: fold every journal into the books anew, and say where they were something else."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction

from tallystone.books import writing
from tallystone.books.models import Contract, Duty, Invoice, Milestone, Paper, Referral, Shown, Transfer
from tallystone.core import facts
from tallystone.core import state as core
from tallystone.core.contract import evolve
from tallystone.core.value import value
from tallystone.journal import chain, prose
from tallystone.journal.models import Head
from tallystone.journal.proving import stretches

Progress = Callable[[int, int], None]  # contracts done, contracts in all
KEYS: dict[type[models.Model], tuple[str, ...]] = {
    Contract: ("code",),
    Milestone: ("code", "number"),
    Duty: ("code", "number"),
    Invoice: ("number",),
    Transfer: ("code", "seq", "line"),
    Paper: ("code", "kind", "about"),
    Referral: ("code", "number"),
    Shown: ("code", "number"),
}
Row = dict[str, Any]
Dump = dict[tuple[Any, ...], Row]


@value
class Difference:
    """A row that was not what the journal says: where, and the columns as they were and as they should be."""

    code: str
    table: str
    key: tuple[Any, ...]
    was: Row | None
    should: Row | None

    def __str__(self) -> str:
        where = f"{self.code}: {self.table} {', '.join(map(str, self.key))}"
        if self.was is None or self.should is None:
            return f"{where} was {'missing' if self.was is None else 'not in the journal'}"
        columns = [f"{n} was {v!r}, not {self.should[n]!r}" for n, v in self.was.items() if v != self.should[n]]
        return f"{where}: {'; '.join(columns)}"


def rebuild(progress: Progress | None = None) -> list[Difference]:
    """Make every row of the books again from the journals; the differences found, and mended. Equal rows stay untouched."""
    found, done, total = list(_without_journal()), 0, Head.objects.count()
    for codes in stretches():
        for code in codes:
            found += rebuild_one(code)
            done += 1
            if progress:
                progress(done, max(done, total))
    return found


def rebuild_one(code: str) -> list[Difference]:
    """Make the books of one contract again, while nobody can act on it."""
    with transaction.atomic(durable=True):
        chain.lock(code)
        was = dump(code)
        _clear(code)
        _replay(code)
        found = list(_compare(code, was, dump(code)))
        if not found:
            transaction.set_rollback(True)
    return found


def dump(code: str) -> dict[str, Dump]:
    """All rows of one contract by table and key, without the numbers that a database gives its rows."""
    return {model._meta.db_table: _rows(model, code) for model in KEYS}


def _rows(model: type[models.Model], code: str) -> Dump:
    names = [f.attname for f in model._meta.concrete_fields if f.attname != "id"]
    rows = model._default_manager.filter(code=code).order_by(*KEYS[model]).values(*names)
    return {tuple(row[name] for name in KEYS[model]): row for row in rows}


def _clear(code: str) -> None:
    for model in KEYS:
        model._default_manager.filter(code=code).delete()


def _replay(code: str) -> None:
    before = core.Contract(code, head=chain.GENESIS)
    for told in chain.entries(code):
        after = evolve(before, told.facts, told.by, told.at, told.seq, told.hash)
        offer = next((f for f in told.facts if isinstance(f, facts.Proposed | facts.Countered | facts.ChangeAccepted)), None)
        terms = prose.terms(offer.terms) if offer else None
        writing.write(before, after, told.facts, told.at, terms)
        before = after


def _compare(code: str, was: dict[str, Dump], should: dict[str, Dump]) -> Iterator[Difference]:
    for table, rows in should.items():
        for key in {**was[table], **rows}:
            old, new = was[table].get(key), rows.get(key)
            if old != new:
                yield Difference(code, table, key, old, new)


def _without_journal() -> Iterator[Difference]:
    """Rows of contracts of which no journal knows; they are removed."""
    heads = Head.objects.values("code")
    for model, key in KEYS.items():
        strangers = model._default_manager.exclude(code__in=heads)
        for row in strangers.values("code", *key):
            yield Difference(row["code"], model._meta.db_table, tuple(row[name] for name in key), row, None)
        strangers.delete()
