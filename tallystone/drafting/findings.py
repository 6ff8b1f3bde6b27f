"""What the scope check finds in a draft while it is being written, each at its place in what was typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext

from tallystone import daysoff, scope
from tallystone.core.shape import Terms
from tallystone.core.value import value
from tallystone.drafting.bounded import bounded
from tallystone.drafting.checking import Checked
from tallystone.drafting.spots import Spot, spots
from tallystone.drafting.typed import Typed
from tallystone.scope.language import language_of
from tallystone.scope.structure import UNSAID_DAY

NEAR_DAYS = 21
LEFT_PARTS = 3  # rule, kind of field, words; then the reason
LEFT_WHY = 200
ASKED_ANYWAY = {"no-criterion", "no-deliverable", "no-date", "no-price"}  # the editor asks for these as it does for a title


@value
class Read:
    """`open` and `left` findings of a draft, how many gaps the editor asks for anyway, and the mark of what is open."""

    open: list[Spot]
    left: list[Spot]
    gaps: int
    mark: scope.Mark


def read(typed: Typed, checked: Checked, places: Mapping[str, scope.Place], today: date) -> Read:
    """Check a draft as far as it is written."""
    terms = bounded(_said(checked))
    found = [f for f in checked_terms(terms, places, today) if f.family != "law" and not _too_early(f, terms)]
    placed = [spot for spot in spots(typed, found) if spot.finding.rule not in ASKED_ANYWAY]
    kept = left_lines(typed)
    open_ = [spot for spot in placed if spot.left not in kept]
    left = [replace(spot, why=kept[spot.left]) for spot in placed if spot.left in kept]
    gaps = [f for f in found if f.rule in ASKED_ANYWAY]
    mark = scope.clarity([*gaps, *(spot.finding for spot in open_)], terms)
    return Read(open_, left, len(gaps), mark)


def left_lines(typed: Typed) -> dict[str, str]:
    """The findings that the writer leaves as they are (`Spot.left`), each with the reason, where one was given."""
    parts = (line.split("\t") for line in typed["left"].split("\n") if line)
    return {"\t".join(part[:LEFT_PARTS]): " ".join(part[LEFT_PARTS:]) for part in parts}


def with_left(typed: Typed, lines: Mapping[str, str]) -> Typed:
    """The same draft with these findings left as they are."""
    told = (f"{line}\t{' '.join(why.split())[:LEFT_WHY]}".rstrip("\t") if why else line for line, why in lines.items())
    return {**typed, "left": "\n".join(sorted(told))}


def checked_terms(terms: Terms, places: Mapping[str, scope.Place], today: date) -> list[scope.Finding]:
    """All findings in terms, in their own language; a criterion is not told twice for the same words."""
    found = scope.check(terms, language_of(terms), places, today, _days_off(terms, places), spoken)
    taken = {(f.field, f.start, f.end) for f in found if f.family == "words" and f.end > f.start}
    return [f for f in found if f.rule != "criterion-not-binary" or (f.field, f.start, f.end) not in taken]


def spoken(text: str) -> str:
    """What rules and laws say, in the reader's language; `python -m tallystone.scope.phrases` lists it for translators."""
    return gettext(text) if text else ""


def _days_off(terms: Terms, places: Mapping[str, scope.Place]) -> dict[str, dict[date, str]]:
    """The days off of both sides around each day that the terms name."""
    named = {m.due for m in terms.milestones} | {duty.due for duty in terms.duties if duty.due}
    months = {(day.year, day.month) for day in named if date.min < day < date.max - timedelta(days=NEAR_DAYS)}
    where = {side: (place.country, place.region) for side, place in places.items() if place.country}
    made: dict[str, dict[date, str]] = {side: {} for side in where}
    for year, month in months:
        first = date(year, month, 1)
        for side, off in daysoff.both_off(where, first, first + timedelta(days=31 + NEAR_DAYS)).items():
            made[side] |= off
    return made


def _said(checked: Checked) -> Terms:
    """The terms as read, with days that could not be read as not said."""
    terms, unread = checked.reading.terms, checked.reading.unread
    if not any(field.endswith(".due") for field in unread):
        return terms
    stages = (replace(m, due=UNSAID_DAY) if f"milestones.{m.number}.due" in unread else m for m in terms.milestones)
    return replace(terms, milestones=tuple(stages))


def _too_early(f: scope.Finding, terms: Terms) -> bool:
    """Is this about a part of the terms that nobody has begun to write?"""
    if f.rule in {"no-exclusions", "no-ownership"}:
        return not terms.in_scope
    number = f.field.split(".")[1] if f.field.startswith("milestones.") else ""
    stage = terms.milestones[int(number) - 1] if number else None
    return stage is not None and not (stage.title or stage.deliverables or stage.criteria)
