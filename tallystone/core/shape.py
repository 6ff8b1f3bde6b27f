"""What two people agree on: terms in words, and the plan of numbers and dates that the record keeps."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from tallystone.core.money import share

BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that the client does, by a day where one is named."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One stage: what is handed over, how both will know that it is done, by when, for how much."""

    number: int
    title: str
    deliverables: tuple[str, ...]
    criteria: tuple[str, ...]
    due: date
    price_minor: int
    cap_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """A milestone as the record keeps it: numbers and dates, no words."""

    number: int
    due: date
    price_minor: int
    tax_minor: int
    criteria: int
    cap_minutes: int | None = None

    @property
    def gross_minor(self) -> int:
        return self.price_minor + self.tax_minor


@dataclass(frozen=True, slots=True)
class Plan:
    """Terms as the record keeps them."""

    currency: str
    funding: str
    review_days: int
    rounds: int
    payment_days: int
    notice_days: int
    zone: str
    milestones: tuple[Stake, ...]
    parallel: int = 0

    @property
    def gross_minor(self) -> int:
        return sum(stake.gross_minor for stake in self.milestones)


@dataclass(frozen=True, slots=True)
class Terms:
    """Agreement terms, complete: the words that both sides read, and every number in them."""

    title: str
    background: str
    in_scope: str
    out_of_scope: str
    duties: tuple[Duty, ...]
    milestones: tuple[Milestone, ...]
    currency: str
    zone: str
    funding: str = BEFORE
    tax_bp: int = 0
    review_days: int = 7
    rounds: int = 2
    payment_days: int = 14
    notice_days: int = 14
    parallel: int = 0

    def plan(self) -> Plan:
        """The numbers alone; tax is worked out once for each milestone, and frozen."""
        stakes = tuple(
            Stake(m.number, m.due, m.price_minor, share(m.price_minor, self.tax_bp), len(m.criteria), m.cap_minutes)
            for m in self.milestones
        )
        return Plan(
            self.currency,
            self.funding,
            self.review_days,
            self.rounds,
            self.payment_days,
            self.notice_days,
            self.zone,
            stakes,
            self.parallel,
        )

    def milestone(self, number: int) -> Milestone:
        return next(m for m in self.milestones if m.number == number)

    @property
    def total_minor(self) -> int:
        return sum(m.price_minor for m in self.milestones)

    @property
    def tax_minor(self) -> int:
        return sum(share(m.price_minor, self.tax_bp) for m in self.milestones)


def terms_text(terms: Terms) -> str:
    """The one spelling of terms that is hashed: sorted keys, no spaces, ISO dates."""
    return json.dumps(asdict(terms), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def terms_from(text: str) -> Terms:
    """Terms from their stored text."""
    data: dict[str, Any] = json.loads(text)
    data["duties"] = tuple(Duty(d["text"], _day(d["due"])) for d in data["duties"])
    data["milestones"] = tuple(_milestone(m) for m in data["milestones"])
    return Terms(**data)


def renumbered(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """The same milestones numbered from 1 in their order."""
    return tuple(replace(m, number=n) for n, m in enumerate(milestones, 1))


def _milestone(data: dict[str, Any]) -> Milestone:
    lists = {"deliverables": tuple(data["deliverables"]), "criteria": tuple(data["criteria"])}
    return Milestone(**{**data, **lists, "due": date.fromisoformat(data["due"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
