"""The front matter: `key: value` lines, and two names with lines of their own below them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tallystone.core.writing import PROSE_LENGTH, unkeepable
from tallystone.planning import heads
from tallystone.planning.numbers import SHARES
from tallystone.planning.parties import Parties, Party
from tallystone.planning.pieces import Faults, Line
from tallystone.planning.said import _, short

One = TypeVar("One")
SIDES = ("freelancer", "client")


@dataclass(slots=True)
class Front:
    """What the front matter says, key by key with its line; `parties` the same for each side."""

    values: dict[str, Line] = field(default_factory=dict)
    parties: dict[str, dict[str, str]] = field(default_factory=dict)


def read(lines: list[Line], keys: Collection[str], faults: Faults) -> Front:
    """Each key once, and no other than `keys`."""
    front, side = Front(), ""
    for line, text in lines:
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        key, colon, rest = text.partition(":")
        key = heads.same(key)
        if not colon:
            faults.add(line, "no_colon", _("“%(text)s” is not of the form “name: value”."), text=short(text.strip()))
        elif side and text[0] in " \t":
            _party(front.parties[side], line, key, _unquoted(line, rest, faults), faults)
        else:
            side = _whole(front, line, key, rest, keys, faults)
    return front


def parties(front: Front) -> Parties:
    """Both sides as far as they are named."""
    told = ({heads.PARTY[key]: text for key, text in front.parties.get(side, {}).items()} for side in SIDES)
    return Parties(*(Party(**fields) for fields in told))


def whole(front: Front, key: str, least: int, most: int, otherwise: int, faults: Faults) -> int:
    """A number such as "7" or "7 days"."""
    found = number(key, front.values[key], least, most, faults) if key in front.values else None
    return otherwise if found is None else found


def number(key: str, said: Line, least: int, most: int, faults: Faults) -> int | None:
    """The whole number that a line says; None where it is none, which is then a fault."""
    line, text = said
    digits = text.removesuffix("days").removesuffix("day").strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 7 and least <= int(digits) <= most:
        return int(digits)
    told = {"key": key, "least": least, "most": most, "text": short(text)}
    faults.add(line, "out_of_range", _("“%(key)s” is a whole number from %(least)s to %(most)s, not “%(text)s”."), **told)
    return None


def wholes(front: Front, ranges: Mapping[str, tuple[int, int]], kind: Any, faults: Faults) -> dict[str, int]:
    """All such numbers, by their names in `kind`, a dataclass that says what each usually is."""
    usual = kind.__dataclass_fields__
    return {name: whole(front, key, *ranges[name], usual[name].default, faults) for key, name in heads.WHOLE.items()}


def basis_points(line: int, text: str, faults: Faults) -> int:
    """ "19 %" as 1900."""
    found = SHARES.fullmatch(text if text.endswith("%") else f"{text} %")
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else 10_001
    if points <= 10_000:
        return points
    faults.add(line, "percent_unreadable", _("“%(text)s” is not a percentage from 0 to 100."), text=short(text))
    return 0


def choice(front: Front, key: str, choices: Mapping[str, One], otherwise: One, faults: Faults) -> One:
    """One of a few words."""
    line, text = front.values.get(key, (0, ""))
    if not line or text.lower() in choices:
        return choices.get(text.lower(), otherwise)
    told = {"key": key, "words": ", ".join(choices), "text": short(text)}
    faults.add(line, "choose_one", _("“%(key)s” is one of %(words)s, not “%(text)s”."), **told)
    return otherwise


def _whole(front: Front, line: int, key: str, rest: str, keys: Collection[str], faults: Faults) -> str:
    """Take one line; the name of the side where lines about one begin here."""
    if key not in keys:
        told = {"key": short(key), "known": ", ".join(keys)}
        faults.add(line, "no_such_key", _("Nothing here is called “%(key)s”; known are %(known)s."), **told)
    elif key in front.values or key in front.parties:
        faults.add(line, "twice", _("“%(key)s” stands here a second time."), key=key)
    elif key in SIDES:
        name = _unquoted(line, rest, faults)
        front.parties[key] = {"name": name} if name else {}
        return key
    else:
        front.values[key] = (line, _unquoted(line, rest, faults))
    return ""


def _party(told: dict[str, str], line: int, key: str, text: str, faults: Faults) -> None:
    if key not in heads.PARTY:
        known = ", ".join(heads.PARTY)
        faults.add(
            line, "no_such_key", _("Nothing here is called “%(key)s”; known are %(known)s."), key=short(key), known=known
        )
    elif key in told:
        faults.add(line, "twice", _("“%(key)s” stands here a second time."), key=key)
    else:
        told[key] = text


def _unquoted(line: int, text: str, faults: Faults) -> str:
    text = text.strip()
    if text.startswith('"'):
        try:
            text = str(json.loads(text))
        except ValueError:
            faults.add(line, "quotes", _("The quotes in “%(text)s” do not close, or hold a mark that JSON does not know."),
                       text=short(text))  # fmt: skip
    if unkeepable(text):
        faults.add(line, "text_unreadable", _("Here is a character that cannot be kept."))
        return ""
    if len(text) > PROSE_LENGTH:
        faults.add(line, "text_too_long", _("These are %(given)s characters; %(most)s are the most."), given=len(text),
                   most=PROSE_LENGTH)  # fmt: skip
        return ""
    return text
