"""What two people agree on: terms in words, and the plan of numbers and dates that the record keeps."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from tallystone.core.ending import ENDING, Ending
from tallystone.core.money import share
from tallystone.core.value import value

BEFORE, AFTER = "before", "after"
REFUND, CARRY = "refund", "carry"  # where money goes that is held for what a change order removes or makes cheaper
SOFT, HARD = "soft", "hard"  # past a soft cap both sides are told; nothing is logged past a hard one
LATER = {  # fields of terms that the first ones did not have
    "cap_kind": SOFT, "rate_minor": None, "hours_shown": 0, "rounds": None, "surplus": REFUND, "extra_round_minor": 0,
    **ENDING, "mediator_name": "",
    "acceptance_follows": 0, "payment_follows": 0, "follow_days": 60,
}  # fmt: skip


@value
class Duty:
    """Something that the client does, by a day where one is named."""

    text: str
    due: date | None = None


@value
class Milestone:
    """One stage: what is handed over, how both will know that it is done, by when, for how much."""

    number: int
    title: str
    deliverables: tuple[str, ...]
    criteria: tuple[str, ...]
    due: date
    price_minor: int
    cap_minutes: int | None = None
    cap_kind: str = SOFT
    rate_minor: int | None = None  # an hour, before tax; None for a fixed price
    rounds: int | None = None  # its own number of rounds of changes, where it differs from that of the terms


@value
class Stake:
    """A milestone as the record keeps it: numbers and dates, no words.

    By the hour (`rate_minor` an hour, before tax) the price is what the cap comes to until the milestone is accepted, and
    from then on what its accepted hours came to; `tax_bp` is there to work out the tax of them.
    """

    number: int
    due: date
    price_minor: int
    tax_minor: int
    criteria: int
    cap_minutes: int | None = None
    cap_kind: str | None = None
    rate_minor: int | None = None
    tax_bp: int | None = None
    rounds: int | None = None

    @property
    def gross_minor(self) -> int:
        return self.price_minor + self.tax_minor

    @property
    def hourly(self) -> bool:
        """Is it billed by the hour?"""
        return self.rate_minor is not None


@value
class Parent:
    """What a subcontract is a part of: a contract by its code, one milestone of it, and the criteria that were given on."""

    code: str = ""
    milestone: int = 0
    criteria: tuple[int, ...] = ()


NOWHERE = Parent()


@value
class Owed:
    """A client's duty as the record keeps it: its number in the terms, and its day where one is named."""

    number: int
    due: date | None = None


@value
class Plan(Ending):
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
    hours_shown: int | None = None
    surplus: str | None = None
    extra_round_minor: int | None = None

    def funds(self, stake: Stake) -> bool:
        """Is this milestone paid before its work? By the hour never: what it comes to is known once it is accepted."""
        return self.funding == BEFORE and not stake.hourly

    def money_at_first(self, stake: Stake) -> str:
        """The state of a milestone's money when it is agreed."""
        return "unfunded" if self.funds(stake) else "unbilled"

    duties: tuple[Owed, ...] | None = None
    # a subcontract's: what follows the contract above, and after how many days at the latest nothing does any more
    acceptance_follows: int | None = None
    payment_follows: int | None = None
    follow_days: int | None = None

    @property
    def gross_minor(self) -> int:
        return sum(stake.gross_minor for stake in self.milestones)

    def stake(self, number: int) -> Stake | None:
        return next((stake for stake in self.milestones if stake.number == number), None)

    def rounds_of(self, number: int) -> int:
        """The rounds of changes that are agreed for this milestone."""
        stake = self.stake(number)
        return self.rounds if stake is None or stake.rounds is None else stake.rounds


@value
class Terms(Ending):
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
    hours_shown: int = 0  # 1: the client sees the hours of every milestone
    surplus: str = REFUND
    extra_round_minor: int = 0
    mediator_name: str = ""  # where the mediator is a person
    acceptance_follows: int = 0  # 1: a subcontract's milestones are accepted with the milestone above, at the latest
    payment_follows: int = 0  # 1: they are paid once the milestone above is, at the latest
    follow_days: int = 60  # ... after so many days

    def plan(self) -> Plan:
        """The numbers alone; tax is worked out once for each milestone, and frozen."""
        stakes = tuple(stake_of(m, self.tax_bp) for m in self.milestones)
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
            self.hours_shown or None,
            duties=tuple(Owed(n, duty.due) for n, duty in enumerate(self.duties, 1)) or None,
            surplus=None if self.surplus == REFUND else self.surplus,
            extra_round_minor=self.extra_round_minor or None,
            **{name: getattr(self, name) for name in ENDING},
            acceptance_follows=self.acceptance_follows or None,
            payment_follows=self.payment_follows or None,
            follow_days=self.follow_days if self.acceptance_follows or self.payment_follows else None,
        )

    def milestone(self, number: int) -> Milestone:
        return next(m for m in self.milestones if m.number == number)

    @property
    def total_minor(self) -> int:
        return sum(m.price_minor for m in self.milestones)

    @property
    def tax_minor(self) -> int:
        return sum(share(m.price_minor, self.tax_bp) for m in self.milestones)


def stake_of(m: Milestone, tax_bp: int) -> Stake:
    """The numbers of one milestone."""
    capped, hourly = m.cap_minutes is not None, m.rate_minor is not None
    return Stake(
        m.number, m.due, m.price_minor, share(m.price_minor, tax_bp), len(m.criteria), m.cap_minutes,
        m.cap_kind if capped else None, m.rate_minor, tax_bp if hourly else None, m.rounds,
    )  # fmt: skip


def terms_text(terms: Terms) -> str:
    """The one spelling of terms that is hashed: sorted keys, no spaces, ISO dates."""
    data = _as_ever(asdict(terms))
    data["milestones"] = [_as_ever(m) for m in data["milestones"]]
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _as_ever(data: dict[str, Any]) -> dict[str, Any]:
    """Without what came later and says nothing, so that the same terms are spelled the same for ever."""
    return {name: value for name, value in data.items() if name not in LATER or value != LATER[name]}


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
