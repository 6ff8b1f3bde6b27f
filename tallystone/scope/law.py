"""Law: dated packs of data, told as information. Which one is told follows from both sides' places."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tallystone.core.money import plainly
from tallystone.core.shape import AFTER, Terms
from tallystone.core.value import value
from tallystone.scope.finding import Finding
from tallystone.scope.phrases import (
    ADD_ADDRESS,
    ADDRESSES,
    APPLIES,
    FULL_ADDRESS,
    KEEP,
    LONGER,
    MAY_APPLY,
    NOT_ADVICE,
    RATE,
    READ,
    SIDE,
    UNKNOWN,
    WORK_OUT,
)
from tallystone.scope.place import Place

FOLDER = Path(__file__).parent / "law"
Places = Mapping[str, Place]
Say = Callable[[str], str]
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


@value
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


def found(terms: Terms, places: Places | None, today: date | None, say: Say = str) -> Iterator[Finding]:
    """What the laws of both sides' places say about these terms."""
    if places is None:
        return
    for note in notes(terms, places, today, say):
        yield _head(note, say)
        yield from note.points
    yield from unknown(places, say)


def notes(terms: Terms, places: Places, today: date | None, say: Say = str) -> Iterator[Note]:
    """Each law that holds, or may hold, between these places, in force `today` and for a contract of this worth."""
    for law in laws():
        certain = _applies(law, places)
        if certain is not None and (today is None or law.effective <= today) and _above(law, terms):
            points = [*_currency(law, terms, say), *_days(law, terms, certain, say), *_fields(law, places, certain, say)]
            yield Note(law, certain, tuple(points))


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


def _head(note: Note, say: Say) -> Finding:
    law = note.law
    told = {"name": say(law.name), "reach": say(law.reach), "told": say(law.told)}
    told |= {"citation": law.citation, "effective": str(law.effective), "as_of": str(law.as_of)}
    why = say(APPLIES if note.certain else MAY_APPLY).format(**told)
    years = law.data.get("keep_years")
    return _finding(
        "law-applies", "note", "payment_days", why, say(KEEP if years else READ).format(years=years, link=law.link), say
    )


def _currency(law: Law, terms: Terms, say: Say) -> Iterator[Finding]:
    """A threshold in another currency than the contract's: nobody here knows the rate."""
    threshold = law.data.get("threshold")
    if threshold and terms.currency != threshold["currency"]:
        limit = f"{plainly(threshold['minor'], threshold['currency'])} {threshold['currency']}"
        why = say(RATE).format(name=say(law.name), limit=limit, currency=terms.currency)
        yield _finding("law-unsure", "note", "currency", why, say(WORK_OUT), say)


def _days(law: Law, terms: Terms, certain: bool, say: Say) -> Iterator[Finding]:
    """Times in the terms that are longer than the law has them."""
    for name, limit in law.data.get("most", {}).items():
        given = getattr(terms, name)
        if given > limit["days"] and (name != "payment_days" or terms.funding == AFTER):
            told = {"why": say(limit["why"]), "name": say(law.name), "citation": limit["citation"], "as_of": law.as_of}
            why, mend = say(LONGER).format(**told, days=given), say(limit["mend"])
            yield _finding("law-days", _how(certain), name, why, mend, say, (str(limit["days"]),))


def _fields(law: Law, places: Places, certain: bool, say: Say) -> Iterator[Finding]:
    """Postal addresses that the law wants in the contract: of both sides, or of the client alone."""
    for need, sides in (("addresses", SIDES), ("client-address", SIDES[:1])):
        for side in sides if need in law.data.get("needs", ()) else ():
            if not places.get(side, Place()).address:
                told = {"name": say(law.name), "citation": law.citation, "as_of": law.as_of, "side": say(SIDE[side])}
                why = say(ADDRESSES[need]).format(**told)
                yield _finding("law-fields", _how(certain), f"{side}_address", why, say(ADD_ADDRESS), say)


def _how(certain: bool) -> str:
    return "warning" if certain else "note"


def unknown(places: Places, say: Say = str) -> Iterator[Finding]:
    """Places that are not known well enough to say which law holds."""
    for side in SIDES:
        place = places.get(side, Place())
        lacks = "country" if not place.country else "state" if place.country == "US" and not place.region else ""
        if lacks:
            yield _finding("law-unsure", "note", f"{side}_address", say(UNKNOWN[lacks, side]), say(FULL_ADDRESS[side]), say)


def _finding(rule: str, severity: str, field: str, why: str, mend: str, say: Say, rewrites: tuple[str, ...] = ()) -> Finding:
    return Finding(rule, "law", severity, field, 1, 0, 0, "", f"{why} {say(NOT_ADVICE)}", mend, rewrites)
