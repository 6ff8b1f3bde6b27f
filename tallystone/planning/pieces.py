"""A Markdown file as pieces: the lines between `---` at its top, then headings with the lines below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tallystone.planning.said import Fault, Faulty, Said, _, short

MOST_TEXT = 1_000_000
MOST_LINES = 10_000
MOST_FAULTS = 200
FENCE = "---"
HEAD = re.compile(r" {0,3}(#{1,6})(?:[ \t](.*))?$")
ITEM = re.compile(r"[ \t]*(?:[-*+•–]|[0-9]{1,3}[.)])(?:[ \t](.*))?$")
BOX = re.compile(r"^\[[ xX]?\](?:[ \t]+|$)")
FIELD = re.compile(r"[ \t]*(?:[-*+•][ \t]+)?([A-Za-z][A-Za-z _-]{0,30}?)[ \t]*:(.*)$")
Line = tuple[int, str]


@dataclass(slots=True)
class Piece:
    """A heading (level 0: what stands before the first) and the lines below it, as they are written."""

    line: int
    level: int
    head: str
    body: list[Line] = field(default_factory=list)


class Faults:
    """Collects what is wrong; lines in a row that share a fault make one."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.last = 0

    def add(self, line: int, name: str, text: str, /, **told: object) -> None:
        same = bool(self.found) and self.found[-1].name == name == "stray" and line == self.last + 1
        self.last = line
        if not same:
            self.found.append(Fault(line, name, Said(text, told)))

    def stray(self, line: int, text: str) -> None:
        """A line that belongs to nothing."""
        self.add(line, "stray", _("What begins here belongs to no part of a contract: “%(text)s”."), text=short(text.strip()))

    def sorted(self) -> list[Fault]:
        found = sorted(self.found, key=lambda fault: fault.line)
        if len(found) <= MOST_FAULTS:
            return found
        more = Said(_("%(count)s more faults follow."), {"count": len(found) - MOST_FAULTS})
        return [*found[:MOST_FAULTS], Fault(found[MOST_FAULTS].line, "more", more)]

    def end(self) -> None:
        """Raise Faulty if anything was wrong."""
        if self.found:
            raise Faulty(self.sorted())


def too_long(text: str, most: int = MOST_TEXT, most_lines: int = MOST_LINES) -> Fault | None:
    """The fault of a text that is too long to be read at all."""
    if len(text) > most:
        told = {"given": len(text), "most": most}
        return Fault(1, "too_long", Said(_("The text has %(given)s characters; %(most)s are the most."), told))
    if (count := text.count("\n") + text.count("\r")) > most_lines:
        told = {"given": count, "most": most_lines}
        return Fault(1, "too_many_lines", Said(_("The text has %(given)s lines; %(most)s are the most."), told))
    return None


def cut(text: str, faults: Faults) -> tuple[list[Line], list[Piece]]:
    """The lines of the front matter, and the pieces below it."""
    if long := too_long(text):
        raise Faulty([long])
    lines = list(enumerate(unified(text).split("\n"), 1))
    start = next((at for at, (_n, line) in enumerate(lines) if line.strip()), 0)
    if lines[start][1].rstrip() != FENCE:
        return [], list(_pieces(lines))
    end = next((at for at in range(start + 1, len(lines)) if lines[at][1].rstrip() == FENCE), 0)
    if not end:
        faults.add(start + 1, "front_open", _("The part that begins with --- here has no --- at its end."))
        return [], []
    return lines[start + 1 : end], list(_pieces(lines[end + 1 :]))


def unified(text: str) -> str:
    """The same text with one kind of line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _pieces(lines: list[Line]) -> Iterator[Piece]:
    piece = Piece(lines[0][0] if lines else 1, 0, "")
    for number, line in lines:
        found = HEAD.match(line) if "#" in line[:4] else None
        if found and len(found[1]) <= 2:
            yield piece
            piece = Piece(number, len(found[1]), (found[2] or "").strip())
        else:
            piece.body.append((number, line))
    yield piece


def parts(piece: Piece) -> list[Piece]:
    """What stands under a milestone's heading, then each of its lists."""
    found = [Piece(piece.line, piece.level, piece.head)]
    for number, line in piece.body:
        head = HEAD.match(line) if "#" in line[:4] else None
        if head:
            found.append(Piece(number, len(head[1]), (head[2] or "").strip()))
        else:
            found[-1].body.append((number, line))
    return found


def items(piece: Piece, faults: Faults) -> list[Line]:
    """The items of a list, marks and boxes taken off; a line that is indented goes on with the item before it."""
    found: list[tuple[int, list[str]]] = []
    for number, line in piece.body:
        if not line.strip() or line.rstrip() == FENCE:
            continue
        if mark := ITEM.match(line):
            found.append((number, [BOX.sub("", (mark[1] or "").strip(), count=1)]))
        elif found and line[0] in " \t":
            found[-1][1].append(line.strip())
        else:
            faults.stray(number, line)
    return [(number, " ".join(words)) for number, words in found]
