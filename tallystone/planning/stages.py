"""Milestones as pieces of a text: number, title, their few named numbers, their two lists. Terms and templates read them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from tallystone.core.writing import LINE_LENGTH, MOST_LISTED, MOST_MILESTONES, TITLE_LENGTH, unkeepable
from tallystone.planning import heads
from tallystone.planning.marks import unmarked
from tallystone.planning.pieces import FENCE, FIELD, Faults, Line, Piece, items, parts
from tallystone.planning.said import _, short

MARKED = 8  # an escaped letter takes up to this many


@dataclass(slots=True)
class Stage:
    """One milestone as it was written."""

    line: int
    number: int
    title: str
    values: dict[str, Line] = field(default_factory=dict)
    deliverables: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


def stages(pieces: list[Piece], known: Collection[str], faults: Faults) -> list[Stage]:
    """The milestones among these pieces, which must be numbered 1, 2, 3 or not at all. `known`: names of their numbers."""
    found = [piece for piece in pieces if piece.level == 2 and heads.MILESTONE.match(piece.head)]
    if not found:
        faults.add(1, "no_milestones", _("There is no milestone: a heading such as “## Milestone 1: Drafts”."))
    if len(found) > MOST_MILESTONES:
        line = found[MOST_MILESTONES].line
        faults.add(line, "too_many_milestones", _("Here begins milestone %(n)s; %(most)s are the most."), n=MOST_MILESTONES + 1,
                   most=MOST_MILESTONES)  # fmt: skip
    return [_stage(piece, n, known, faults) for n, piece in enumerate(found[:MOST_MILESTONES], 1)]


def texts(piece: Piece, faults: Faults) -> tuple[str, ...]:
    """The items of a list, as they were meant."""
    lines = items(piece, faults)
    if len(lines) > MOST_LISTED:
        faults.add(lines[MOST_LISTED][0], "too_many", _("A list has at most %(most)s items."), most=MOST_LISTED)
        return ()
    return tuple(text_of(line, text, LINE_LENGTH, faults) for line, text in lines)


def text_of(line: int, marked: str, most: int, faults: Faults) -> str:
    """A text as it was meant, no longer than `most`."""
    text = unmarked(marked) if len(marked) <= most * MARKED else marked
    if len(text) > most:
        faults.add(
            line, "text_too_long", _("These are %(given)s characters; %(most)s are the most."), given=len(text), most=most
        )
        return ""
    if unkeepable(text):
        faults.add(line, "text_unreadable", _("Here is a character that cannot be kept."))
    return text


def _stage(piece: Piece, n: int, known: Collection[str], faults: Faults) -> Stage:
    found = heads.MILESTONE.match(piece.head)
    digits, title = (found[1], found[2]) if found else ("", piece.head)
    number = int(digits or n)
    if number != n:
        faults.add(
            piece.line, "numbers_wrong", _("This is milestone %(n)s, but it is numbered %(number)s."), n=n, number=number
        )
    head, *lists = parts(piece)
    stage = Stage(piece.line, n, text_of(piece.line, title.strip(), TITLE_LENGTH, faults))
    for line, text in head.body:
        _value(stage, line, text, known, faults)
    taken: set[str] = set()
    for part in lists:
        _list(stage, part, taken, faults)
    return stage


def _value(stage: Stage, line: int, text: str, known: Collection[str], faults: Faults) -> None:
    if not text.strip() or text.rstrip() == FENCE:
        return
    found = FIELD.match(text)
    name, value = (heads.same(found[1]), found[2].strip()) if found else ("", "")
    if name not in known:
        faults.stray(line, text)
    elif name in stage.values:
        faults.add(line, "twice", _("“%(key)s” stands here a second time."), key=name)
    else:
        stage.values[name] = (line, value)


def _list(stage: Stage, part: Piece, taken: set[str], faults: Faults) -> None:
    name = heads.LISTS.get(heads.same(part.head), "")
    if not name:
        told = {"head": short(part.head), "known": f"{heads.DELIVERABLES}, {heads.CRITERIA}"}
        faults.add(part.line, "no_such_part", _("No part of a milestone is called “%(head)s”; known are %(known)s."), **told)
    elif name in taken:
        faults.add(part.line, "twice", _("“%(key)s” stands here a second time."), key=short(part.head))
    else:
        taken.add(name)
        setattr(stage, name, texts(part, faults))
