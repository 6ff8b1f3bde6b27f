"""A kind of work: what a template holds."""

from collections.abc import Mapping
from dataclasses import MISSING, field, fields, replace
from typing import Any

from tallystone.core.money import worth
from tallystone.core.shape import Milestone, Terms
from tallystone.core.value import value

# What a template keeps of terms and of a milestone: all that has a usual value, now and later. The tax is the party's.
RULES = tuple(each.name for each in fields(Terms) if each.default is not MISSING and each.name != "tax_bp")
OF_STAGE = tuple(each.name for each in fields(Milestone) if each.default is not MISSING)
USUAL = {each.name: each.default for each in (*fields(Terms), *fields(Milestone)) if each.default is not MISSING}
AMOUNT = "_minor"


@value
class Part:
    """A milestone before it has a day and a price. 0 working days, or None as the share: not known."""

    title: str
    deliverables: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    days: int = 0
    share_bp: int | None = None
    price_minor: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)  # `OF_STAGE`: hours at most, the price of an hour, rounds of its own

    @property
    def hourly_minor(self) -> int | None:
        """What it comes to at most where it is billed by the hour; None where its price is fixed."""
        cap, rate = self.more.get("cap_minutes"), self.more.get("rate_minor")
        return worth(cap, rate) if cap is not None and rate is not None else None


@value
class Ask:
    """What the client does, by which working day of the contract (1 is the first)."""

    text: str
    day: int | None = None


@value
class Template:
    """A kind of work: all of the terms but the days, the prices and the parties. `currency` is that of its amounts."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    summary: str = ""
    language: str = "en"
    background: str = ""
    in_scope: str = ""
    out_of_scope: str = ""
    duties: tuple[Ask, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)  # `RULES`: how it is paid, days of review, rounds, ...
    currency: str = ""

    @property
    def parallel(self) -> bool:
        return bool(self.rules.get("parallel"))

    @property
    def review_days(self) -> int:
        return int(self.rules.get("review_days", USUAL["review_days"]))

    def in_currency(self, currency: str) -> "Template":
        """The same for a contract in this currency: amounts in another one mean nothing there and are left out."""
        if currency == self.currency:
            return self
        parts = tuple(replace(part, more=_without_amounts(part.more)) for part in self.parts)
        return replace(self, rules=_without_amounts(self.rules), parts=parts, currency="")

    @property
    def days(self) -> int:
        """All working days of work, without reviews."""
        return sum(part.days for part in self.parts)


def _without_amounts(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: USUAL[name] if name.endswith(AMOUNT) else value for name, value in told.items()}


def amounts(*told: Mapping[str, Any]) -> bool:
    """Is there any amount of money among these?"""
    return any(name.endswith(AMOUNT) and value != USUAL[name] for each in told for name, value in each.items())
