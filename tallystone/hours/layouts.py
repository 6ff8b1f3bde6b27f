"""Layouts: in which columns Toggl, Clockify, Harvest and Kimai put hours into a CSV file, and how to see which one it is."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import islice

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.value import value

FIELDS = ("day", "start", "end_day", "end", "length", "note", "project", "task", "person", "id")
NEEDED = (("day",), ("length", "end"))  # one of each
MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200


@value
class Layout:
    """`columns`: our field to the names that the tool gives it, lower case, the first that is there counts."""

    name: str
    title: str
    columns: dict[str, tuple[str, ...]]
    signs: tuple[str, ...]  # columns that only this tool writes
    dates: str = "iso"  # how its days are written if nothing else is seen: iso, dmy, mdy


LAYOUTS = (
    Layout(
        "toggl", "Toggl Track",
        {"day": ("start date",), "start": ("start time",), "end_day": ("end date", "stop date"),
         "end": ("end time", "stop time"),
         "length": ("duration",), "note": ("description",), "project": ("project",), "task": ("task",),
         "person": ("email", "member", "user")},
        ("start date", "start time", "description", "tags"),
    ),
    Layout(
        "clockify", "Clockify",
        {"day": ("start date",), "start": ("start time",), "end_day": ("end date",), "end": ("end time",),
         "length": ("duration (h)", "duration (decimal)"), "note": ("description",), "project": ("project",), "task": ("task",),
         "person": ("email", "user")},
        ("start date", "start time", "duration (h)", "billable"), "mdy",
    ),
    Layout(
        "harvest", "Harvest",
        {"day": ("date",), "start": ("started at", "start time", "started"), "end": ("ended at", "end time", "ended"),
         "length": ("hours",), "note": ("notes",), "project": ("project",), "task": ("task",),
         "person": ("email", "first name"),
         "id": ("external reference id",)},
        ("date", "client", "project", "hours", "invoiced?"),
    ),
    Layout(
        "kimai", "Kimai",
        {"day": ("date", "datum"), "start": ("from", "begin", "start", "von"), "end": ("to", "end", "bis"),
         "length": ("duration", "dauer"), "note": ("description", "beschreibung"), "project": ("project", "projekt"),
         "task": ("activity", "tätigkeit"), "person": ("username", "user", "name", "benutzer"), "id": ("id",)},
        ("date", "activity", "project"),
    ),
)  # fmt: skip
OTHER = Layout("other", "", {
    "day": ("date", "day", "start date", "datum", "fecha"), "start": ("start", "start time", "from", "begin"),
    "end": ("end", "end time", "to"), "length": ("hours", "duration", "time", "minutes"),
    "note": ("note", "notes", "description", "comment"), "project": ("project", "title"), "task": ("task", "activity"),
    "person": ("person", "user", "email"),
}, ())  # fmt: skip
BY_NAME = {layout.name: layout for layout in (*LAYOUTS, OTHER)}


@value
class Table:
    """A file as it lies there: the names of its columns and its rows, each with its line."""

    heads: tuple[str, ...]
    rows: list[Sequence[str]] = field(default_factory=list)


def decoded(raw: bytes) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, else as Windows writes in the west. Refuses what is no text."""
    refuse_if(not raw.strip(), "file_empty", "file")
    refuse_if(len(raw) > MOST_BYTES, "file_too_large", "file", most=MOST_BYTES // 1024 // 1024)
    for encoding in ("utf-16",) if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        refuse_if("\x00" in text, "table_unreadable", "file")
        return text
    raise Refusal("table_unreadable", "file")


def table_of(text: str) -> Table:
    """The columns and rows of a CSV text, with commas, semicolons or tabs. Refuses what has no row or too many."""
    first = text.lstrip().partition("\n")[0]
    mark = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=mark)
    try:
        heads = tuple(head.strip() for head in next(lines))
        rows = list(islice((row for row in lines if any(cell.strip() for cell in row)), MOST_ROWS + 1))
    except (csv.Error, StopIteration) as trouble:
        raise Refusal("table_unreadable", "file") from trouble
    refuse_if(len(heads) < 2 or not rows, "table_empty", "file")
    refuse_if(len(heads) > MOST_COLUMNS, "table_unreadable", "file")
    refuse_if(len(rows) > MOST_ROWS, "table_too_long", "file", most=MOST_ROWS)
    return Table(heads, rows)


def layout_of(heads: Sequence[str]) -> Layout:
    """Whose export this is, by its columns; `OTHER` where it is nobody's that we know."""
    names = {head.lower() for head in heads}
    found = [layout for layout in LAYOUTS if set(layout.signs) <= names]
    exact = [layout for layout in found if layout.name == "clockify"] or found
    return exact[0] if exact else OTHER


def mapping_of(layout: Layout, heads: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, as far as the layout knows."""
    places = {head.lower(): n for n, head in reversed(list(enumerate(heads)))}
    found = {}
    for name, known in layout.columns.items():
        column = next((places[head] for head in known if head in places), None)
        if column is not None:
            found[name] = column
    return found


def missing(mapping: dict[str, int]) -> list[str]:
    """Which fields still need a column."""
    return ["/".join(names) for names in NEEDED if not any(name in mapping for name in names)]


def chunks(items: Sequence[object], size: int) -> Iterator[Sequence[object]]:
    """The same in pieces of at most this size."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
