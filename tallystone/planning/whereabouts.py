"""Where each part of terms stands in the file that says them, so that what is found in a field can be shown in the file."""

from collections.abc import Iterator, Mapping, Sequence

from tallystone.planning import heads
from tallystone.planning.marks import unmarked
from tallystone.planning.pieces import FIELD, Faults, Line, Piece, cut, items, parts
from tallystone.planning.prose import TEXTS, name_of

NAMED = {"price": "price", "due": "due", "hours at most": "cap", "cap": "cap_kind", "rate": "rate", "rounds": "rounds"}
FRONT = {"currency": "currency", "time zone": "zone", "paid": "funding", "tax": "tax_bp", **heads.WHOLE}
ADDRESSES = {"freelancer": "freelancer_address", "client": "client_address"}
Lines = Mapping[str, Sequence[int]]


def lines_of(text: str) -> Lines:
    """By field ("in_scope", "milestones.2.criteria"), the line of the file for each line of the field; a text that was read."""
    front, pieces = cut(text, Faults())
    found = dict(_front(front))
    number = 0
    for piece in pieces:
        name = name_of(piece)
        if piece.level == 2 and not name:
            number += 1
            found |= _milestone(f"milestones.{number}", piece)
        else:
            found |= _section(name, piece)
    return found


def line_in(lines: Lines, field: str, line: int) -> int:
    """The line of the file of this line of a field; of what the field is a part of, where it is not in the file itself."""
    at = field
    while at and at not in lines:
        at = at.rpartition(".")[0]
    known = lines.get(at) or lines.get("title") or (1,)
    return known[min(line if at == field else 1, len(known)) - 1]


def _front(lines: Sequence[Line]) -> Iterator[tuple[str, Sequence[int]]]:
    side = ""
    for number, text in lines:
        key = heads.same(text.partition(":")[0])
        if text[:1] in " \t" and side and key == "address":
            yield ADDRESSES[side], [number]
        elif text[:1] not in " \t":
            side = key if key in ADDRESSES else ""
            yield ADDRESSES.get(key) or FRONT.get(key, key), [number]


def _section(name: str, piece: Piece) -> Iterator[tuple[str, Sequence[int]]]:
    if name == "duties":
        yield "duties", [piece.line]
        for n, (number, _text) in enumerate(items(piece, Faults()), 1):
            yield f"duties.{n}", [number]
    elif name == "title":
        yield "title", [piece.line]
        yield from _section("background", piece) if any(text.strip() for _n, text in piece.body) else ()
    elif name in TEXTS:
        yield name, [n for n, _text in _trimmed(piece.body)] or [piece.line]


def _trimmed(body: Sequence[Line]) -> Sequence[Line]:
    """Without the empty lines around it, as the field has it."""
    full = [at for at, (_n, text) in enumerate(body) if text.strip()]
    return body[full[0] : full[-1] + 1] if full else ()


def _milestone(at: str, piece: Piece) -> Iterator[tuple[str, Sequence[int]]]:
    yield at, [piece.line]
    head, *lists = parts(piece)
    for number, text in head.body:
        found = FIELD.match(text)
        if found and (name := NAMED.get(heads.same(found[1]))):
            yield f"{at}.{name}", [number]
    for part in lists:
        rows = [number for number, text in items(part, Faults()) for _line in unmarked(text).split("\n")]
        yield f"{at}.{heads.LISTS.get(heads.same(part.head), '')}", rows or [part.line]
