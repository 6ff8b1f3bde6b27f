"""The facts of giving work on: above they name nothing of the contract below, below only where it belongs."""

from datetime import date, datetime

from tallystone.core.fact import Fact, OnMilestone
from tallystone.core.value import value


@value
class SubcontractAsked(OnMilestone):
    """A request to give the milestone on, numbered in its contract; it takes the place of an open one."""

    request: int
    worker: int | None = None
    who: str | None = None
    note: str | None = None


@value
class SubcontractConsented(OnMilestone):
    request: int


@value
class SubcontractRefused(OnMilestone):
    request: int
    reason: str


@value
class GivenOn(OnMilestone):
    """Somebody else works on the milestone, or on a part of it, for the freelancer."""

    worker: int | None = None
    who: str | None = None


@value
class ParentFollowed(Fact):
    """What became of the milestone above ("accepted", "paid", "over"), by this entry of its record, at that moment."""

    kind: str
    entry: str
    at: datetime


@value
class BillMoved(OnMilestone):
    """An open invoice is to be paid by another day, since the money above has arrived, or will not come."""

    number: str
    due: date


@value
class ReviewMoved(OnMilestone):
    """The review time ends at another moment, since nothing is accepted above any more."""

    until: datetime


DELEGATING = (SubcontractAsked, SubcontractConsented, SubcontractRefused, GivenOn, ParentFollowed, BillMoved, ReviewMoved)
