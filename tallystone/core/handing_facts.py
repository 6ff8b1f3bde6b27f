"""The facts of handing over, referring and succeeding."""

from tallystone.core.fact import Fact, OnMilestone
from tallystone.core.value import value


@value
class HandedOver(Fact):
    """A handover, numbered from 1; `missing` names what is not in it yet, and is empty where it is complete."""

    version: int
    document: str
    files: tuple[str, ...]
    missing: tuple[str, ...]


@value
class HandoverAcknowledged(Fact):
    version: int
    document: str
    note: str | None = None


@value
class Referred(Fact):
    """Somebody was named as a possible successor, with a number; the fee is before tax."""

    referral: int
    person: int
    fee_minor: int
    note: str | None = None


@value
class ReferralWithdrawn(Fact):
    referral: int
    person: int


@value
class SuccessorConsented(Fact):
    """The client chose them; `prices` is 1 where they are shown what was agreed for what is left."""

    referral: int
    person: int
    prices: int
    note: str | None = None


@value
class SuccessorDeclined(Fact):
    referral: int
    person: int
    reason: str | None = None


@value
class Succeeded(Fact):
    """The successor's contract with the client, `by` its code, was agreed."""

    referral: int
    person: int
    by: str


@value
class ReferralEarned(OnMilestone):
    """The referral that this contract pays for has led to an agreement, the contract `by`."""

    by: str
