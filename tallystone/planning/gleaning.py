"""Gleaning: the day, the amount, the share and the length out of a line, and what words are left of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tallystone.planning import numbers
from tallystone.planning.numbers import Found

EDGES = " ,;:|–—-()[]/=@."
JOINING = {
    "by", "due", "until", "till", "on", "for", "at", "price", "deadline", "date", "and", "costs", "cost", "fee", "about",
    "approx", "the", "of", "takes", "delivery", "ready", "mon", "tue", "wed", "thu", "fri", "monday", "tuesday", "wednesday",
    "thursday", "friday", "bis", "zum", "am", "für", "und", "para", "hasta", "el", "por",
}  # fmt: skip


@dataclass(slots=True)
class Gleaned:
    """What a line holds beside its words."""

    words: str
    day: Found | None = None
    amount: Found | None = None
    share: Found | None = None
    length: Found | None = None
    rate: Found | None = None
    hours: Found | None = None

    @property
    def anything(self) -> bool:
        return any((self.day, self.amount, self.share, self.length, self.rate))


@dataclass(slots=True)
class Stone:
    """A milestone as far as it was found."""

    line: int
    title: str
    day: date | None = None
    minor: int | None = None
    currency: str = ""
    share_bp: int | None = None
    length: int = 0
    minutes: int | None = None
    rate: int | None = None  # an hour, in minor units
    deliverables: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    source: str = ""

    def lacks(self, gleaned: Gleaned) -> bool:
        """Is there room here for everything that was found, so that nothing of it would be lost?"""
        full = {"day": self.day is not None, "amount": self.minor is not None, "share": self.share_bp is not None}
        full["length"] = bool(self.length)
        full["rate"] = self.rate is not None or self.minor is not None
        full["amount"] = full["amount"] or self.rate is not None
        return not any(full[name] and getattr(gleaned, name) for name in full)

    def take(self, gleaned: Gleaned) -> None:
        """Fill what is still empty."""
        if gleaned.day and self.day is None:
            self.day = gleaned.day.value
        if gleaned.rate and self.rate is None:
            self.rate, self.currency = gleaned.rate.value, gleaned.rate.currency
        if gleaned.hours and self.minutes is None:
            self.minutes = gleaned.hours.value
        if gleaned.amount and self.minor is None:
            self.minor, self.currency = gleaned.amount.value, gleaned.amount.currency
        if gleaned.share and self.share_bp is None:
            self.share_bp = gleaned.share.value
        if gleaned.length and not self.length:
            self.length = gleaned.length.value


def glean(text: str, today: date | None) -> Gleaned:
    """The first day, amount, share and length of a line; its words without them and without what joined them."""
    day = next(iter(numbers.days(text, today)), None)
    amount = next(numbers.amounts(text), None)
    if day and amount and amount.start < day.end and day.start < amount.end:
        amount = next((found for found in numbers.amounts(text) if found.start >= day.end), None)
    rate = numbers.rate(text, amount) if amount else None
    hours = next(numbers.some_hours(text), None) if rate else None
    amount = None if rate else amount
    share, length = next(numbers.shares(text), None), next(numbers.lengths(text), None)
    found = [one for one in (day, amount, share, length, rate, hours) if one]
    return Gleaned(_left(text, found), day, amount, share, length, rate, hours)


def _left(text: str, found: Iterable[Found]) -> str:
    """The words around what was found."""
    at, words = 0, []
    for one in sorted(found, key=lambda one: one.start):
        words.append(_trimmed(text[at : one.start]))
        at = max(at, one.end)
    rest = text[at:].strip(EDGES) if at else text.strip()
    return " ".join(piece for piece in (*words, rest) if piece)


def _trimmed(text: str) -> str:
    """Without the marks and small words at its end that led to a value."""
    text = text.strip(EDGES)
    while text and text.rpartition(" ")[2].lower() in JOINING:
        text = text.rpartition(" ")[0].rstrip(EDGES)
    return text
