"""Placing: each pasted line goes to the part of a draft that it belongs to, or is kept as not understood."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tallystone.core.writing import MOST_MILESTONES
from tallystone.planning import heads, numbers
from tallystone.planning.gleaning import Gleaned, Stone, glean
from tallystone.planning.lines import PLAN, Row
from tallystone.planning.names import DUE, HOURS, LENGTH, PRICE, TAX, TITLE, TOTAL, WHOLE
from tallystone.planning.said import Amount, Fault, Said, _

IN_STONE = {"stone", "deliverables", "criteria"}
PROSE = ("background", "in_scope", "out_of_scope")


@dataclass(slots=True)
class Place:
    """Where the reading stands, and what was found so far. `at`: the part that the next line belongs to."""

    today: date
    at: str = ""
    title: str = ""
    prose: dict[str, list[str]] = field(default_factory=dict)
    duties: list[tuple[str, date | None]] = field(default_factory=list)
    stones: list[Stone] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    total: tuple[int, str] | None = None
    unknown: list[tuple[int, str]] = field(default_factory=list)
    guesses: list[Fault] = field(default_factory=list)
    depth: int = 0
    planned: bool = False  # headings are milestones here
    outline: bool = False  # nothing but milestones was asked for
    gap: bool = False  # the line before was empty

    def take(self, row: Row) -> None:
        """Put one line where it belongs."""
        full = len(self.stones) >= MOST_MILESTONES and row.kind in {"stage", "cells", "numbered"}
        getattr(self, "_stray" if full else f"_{row.kind}")(row)
        self.gap = row.kind == "empty"

    def texts(self) -> dict[str, str]:
        """The title and the long texts that were found."""
        prose = {name: "\n".join(lines).strip() for name, lines in self.prose.items()}
        return {name: text for name, text in {"title": self.title, **prose}.items() if text}

    @property
    def currency(self) -> str:
        """The currency of most amounts."""
        named = Counter(stone.currency for stone in self.stones if stone.currency)
        if self.total:
            named[self.total[1]] += 1
        return named.most_common(1)[0][0] if named else self.numbers.get("currency", "")

    def _empty(self, row: Row) -> None:
        if self.at in PROSE and self.prose[self.at]:
            self.prose[self.at].append("")

    def _greeting(self, row: Row) -> None:
        self.unknown.append((row.line, row.text))

    def _closing(self, row: Row) -> None:
        self.at = "closed"
        self.unknown.append((row.line, row.text))

    def _stage(self, row: Row) -> None:
        self._begin(row, row.text)

    def _head(self, row: Row) -> None:
        self.at = "" if self.at == "closed" else self.at
        if row.name in heads.SECTIONS:
            self.at, self.planned = heads.SECTIONS[row.name], False
            self.prose.setdefault(self.at, [])
        elif row.name in heads.LISTS and self.stones:
            self.at = heads.LISTS[row.name]
        elif row.name in PLAN:
            self.at, self.depth, self.planned = "plan", 0, True
        elif not self.title and row.indent == 1 and not self.stones:
            self.title = row.text
        elif self.planned or (self.at in IN_STONE and glean(row.text, self.today).anything):
            self._begin(row, row.text)
        else:
            self._stray(row)

    def _named(self, row: Row) -> None:
        if row.name in TITLE and not self.title:
            self.title = row.text
        elif row.name in heads.SECTIONS:
            self.at = heads.SECTIONS[row.name]
            self.prose.setdefault(self.at, [])
            self._words(Row(row.line, "words", row.text))
        elif not self._number(row):
            self._words(Row(row.line, "words", f"{row.name.capitalize()}: {row.text}", row.indent))

    def _cells(self, row: Row) -> None:
        """A row of a table is a milestone if it holds a day or an amount."""
        gleaned = glean(" | ".join(row.cells), self.today)
        words = [cell for cell in row.cells if glean(cell, self.today).words and not cell.rstrip(".").isdigit()]
        if (gleaned.day or gleaned.amount) and words:
            kept = self.at
            self._begin(row, " | ".join(row.cells), title=glean(words[0], self.today).words)
            self.stones[-1].deliverables += words[1:]
            self.at = kept
        else:
            self._stray(row)

    def _item(self, row: Row) -> None:
        if self.at == "plan" and (not self.stones or row.indent <= self.depth):
            self.depth = row.indent
            self._begin(row, row.text, "plan")
        elif self.at in {"plan", "stone"} and self.stones:
            self._in_stone(row)
        elif self.at in {"deliverables", "criteria"}:
            getattr(self.stones[-1], self.at).append(row.text)
        elif self.at == "duties":
            self._duty(row)
        elif self.at in PROSE:
            self.prose[self.at].append(f"- {row.text}")
        else:
            self._stray(row)

    def _numbered(self, row: Row) -> None:
        gleaned = glean(row.text, self.today)
        if self.at in {"", "stone", "numbered"} and (gleaned.day or gleaned.amount or gleaned.share):
            self._begin(row, row.text, "numbered")
        else:
            self._item(row)

    def _words(self, row: Row) -> None:
        if self.at in PROSE:
            self.prose[self.at].append(row.text)
        elif self.at == "duties":
            self._duty(row)
        elif self.at in {"stone", "plan", "numbered", "deliverables", "criteria"} and not self._next(row) and self._value(row):
            return
        elif self.at == "plan" and row.indent <= self.depth and not self._aside(row):
            self._begin(row, row.text, "plan")
        else:
            self._stray(row)

    def _next(self, row: Row) -> bool:
        """A line of a plan that has words and stands as far out as the milestones before it."""
        return self.at == "plan" and row.indent <= self.depth and bool(glean(row.text, self.today).words)

    def _aside(self, row: Row) -> bool:
        """In a mail, words after a gap that name neither day nor amount are no milestone."""
        return not self.outline and self.gap and bool(self.stones) and not glean(row.text, self.today).anything

    def _begin(self, row: Row, text: str, at: str = "stone", title: str = "") -> None:
        gleaned = glean(text, self.today)
        stone = Stone(row.line, title or gleaned.words, source=row.text)
        stone.take(gleaned)
        self._told(row.line, gleaned)
        self.stones.append(stone)
        self.at = at

    def _in_stone(self, row: Row) -> None:
        """Below a milestone's title: its day or amount alone, or something handed over."""
        if not self._value(row):
            self.stones[-1].deliverables.append(row.text)

    def _value(self, row: Row) -> bool:
        """Take a line that holds a day or an amount and hardly a word."""
        gleaned = glean(row.text, self.today)
        taken = bool(self.stones) and gleaned.anything and len(gleaned.words) < 12 and self.stones[-1].lacks(gleaned)
        if taken:
            self.stones[-1].take(gleaned)
            self._told(row.line, gleaned)
        return taken

    def _duty(self, row: Row) -> None:
        gleaned = glean(row.text, self.today)
        day = gleaned.day
        words = row.text if day is None or gleaned.amount else gleaned.words
        self.duties.append((words, day.value if day and words != row.text else None))
        self._told(row.line, gleaned)

    def _number(self, row: Row) -> bool:
        """A line "name: value" of a milestone or of the whole."""
        gleaned = glean(row.text, self.today)
        stone = self.stones[-1] if self.stones else None
        if row.name in TOTAL and gleaned.amount:
            self.total = (gleaned.amount.value, gleaned.amount.currency)
        elif row.name in WHOLE and (digits := next(iter(row.text.split()), "")).isascii() and digits.isdigit():
            self.numbers[WHOLE[row.name]] = digits[:4]
        elif row.name in TAX and gleaned.share:
            self.numbers["tax"] = f"{gleaned.share.value / 100:g}"
        elif row.name == "currency" and len(row.text) == 3 and row.text.isascii():
            self.numbers["currency"] = row.text.upper()
        elif stone and row.name in HOURS and numbers.minutes(row.text):
            stone.minutes = numbers.minutes(row.text)
        elif stone and row.name in DUE | PRICE | LENGTH and gleaned.anything:
            stone.take(gleaned)
        else:
            return False
        self._told(row.line, gleaned)
        return True

    def _stray(self, row: Row) -> None:
        self.unknown.append((row.line, row.text))

    def _told(self, line: int, gleaned: Gleaned) -> None:
        """Say what was understood in one of two ways."""
        if gleaned.day and gleaned.day.unsure:
            said = Said(_("No year is named: taken as %(day)s."), {"day": gleaned.day.value})
            self.guesses.append(Fault(line, "year", said))
        if gleaned.amount and gleaned.amount.unsure:
            amount = Amount(gleaned.amount.value, gleaned.amount.currency)
            self.guesses.append(Fault(line, "currency", Said(_("Taken as %(amount)s."), {"amount": amount})))
