"""The acts of a dispute about one milestone's money."""

from datetime import date

from tallystone.core.act import OnMilestone
from tallystone.core.value import value
from tallystone.core.words import Words


@value
class Dispute(OnMilestone):
    """Stop one milestone's money: which criteria are in dispute, why, and the number that would settle it.

    `minor` is what goes to the freelancer, tax included, of all that is at stake.
    """

    criteria: tuple[int, ...]
    note: Words
    minor: int


@value
class OfferSplit(OnMilestone):
    """Say another number in a dispute, and until which day it holds. Numbers that meet settle it."""

    minor: int
    until: date
    note: Words | None = None


@value
class AcceptSplit(OnMilestone):
    """Settle a dispute at exactly the number that the other side offers."""

    offer: int
    minor: int


@value
class WithdrawDispute(OnMilestone):
    """End a dispute that one has raised: all goes on exactly where it was."""

    reason: Words | None = None


@value
class CallMediator(OnMilestone):
    """Call the mediator whom the terms name. A person is called by mail: the address in the terms (`terms` are their words),
    or one that the other side then agrees to."""

    who: Words | None = None
    terms: Words | None = None


@value
class AgreeMediator(OnMilestone):
    """Agree to the address at which the other side calls the mediator, by its hash."""

    who: str


@value
class Mediate(OnMilestone):
    """The mediator: decide a dispute, with a written reason."""

    minor: int
    reason: Words


@value
class Chargeback(OnMilestone):
    """Say that money received was taken back by the client's bank or the payment provider ("chargeback", "refund")."""

    minor: int
    on: date
    kind: str = "chargeback"
    note: Words | None = None


@value
class NoticeSplit(OnMilestone):
    """The clock: a letter about a number in a dispute ("offer", "reminder") was taken by the other side's mail server."""

    offer: int
    kind: str


@value
class LapseSplit(OnMilestone):
    """The clock: nobody has answered a number in a dispute in time."""

    offer: int
