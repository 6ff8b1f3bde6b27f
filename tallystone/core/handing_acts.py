"""The acts of handing over, referring and succeeding."""

from tallystone.core.act import Act, OnMilestone
from tallystone.core.value import value
from tallystone.core.words import Words


@value
class HandOver(Act):
    """Leave what the next person needs: the handover (JSON words), made of the record and completed by the freelancer."""

    words: Words


@value
class AcknowledgeHandover(Act):
    """Say that exactly the handover with this hash has arrived."""

    document: str
    note: Words | None = None


@value
class Refer(Act):
    """Name somebody who could take over what is left; `fee_minor` (before tax) is what they would owe for it."""

    person: int
    fee_minor: int = 0
    note: Words | None = None


@value
class WithdrawReferral(Act):
    """Take back a referral of one's own before somebody has taken over."""

    referral: int


@value
class ConsentSuccessor(Act):
    """Choose one of those who were named: they read the handover and what is left, and may propose. `prices` is 1 where
    they are shown what was agreed for it."""

    referral: int
    prices: int = 0
    note: Words | None = None


@value
class DeclineSuccessor(Act):
    """Say no to somebody who was named, or no longer yes."""

    referral: int
    reason: Words | None = None


@value
class Succeed(Act):
    """The clock: the client and the successor have agreed on a contract of their own (its code), and this one ends."""

    by: str


@value
class EarnReferral(OnMilestone):
    """The clock: what this contract pays for has happened, a referral that led to an agreement (the code of that contract)."""

    by: str
