"""Matching: are the hours that lists show and invoices count the ones that the chain binds, entry by entry?"""

from collections.abc import Iterable, Iterator

from tallystone.books.models import Milestone
from tallystone.core.facts import Fact, HoursCorrected, HoursLogged
from tallystone.core.sheet import Logged, Sheet, sheet_from
from tallystone.hours.keeping import logged
from tallystone.hours.models import Worked
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.journal.proving import Fault, Progress

Place = tuple[str, int]  # key of an entry, milestone
OfHours = HoursLogged | HoursCorrected


def check(progress: Progress | None = None) -> Iterator[Fault]:
    """Every entry of hours that is not the one in the record, and sums that do not come out; contract by contract."""
    codes = _codes()
    for done, code in enumerate(codes, 1):
        if seen := set(_faults(code)):  # asked twice: hours may be logged between two of our questions
            yield from sorted(seen.intersection(_faults(code)))
        if progress:
            progress(done, len(codes))


def _codes() -> list[str]:
    """The contracts with hours in the record, or with rows that say so."""
    rows = Worked.objects.exclude(seq=None).order_by().values_list("code", flat=True).distinct()
    books = Milestone.objects.filter(minutes__gt=0).order_by().values_list("code", flat=True).distinct()
    return sorted({*rows, *books})


def _faults(code: str) -> Iterator[Fault]:
    bound = _bound(code)
    texts = prose.read(fact.sheet for fact in bound)
    rows = list(Worked.objects.filter(code=code).exclude(seq=None))
    if all(fact.sheet in texts for fact in bound):  # of erased sheets only the sums are known
        yield from _uneven(code, _record(bound, texts), rows)
    yield from _sums(code, bound, rows)


def _bound(code: str) -> list[OfHours]:
    found = Entry.objects.filter(code=code, text__contains='"fact":"Hours').order_by("seq").values_list("text", "hash")
    told: Iterable[Fact] = (fact for text, hash_ in found for fact in chain.read(text, hash_).facts)
    return [fact for fact in told if isinstance(fact, HoursLogged | HoursCorrected)]


def _record(bound: list[OfHours], texts: dict[str, str]) -> dict[Place, Logged]:
    """The entries as the sheets leave them."""
    found: dict[Place, Logged] = {}
    for fact in bound:
        sheet: Sheet = sheet_from(texts[fact.sheet])
        for entry in sheet.was:
            found.pop((entry.key, fact.milestone), None)
        found.update({(entry.key, fact.milestone): entry for entry in sheet.now})
    return found


def _uneven(code: str, record: dict[Place, Logged], rows: list[Worked]) -> Iterator[Fault]:
    there = {(row.key, row.milestone): logged(row) for row in rows if row.gone is None}
    for place in sorted({*record, *there}):
        if record.get(place) != there.get(place):
            yield Fault(f"{code} hours {place[0]}", "this entry is not the one in the record")


def _sums(code: str, bound: list[OfHours], rows: list[Worked]) -> Iterator[Fault]:
    for number, minutes in Milestone.objects.filter(code=code).order_by("number").values_list("number", "minutes"):
        mine = [fact for fact in bound if fact.milestone == number]
        told = sum(f.minutes - (f.was_minutes if isinstance(f, HoursCorrected) else 0) for f in mine)
        listed = sum(row.minutes for row in rows if row.milestone == number and row.gone is None)
        if not told == minutes == listed:
            yield Fault(
                f"{code} milestone {number}", f"the record has {told} minutes, the books {minutes}, the entries {listed}"
            )
