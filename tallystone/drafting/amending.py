"""Amending: the draft of a change order. It begins with the terms in force, and holds only what may still be changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tallystone.core.balancing import open_to_change
from tallystone.core.changing import change_faults
from tallystone.core.shape import Duty, Milestone, Terms
from tallystone.core.state import Contract
from tallystone.core.writing import Fault
from tallystone.drafting.checking import Checked, check, today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.reading import Reading, place_of
from tallystone.drafting.spelling import spelled
from tallystone.drafting.typed import Typed, is_blank
from tallystone.journal import chain, prose

AS_AGREED = ("currency", "zone", "funding", "tax", "ownership")
OF_ALL_TERMS = {"no_milestones", "price_zero", "numbers_wrong"}  # judged of the whole, not of what is typed here


def begun(terms: Terms, contract: Contract, mark: str) -> Typed:
    """These terms as texts, as far as they may be changed; each milestone with its number."""
    typed = spelled(terms, mark, today_in(terms.zone))
    rows = zip(terms.milestones, typed["milestones"], strict=True)
    typed["milestones"] = [{**row, "number": str(m.number)} for m, row in rows if _may_change(contract, m.number)]
    return typed


def fixed(terms: Terms, contract: Contract) -> tuple[Milestone, ...]:
    """The milestones that stay as they are: accepted, or handed over."""
    return tuple(m for m in terms.milestones if not _may_change(contract, m.number))


def _may_change(contract: Contract, number: int) -> bool:
    stone = contract.stone(number)
    return stone is None or open_to_change(stone)


def checked_of(draft: Draft, typed: Typed, now: datetime | None = None) -> Checked:
    """Everything that keeps this draft from being sent, whatever it is a draft of."""
    if not draft.changes:
        return check(typed, now, counters=draft.counters)
    was = prose.terms(draft.answers)
    if was is None:
        return check(typed, now, counters=True)
    return _checked(typed, was, chain.fold(draft.code), now)


def _checked(typed: Typed, was: Terms, contract: Contract, now: datetime | None) -> Checked:
    typed = {**typed, **_as_agreed(was, typed["mark"])}
    typed["milestones"] = [row for row in typed["milestones"] if not is_blank({**row, "number": ""})]
    found, today = check(typed, now, counters=True), today_in(was.zone, now)
    numbers = _numbers(typed["milestones"], contract)
    terms = _whole(found.reading.terms, numbers, was, contract)
    faults = [fault for fault in found.faults if not _excused(fault, found.reading.terms, numbers, was)]
    known = {(fault.field, fault.name) for fault in found.faults}
    faults += [f for f in _by_place(contract, was, terms, numbers, today) if (f.field, f.name) not in known and _of_whole(f)]
    ordered = tuple(sorted(faults, key=lambda fault: place_of(fault.field)))
    return Checked(Reading(terms, ordered, found.reading.unread), found.until, ordered)


def _as_agreed(was: Terms, mark: str) -> dict[str, Any]:
    """What a change order cannot change is not read from the form."""
    agreed = spelled(was, mark, today_in(was.zone))
    return {name: agreed[name] for name in AS_AGREED}


def _numbers(rows: list[dict[str, str]], contract: Contract) -> list[int]:
    """The number of each row: its own where it has one, else the next that was never given."""
    known = {str(s.number): s.number for s in contract.stones if open_to_change(s)}
    following = max(s.number for s in contract.stones) + 1
    found: list[int] = []
    for row in rows:
        own = known.pop(row.get("number", ""), None)
        found.append(own or following)
        following += own is None
    return found


def _whole(read: Terms, numbers: list[int], was: Terms, contract: Contract) -> Terms:
    """The whole terms as they would be: what is fixed, and what was typed, in the order of their numbers."""
    old = {m.number: m for m in was.milestones}
    typed = [_kept(replace(m, number=n), old.get(n)) for m, n in zip(read.milestones, numbers, strict=True)]
    every = sorted([*fixed(was, contract), *typed], key=lambda m: m.number)
    return replace(read, milestones=tuple(every), hours_shown=was.hours_shown, tax_bp=was.tax_bp)


def _kept(m: Milestone, old: Milestone | None) -> Milestone:
    """A milestone by the hour stays one: its cap says what it comes to at most."""
    if old is None or old.rate_minor is None or m.rate_minor is not None:
        return replace(m, cap_kind=old.cap_kind) if old and m.cap_minutes is not None else m
    return replace(m, cap_kind=old.cap_kind, rate_minor=old.rate_minor)


def _excused(fault: Fault, read: Terms, numbers: list[int], was: Terms) -> bool:
    """Is this no fault of a change: a date that has passed but stays, or something that is judged of the whole?"""
    if fault.name in OF_ALL_TERMS:
        return True
    kind, _dot, rest = fault.field.partition(".")
    number, _dot, part = rest.partition(".")
    if fault.name != "date_past" or part != "due":
        return False
    if kind == "duties":
        return _at(read.duties, number) in was.duties
    old = {m.number: m.due for m in was.milestones}
    place = int(number) - 1
    return 0 <= place < len(numbers) and old.get(numbers[place]) == read.milestones[place].due


def _at(duties: tuple[Duty, ...], number: str) -> Duty | None:
    place = int(number) - 1
    return duties[place] if place < len(duties) else None


def _of_whole(fault: Fault) -> bool:
    return fault.name in {"payment_under_way", "no_milestones", "duty_fixed", "milestone_fixed", "too_many_milestones"}


def _by_place(c: Contract, was: Terms, now: Terms, numbers: list[int], today: date) -> Iterator[Fault]:
    """The core's faults, with milestones named by their place on the page."""
    for fault in change_faults(c, was, now, today):
        kind, _dot, rest = fault.field.partition(".")
        number, _dot, part = rest.partition(".")
        if kind == "milestones" and number.isdigit():
            place = numbers.index(int(number)) + 1 if int(number) in numbers else 0
            field = f"milestones.{place}.{part or 'price'}" if place else "milestones"
            yield replace(fault, field=field)
        else:
            yield fault
