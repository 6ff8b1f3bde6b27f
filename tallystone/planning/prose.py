"""The title and the long texts among the pieces of a file, and the client's duties."""

from dataclasses import dataclass

from tallystone.core.writing import PROSE_LENGTH, TITLE_LENGTH
from tallystone.planning import heads
from tallystone.planning.pieces import Faults, Line, Piece
from tallystone.planning.said import _, short
from tallystone.planning.stages import text_of

TEXTS = ("background", "in_scope", "out_of_scope")


@dataclass(slots=True)
class Sections:
    """`texts`: title, background, in_scope, out_of_scope. `duties`: the list of them, as it was written."""

    texts: dict[str, str]
    duties: Piece | None = None


def sections(pieces: list[Piece], faults: Faults) -> Sections:
    """What is not a milestone; each part once, and no other."""
    found = Sections({"title": "", **dict.fromkeys(TEXTS, "")})
    taken: set[str] = set()
    for piece in pieces:
        name = name_of(piece)
        if name in taken:
            faults.add(piece.line, "twice", _("“%(key)s” stands here a second time."), key=short(piece.head))
        elif name:
            taken.add(name)
        _take(found, name, piece, taken, faults)
    return found


def name_of(piece: Piece) -> str:
    """Which part this is: "" for what stands before the title and for milestones, "?" for what is not known."""
    if piece.level == 0 or (piece.level == 2 and heads.MILESTONE.match(piece.head)):
        return ""
    return "title" if piece.level == 1 else heads.SECTIONS.get(heads.same(piece.head), "?")


def _take(found: Sections, name: str, piece: Piece, taken: set[str], faults: Faults) -> None:
    if name == "title":
        found.texts["title"] = text_of(piece.line, piece.head, TITLE_LENGTH, faults)
        _introduction(found, piece, taken, faults)
    elif name == "duties":
        found.duties = piece
    elif name in TEXTS:
        found.texts[name] = prose(piece, faults)
    elif name == "?":
        taken.discard("?")
        told = {"head": short(piece.head), "known": ", ".join((*KNOWN, "Milestone 1: …"))}
        faults.add(piece.line, "no_such_part", _("No part of a contract is called “%(head)s”; known are %(known)s."), **told)
    elif piece.level == 0:
        for line, text in piece.body:
            if text.strip():
                faults.stray(line, text)


def _introduction(found: Sections, piece: Piece, taken: set[str], faults: Faults) -> None:
    """What stands right below the title is the background, where no part is called so."""
    text = prose(piece, faults)
    if text:
        taken.add("background")
        found.texts["background"] = text


def prose(piece: Piece, faults: Faults) -> str:
    """The text below a heading, without the empty lines around it."""
    body: list[Line] = piece.body
    first = next((at for at, (_n, line) in enumerate(body) if line.strip()), len(body))
    last = next((at for at in range(len(body), first, -1) if body[at - 1][1].strip()), first)
    text = "\n".join(line for _n, line in body[first:last])
    return text_of(body[first][0], text, PROSE_LENGTH, faults) if text else ""


KNOWN = (heads.BACKGROUND, heads.IN_SCOPE, heads.OUT_OF_SCOPE, heads.DUTIES)
