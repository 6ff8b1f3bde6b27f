"""Sentences that can be translated where they are shown: a text with blanks, and what fills them."""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from tallystone.core.money import plainly
from tallystone.core.value import value


def _(text: str) -> str:
    """Marks a sentence for the translators; the page that shows it translates."""
    return text


@value
class Amount:
    """Money inside a sentence; a page spells it for its reader."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {plainly(self.minor, self.currency)}"


class Row(tuple[Any, ...]):
    """Several things inside a sentence, one after the other: dates, texts, other Said."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))


@value
class Said:
    """A sentence. `text` is what is translated, `told` fills its %(blanks)s: numbers, dates, Amounts, texts, other Said."""

    text: str
    told: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.told


@value
class Fault:
    """What is wrong at a line (1 is the first) of a text."""

    line: int
    name: str
    said: Said

    def __str__(self) -> str:
        return f"Line {self.line}: {self.said}"


class Faulty(Exception):
    """A text that cannot be taken. `faults`: all of them in the order of the lines; nothing was taken from it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")


def short(text: str, most: int = 60) -> str:
    """The beginning of a text, to quote in a sentence; what cannot be seen, or would turn the sentence around, goes."""
    seen = HIDDEN.sub("", text[: most * 4])
    return seen if len(seen) <= most else f"{seen[:most]}…"
