"""Adding, removing, bringing back and moving rows of a draft, without losing a letter of what was typed."""

import re
from typing import Any

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.writing import MOST_MILESTONES
from tallystone.drafting.typed import ROWS, Typed, empty_row, is_blank

DO = re.compile(r"(add|remove|up|down)(-duty)?(?:-([0-9]{1,4}))?")


def rearranged(typed: Typed, do: str, gone: dict[str, Any] | None = None) -> tuple[Typed, str]:
    """The draft after "add", "remove-2", "up-3", "down-3" (with "-duty" for duties), "restore" or "paste"; where to look then.

    A removed row is kept under "gone" until the next change. What is no such word changes nothing.
    """
    typed = {**typed, "gone": None}
    if do == "restore" and gone:
        return _restored(typed, gone)
    match = DO.fullmatch(do)
    if match is None:
        return typed, ""
    kind = "duties" if match[2] else "milestones"
    rows = list(typed[kind])
    if match[1] == "add":
        _refuse_too_many(kind, len(rows) + 1)
        return {**typed, kind: [*rows, empty_row(kind)]}, place(kind, len(rows) + 1)
    at = int(match[3] or 0)
    if not 1 <= at <= len(rows):
        return typed, ""
    if match[1] == "remove":
        return _removed(typed, kind, at)
    other = at - 1 if match[1] == "up" else at + 1
    if 1 <= other <= len(rows):
        rows[at - 1], rows[other - 1] = rows[other - 1], rows[at - 1]
        at = other
    return {**typed, kind: rows}, place(kind, at)


def pasted(typed: Typed, text: str) -> tuple[Typed, str]:
    """The draft with a milestone for each pasted line: title, due date and price parted by tabs or semicolons."""
    lines = [line for line in text.split("\n") if line.strip()]
    rows = [row for row in typed["milestones"] if not is_blank(row)]
    refuse_if(not lines, "text_missing", "paste")
    if len(rows) + len(lines) > MOST_MILESTONES:
        raise Refusal("too_many_milestones_pasted", "paste", most=MOST_MILESTONES, given=len(lines), there=len(rows))
    first = len(rows) + 1
    return {**typed, "milestones": [*rows, *map(_from_line, lines)], "gone": None}, place("milestones", first)


def place(kind: str, at: int) -> str:
    """The id of a row on the page."""
    return f"{ROWS[kind][0]}-{at}"


def _from_line(line: str) -> dict[str, str]:
    cells = [cell.strip() for cell in re.split(r"\t|;", line)]
    return {**empty_row("milestones"), **dict(zip(("title", "due", "price"), cells, strict=False))}


def _removed(typed: Typed, kind: str, at: int) -> tuple[Typed, str]:
    rows = list(typed[kind])
    row = rows.pop(at - 1)
    gone = None if is_blank(row) else {"kind": kind, "at": at, "row": row}
    return {**typed, kind: rows, "gone": gone}, "gone" if gone else kind


def _restored(typed: Typed, gone: dict[str, Any]) -> tuple[Typed, str]:
    kind, at = gone["kind"], gone["at"]
    rows = list(typed[kind])
    rows.insert(at - 1, gone["row"])
    return {**typed, kind: rows}, place(kind, min(at, len(rows)))


def _refuse_too_many(kind: str, count: int) -> None:
    most = ROWS[kind][2]
    refuse_if(count > most, "too_many_milestones" if kind == "milestones" else "too_many", kind, most=most)
