"""Mending a draft by what a finding offers, taking that back, and leaving a finding as it is."""

from typing import Any

from tallystone.drafting.findings import Read, left_lines, with_left
from tallystone.drafting.spots import Edit, Spot, value, with_value
from tallystone.drafting.typed import Typed

WORDS = ("mend", "leave", "again", "unmend")


def asked(do: str) -> bool:
    """Is this one of the words that this file answers?"""
    return do.partition(":")[0] in WORDS


def mended(typed: Typed, do: str, read: Read, before: dict[str, Any] | None, why: str = "") -> tuple[Typed, str]:
    """The draft after "mend:0:KEY" (the first rewrite), "leave:KEY", "again:KEY" or "unmend", and where to look then.

    What a mend replaced is kept under "mended" until the next change. What names nothing that is there changes nothing.
    `why` is the writer's reason to leave one as it is.
    """
    typed = {**typed, "gone": None, "mended": None}
    word, _, key = do.partition(":")
    if word == "unmend":
        return _taken_back(typed, before)
    if word == "mend":
        return _mended(typed, *key.partition(":")[::2], read)
    spot = _named(read.left if word == "again" else read.open, key)
    return (_left(typed, spot, word, why), spot.name) if spot else (typed, "")


def _left(typed: Typed, spot: Spot, word: str, why: str) -> Typed:
    """The same draft with this finding left as it is, or shown again."""
    lines = left_lines(typed)
    if word == "again":
        lines.pop(spot.left, None)
    else:
        lines[spot.left] = why
    return with_left(typed, lines)


def _mended(typed: Typed, choice: str, key: str, read: Read) -> tuple[Typed, str]:
    spot = _named(read.open, key)
    if spot and choice.isascii() and choice.isdigit() and int(choice) < len(spot.edits):
        return _put(typed, spot, spot.edits[int(choice)]), spot.name
    return typed, ""


def _named(spots: list[Spot], key: str) -> Spot | None:
    return next((spot for spot in spots if spot.key == key), None)


def _put(typed: Typed, spot: Spot, edit: Edit) -> Typed:
    was = value(typed, spot.name)
    now = f"{was[: edit.start]}{edit.to}{was[edit.end :]}"
    return {**with_value(typed, spot.name, now), "mended": {"name": spot.name, "was": was, "now": now}}


def _taken_back(typed: Typed, before: dict[str, Any] | None) -> tuple[Typed, str]:
    if not before or value(typed, before["name"]) != before["now"]:
        return typed, ""
    return with_value(typed, before["name"], before["was"]), before["name"]
