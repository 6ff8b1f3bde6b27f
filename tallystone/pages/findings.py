"""Findings on pages: beside and below the fields of the editor, and what terms on offer leave open, the same for both sides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import translation

from tallystone import scope
from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.drafting import mending
from tallystone.drafting.amending import checked_of
from tallystone.drafting.checking import Checked, today_in
from tallystone.drafting.findings import Read, checked_terms, read, spoken
from tallystone.drafting.models import Draft
from tallystone.drafting.spots import Spot
from tallystone.drafting.typed import Typed
from tallystone.journal import chain
from tallystone.pages.finding_words import FAMILIES, LEVELS, NEEDS, WHY
from tallystone.people import parties
from tallystone.people.models import Business
from tallystone.plans.calendars import where
from tallystone.scope import law
from tallystone.scope.phrases import NOT_ADVICE

MOST_AT_A_FIELD = 8
MOST_LISTED = 60
MOST_OPEN = 8
UNREAD_PAGES = 64  # results of the check that are remembered: pages are read more often than terms change


@value
class Below:
    """What stands below one field of the editor; `more` counts what is not shown until these are mended."""

    name: str
    shown: list[Spot]
    more: int


@value
class Family:
    """One part of the mark: how many findings, and where the first is."""

    words: str
    count: int
    first: str


@value
class Told:
    """A law as information: whether it applies for sure, what the contract needs by it, what it says of these terms."""

    law: law.Law
    certain: bool
    needs: list[str]
    points: list[str]
    keep_years: int


def beside(draft: Draft, typed: Typed, checked: Checked) -> dict[str, Any]:
    """What drafts/_findings.html and the fields of the editor show."""
    today, places = today_in(typed["zone"]), places_of(draft, typed)
    found = read(typed, checked, places, today)
    return {
        "found": found,
        "below": _below(found.open),
        "clarity": {"level": found.mark.level, "word": LEVELS[found.mark.level], "why": WHY[found.mark.level]},
        "families": _families(found),
        "laws": laws(checked.reading.terms, places, today),
        "law_unsure": unsure(places),
    }


def _below(spots: Iterable[Spot]) -> dict[str, Below]:
    """The findings by the name of their field; the most serious are shown where there are many."""
    grouped: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        grouped[spot.name].append(spot)
    left, made = MOST_LISTED, {}
    for name, mine in grouped.items():
        serious = sorted(mine, key=lambda spot: -scope.SEVERITIES.index(spot.finding.severity))
        kept = serious[: min(MOST_AT_A_FIELD, left)]
        left -= len(kept)
        made[name] = Below(name, sorted(kept, key=lambda spot: (not spot.text, spot.start)), len(mine) - len(kept))
    return made


def _families(found: Read) -> list[Family]:
    made = []
    for family, words in FAMILIES.items():
        mine = [spot for spot in found.open if spot.finding.family == family]
        made.append(Family(str(words), len(mine), mine[0].name if mine else ""))
    return made


def mended(draft: Draft, typed: Typed, do: str, why: str = "") -> tuple[Typed, str]:
    """The draft after a finding was mended, left or brought back by a button, for readers without scripts."""
    checked = checked_of(draft, typed)
    found = read(typed, checked, places_of(draft, typed), today_in(typed["zone"]))
    return mending.mended(typed, do, found, draft.typed.get("mended") if draft.pk else None, why)


def places_of(draft: Draft, typed: Typed) -> dict[str, scope.Place]:
    """Where both sides are, as far as it is known while terms are written."""
    if draft.counters:
        contract = chain.fold(draft.code)
        known = parties.names_of([contract.freelancer, contract.client])
        return places({"freelancer": known.get(contract.freelancer), "client": known.get(contract.client)})
    if draft.delegates:
        return places({"freelancer": None, "client": draft.business})
    chosen = typed["client"]
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 16 else 0
    client = Business.objects.filter(pk=number, kept_by=draft.business).first() if number and draft.business else None
    return places({"freelancer": draft.business, "client": client or _typed_client(typed)})


def _typed_client(typed: Typed) -> Business:
    return Business(address=typed["client_address"], country=typed["client_country"])


def places(sides: Mapping[str, Business | None]) -> dict[str, scope.Place]:
    """The places of both businesses."""
    return {side: where(one) if one else scope.Place() for side, one in sides.items()}


def laws(terms: Terms, where: Mapping[str, scope.Place], today: date) -> list[Told]:
    """The laws that hold, or may hold, between these places; those that hold for sure first."""
    told = [_told(note) for note in law.notes(terms, where, today, spoken)]
    return sorted(told, key=lambda one: not one.certain)


def _told(note: law.Note) -> Told:
    needs = [str(NEEDS[name]) for name in note.law.data.get("needs", ()) if name in NEEDS]
    points = [point.why.removesuffix(f" {spoken(NOT_ADVICE)}") for point in note.points]
    texts = {name: spoken(getattr(note.law, name)) for name in ("name", "told", "reach")}
    return Told(replace(note.law, **texts), note.certain, needs, points, note.law.data.get("keep_years", 0))


def unsure(where: Mapping[str, scope.Place]) -> list[str]:
    """Which places are not known well enough, in sentences."""
    return [finding.why.removesuffix(f" {spoken(NOT_ADVICE)}") for finding in law.unknown(where, spoken)]


def left_open(terms: Terms, where: Mapping[str, scope.Place], today: date) -> list[scope.Finding]:
    """What terms leave open, the most serious first; the same for whoever reads them."""
    language = translation.get_language() or ""
    found = [f for f in _remembered(terms, tuple(sorted(where.items())), today, language) if f.family != "law"]
    return sorted(found, key=lambda f: -scope.SEVERITIES.index(f.severity))


@lru_cache(maxsize=UNREAD_PAGES)
def _remembered(
    terms: Terms, where: tuple[tuple[str, scope.Place], ...], today: date, _language: str
) -> tuple[scope.Finding, ...]:
    """The reader's language is a part of what is remembered, since findings are told in it."""
    return tuple(checked_terms(terms, dict(where), today))
