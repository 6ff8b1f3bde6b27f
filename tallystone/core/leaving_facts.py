"""The facts of leaving."""

from datetime import date

from tallystone.core.fact import Fact
from tallystone.core.value import value


@value
class ExitOffered(Fact):
    """A side wants to leave after the milestone `boundary` (0: now), for `minor` with tax of the `of_minor` that are open."""

    number: int
    side: str
    boundary: int
    minor: int
    of_minor: int
    note: str
    until: date
    last_day: date | None = None
    reason: str | None = None


@value
class ExitCountered(Fact):
    """`side` says that it is `minor`; the other one is asked until `until`."""

    number: int
    side: str
    minor: int
    of_minor: int
    reason: str
    until: date


@value
class ExitAccepted(Fact):
    number: int
    minor: int


@value
class ExitDeclined(Fact):
    """`stays` is 1 where notice was given, so that it ends on the last day."""

    number: int
    reason: str
    stays: int


@value
class ExitWithdrawn(Fact):
    number: int
    reason: str | None = None


@value
class ExitLapsed(Fact):
    number: int


@value
class EndedForCause(Fact):
    side: str
    reason: str


@value
class ExitSettled(Fact):
    """All that was not accepted after the milestone `boundary` ends unfinished and comes to `minor` with tax. `how`:
    "accepted", "met", "silence", "notice", "cause" or "succeeded"; `fee_minor` of it is kill
    fee where the record settled it."""

    side: str
    boundary: int
    minor: int
    how: str
    fee_minor: int | None = None


@value
class Ended(Fact):
    """Left, and every sum is settled."""
