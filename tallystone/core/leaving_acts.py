"""The acts of leaving."""

from tallystone.core.act import Act
from tallystone.core.value import value
from tallystone.core.words import Words


@value
class OfferExit(Act):
    """Offer to end the contract after a milestone (`boundary`, 0 for now): what the other side is told, what all that is not
    accepted comes to with tax, why that much where it is not the record's figure; 1 as `notice` to end it in any case."""

    boundary: int
    minor: int
    note: Words
    reason: Words | None = None
    notice: int = 0


@value
class CounterExit(Act):
    """State one's own number for the exit with this number; where the numbers of both sides meet, it is settled."""

    exit: int
    minor: int
    reason: Words


@value
class AcceptExit(Act):
    """Agree to exactly the number that the other side has stated for this exit."""

    exit: int
    minor: int


@value
class DeclineExit(Act):
    """Say no to an exit, with a reason; with notice it ends on the last day all the same."""

    reason: Words


@value
class WithdrawExit(Act):
    """Take back one's own exit before it is settled."""

    reason: Words | None = None


@value
class LapseExit(Act):
    """The clock: nobody has answered an exit in time, or the last day of notice is over."""


@value
class EndForCause(Act):
    """End the contract at once since the other side has broken it, saying how; the record settles it."""

    reason: Words
