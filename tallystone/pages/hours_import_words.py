"""An import in words: which column is what, which work belongs to which milestone, why a row is left out."""

from collections.abc import Collection, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.writing import known_zone
from tallystone.hours.importing import Choices, Looked
from tallystone.hours.layouts import Table
from tallystone.hours.rows import Read
from tallystone.pages import choices as lists
from tallystone.pages.place import Place

FIELDS = {
    "day": lazy("Day"), "start": lazy("Start"), "end_day": lazy("Day of the end"), "end": lazy("End"),
    "length": lazy("How long"), "note": lazy("Note"), "project": lazy("Project"), "task": lazy("Task"),
    "person": lazy("Person"), "length/end": lazy("How long, or the end"),
}  # fmt: skip
DATES = {
    "iso": lazy("year-month-day, 2027-03-12"), "dmy": lazy("day, month, year: 12.03.2027"),
    "mdy": lazy("month, day, year: 03/12/2027"),
}  # fmt: skip
WHY = {
    "row_left_out": lazy("You chose no milestone for this work."),
    "row_not_open": lazy("Its milestone is not being worked on."),
    "row_before": lazy("It was worked before the terms were agreed."),
    "row_future": lazy("It ends in the future."),
    "row_past_cap": lazy("The hours at most do not leave room for it."),
    "row_empty": lazy("It has no length."),
}  # fmt: skip
SHOWN = 5


def why(name: str) -> str:
    """Why a row is left out."""
    return str(WHY[name]) if name in WHY else sentence(Refusal(name, typed="", given="", most=500))


def zones() -> list[Any]:
    return list(lists.zones())


def known_zone_or(zone: str, otherwise: str) -> str:
    return zone if known_zone(zone) else otherwise


def fields(table: Table, choices: Choices) -> list[tuple[str, str, list[tuple[int, str, bool]]]]:
    """Each field with the columns to choose from; -1 is none."""
    heads = [(-1, _("no column")), *enumerate(table.heads)]
    return [
        (name, str(label), [(n, head, n == choices.mapping.get(name, -1)) for n, head in heads])
        for name, label in FIELDS.items()
        if "/" not in name
    ]


def open_milestones(place: Place, states: tuple[str, ...]) -> list[tuple[int, str]]:
    """Milestones to which hours can be brought."""
    return [(s.number, f"{s.number}. {place.titles.get(s.number, '')}") for s in place.contract.stones if s.work in states]


def kinds(looked: Looked, choices: Choices) -> list[tuple[int, str, int, int]]:
    """Each kind of work in the file, how many rows it has, and the milestone that is chosen for it."""
    usual = choices.milestones.get("", 0)
    found = looked.kinds.most_common(60)
    return [(n, kind, count, choices.milestones.get(kind, usual)) for n, (kind, count) in enumerate(found)]


def persons(looked: Looked, choices: Choices, place: Place) -> list[tuple[int, str, int]]:
    """Each person named in the file, and who that is here."""
    found = [name for name, _n in looked.persons.most_common(60) if name]
    return [(n, name, choices.persons.get(name, place.by.person)) for n, name in enumerate(found)]


def samples(looked: Looked, place: Place) -> dict[str, list[tuple[str, str, int, str]]]:
    """The first rows of each sort: line, when, minutes, note."""
    adding = [row for rows in looked.add.values() for row in rows[:SHOWN]]
    return {
        "add": [_line(row, place) for row in adding[:SHOWN]],
        "doubtful": [_line(r, place) for r in looked.doubtful[:SHOWN]],
    }


def _line(row: Read, place: Place) -> tuple[str, str, int, str]:
    there = row.start.astimezone(ZoneInfo(place.zone))
    return str(row.line), f"{there:%Y-%m-%d %H:%M}", row.minutes, row.note


def typed(post: Mapping[str, str], choices: Choices, table: Table, people: Collection[int]) -> Choices:
    """How the form says that the file is to be read; what cannot be read stays as it was. Hours are of `people` alone."""
    columns = range(len(table.heads))
    mapping = {name: int(post[f"c-{name}"]) for name in FIELDS if _number(post.get(f"c-{name}", "")) in columns}
    milestones = {"": choices.milestones.get("", 0)} | choices.milestones | _named(post, "kind", "to")
    named = {name: person for name, person in _named(post, "person", "who").items() if person in people}
    dates, zone = post.get("dates", ""), post.get("zone", "")
    return Choices(
        mapping, known_zone_or(zone, choices.zone), dates if dates in DATES else choices.dates, milestones,
        choices.persons | named,
        post.get("doubtful") == "1",
    )  # fmt: skip


def _named(post: Mapping[str, str], name: str, value: str) -> dict[str, int]:
    return {
        post[f"{name}-{n}"]: number
        for n in range(60)
        if f"{name}-{n}" in post and (number := _number(post.get(f"{value}-{n}", ""))) >= 0
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
