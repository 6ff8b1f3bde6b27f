"""Law: dated packs of data, told as information. Which one is told follows from both sides' places."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tallystone.core.money import plainly
from tallystone.core.shape import AFTER, Terms
from tallystone.scope.finding import Finding
from tallystone.scope.place import Place

FOLDER = Path(__file__).parent / "law"
NOT_ADVICE = "Information, not legal advice."
Places = Mapping[str, Place]
SIDES = ("client", "freelancer")


@dataclass(frozen=True, eq=False)
class Law:
    """One pack. `sure` and `perhaps` are the sides that must be in its place for it to apply, or for it to apply perhaps."""

    id: str
    name: str
    citation: str
    link: str
    effective: date
    as_of: date
    where: dict[str, Any]
    sure: tuple[str, ...]
    perhaps: tuple[str, ...]
    reach: str
    told: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """A law told for these terms: whether it applies for sure, and what it says of them (`points`)."""

    law: Law
    certain: bool
    points: tuple[Finding, ...]


@cache
def laws() -> tuple[Law, ...]:
    """Every pack, in the order of the names of their files."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Law:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    applies = data["applies"]
    plain = {name: data[name] for name in ("name", "citation", "link", "effective", "as_of", "told")}
    sides = {name: tuple(applies.get(name, ())) for name in ("sure", "perhaps")}
    return Law(id=path.stem, where=applies["where"], reach=applies["reach"], data=data, **plain, **sides)


def found(terms: Terms, places: Places | None, today: date | None) -> Iterator[Finding]:
    """What the laws of both sides' places say about these terms."""
    if places is None:
        return
    for note in notes(terms, places, today):
        yield _head(note)
        yield from note.points
    yield from unknown(places)


def notes(terms: Terms, places: Places, today: date | None) -> Iterator[Note]:
    """Each law that holds, or may hold, between these places, in force `today` and for a contract of this worth."""
    for law in laws():
        certain = _applies(law, places)
        if certain is not None and (today is None or law.effective <= today) and _above(law, terms):
            points = (*_currency(law, terms), *_days(law, terms, certain), *_fields(law, places, certain))
            yield Note(law, certain, points)


def _applies(law: Law, places: Places) -> bool | None:
    """True where it applies, False where it may, None where it does not."""
    inside = {side for side in SIDES if _in(law, places.get(side, Place()))}
    if any(set(asked.split("+")) <= inside for asked in law.sure):
        return True
    return False if any(set(asked.split("+")) <= inside for asked in law.perhaps) else None


def _in(law: Law, place: Place) -> bool:
    return all(getattr(place, name) in wanted for name, wanted in law.where.items())


def _above(law: Law, terms: Terms) -> bool:
    """Is the contract worth what the law asks for? In another currency nobody knows, so it is told."""
    threshold = law.data.get("threshold")
    return not threshold or terms.currency != threshold["currency"] or terms.total_minor >= threshold["minor"]


def _head(note: Note) -> Finding:
    law = note.law
    sure = "applies" if note.certain else f"may apply: {law.reach}"
    head = f"{law.name} ({law.citation}; in force since {law.effective}, as of {law.as_of}) {sure}"
    return _finding("law-applies", "note", "payment_days", f"{head}. {law.told}", _record(law))


def _currency(law: Law, terms: Terms) -> Iterator[Finding]:
    """A threshold in another currency than the contract's: nobody here knows the rate."""
    threshold = law.data.get("threshold")
    if threshold and terms.currency != threshold["currency"]:
        limit = f"{plainly(threshold['minor'], threshold['currency'])} {threshold['currency']}"
        why = f"{law.name} counts from {limit}; this contract is in {terms.currency}, so it depends on the rate."
        yield _finding("law-unsure", "note", "currency", why, "Work out the total in that currency: ___.")


def _days(law: Law, terms: Terms, certain: bool) -> Iterator[Finding]:
    """Times in the terms that are longer than the law has them."""
    for name, limit in law.data.get("most", {}).items():
        given = getattr(terms, name)
        if given > limit["days"] and (name != "payment_days" or terms.funding == AFTER):
            why = f"{limit['why']} ({law.name}, {limit['citation']}, as of {law.as_of}). The terms say {given} days."
            yield _finding("law-days", _how(certain), name, why, limit["mend"], (str(limit["days"]),))


def _fields(law: Law, places: Places, certain: bool) -> Iterator[Finding]:
    """Postal addresses that the law wants in the contract."""
    for side in SIDES if "addresses" in law.data.get("needs", ()) else ():
        if not places.get(side, Place()).address:
            rule = f"({law.name}, {law.citation}, as of {law.as_of})"
            why = f"The contract must name the postal address of both sides; that of the {side} is missing {rule}."
            yield _finding("law-fields", _how(certain), f"{side}_address", why, "Add the address: ___.")


def _how(certain: bool) -> str:
    return "warning" if certain else "note"


def _record(law: Law) -> str:
    years = law.data.get("keep_years")
    return f"Keep the contract and its record for {years} years. {law.link}" if years else f"Read it here: {law.link}"


def unknown(places: Places) -> Iterator[Finding]:
    """Places that are not known well enough to say which law holds."""
    for side in SIDES:
        place = places.get(side, Place())
        lacks = "country" if not place.country else "state" if place.country == "US" and not place.region else ""
        if lacks:
            held = "so laws on written contracts and late payment may hold that are not told here."
            why, mend = f"The {lacks} of the {side} is not known, {held}", f"Add the {side}'s full postal address: ___."
            yield _finding("law-unsure", "note", f"{side}_address", why, mend)


def _finding(rule: str, severity: str, field: str, why: str, mend: str, rewrites: tuple[str, ...] = ()) -> Finding:
    return Finding(rule, "law", severity, field, 1, 0, 0, "", f"{why} {NOT_ADVICE}", mend, rewrites)
