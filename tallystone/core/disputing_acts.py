"""The acts of a dispute about one milestone's money."""

from dataclasses import dataclass
from datetime import date

from tallystone.core.act import OnMilestone
from tallystone.core.words import Words


@dataclass(frozen=True, slots=True)
class Dispute(OnMilestone):
    """Stop one milestone's money: which criteria are in dispute, why, and the number that would settle it.

    `minor` is what goes to the freelancer, tax included, of all that is at stake.
    """

    criteria: tuple[int, ...]
    note: Words
    minor: int


@dataclass(frozen=True, slots=True)
class OfferSplit(OnMilestone):
    """Say another number in a dispute, and until which day it holds. Numbers that meet settle it."""

    minor: int
    until: date
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class AcceptSplit(OnMilestone):
    """Settle a dispute at exactly the number that the other side offers."""

    offer: int
    minor: int


@dataclass(frozen=True, slots=True)
class WithdrawDispute(OnMilestone):
    """End a dispute that one has raised: all goes on exactly where it was."""

    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class CallMediator(OnMilestone):
    """Call the mediator whom the terms name. A person is called by mail: the address in the terms (`terms` are their words),
    or one that the other side then agrees to."""

    who: Words | None = None
    terms: Words | None = None


@dataclass(frozen=True, slots=True)
class AgreeMediator(OnMilestone):
    """Agree to the address at which the other side calls the mediator, by its hash."""

    who: str


@dataclass(frozen=True, slots=True)
class Mediate(OnMilestone):
    """The mediator: decide a dispute, with a written reason."""

    minor: int
    reason: Words


@dataclass(frozen=True, slots=True)
class Chargeback(OnMilestone):
    """Say that money received was taken back by the client's bank or the payment provider ("chargeback", "refund")."""

    minor: int
    on: date
    kind: str = "chargeback"
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class NoticeSplit(OnMilestone):
    """The clock: a letter about a number in a dispute ("offer", "reminder") was taken by the other side's mail server."""

    offer: int
    kind: str


@dataclass(frozen=True, slots=True)
class LapseSplit(OnMilestone):
    """The clock: nobody has answered a number in a dispute in time."""

    offer: int
