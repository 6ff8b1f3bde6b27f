"""The facts of a dispute about one milestone's money."""

from datetime import date

from tallystone.core.fact import OnMilestone
from tallystone.core.value import value


@value
class Disputed(OnMilestone):
    """A dispute, numbered in its contract: its money stands still. `side` has raised it."""

    dispute: int
    side: str
    criteria: tuple[int, ...]
    note: str | None = None


@value
class SplitOffered(OnMilestone):
    """A side's number, itself numbered in its dispute: so much to the freelancer, tax included; it holds until a day."""

    offer: int
    minor: int
    until: date
    note: str | None = None


@value
class SplitNoticed(OnMilestone):
    offer: int
    kind: str


@value
class SplitLapsed(OnMilestone):
    offer: int


@value
class MediatorCalled(OnMilestone):
    """`who` is the hash of an address, absent for the operator; `named` is 1 where the terms name them already."""

    side: str
    who: str | None = None
    named: int | None = None


@value
class MediatorAgreed(OnMilestone):
    who: str


@value
class DisputeSettled(OnMilestone):
    """`minor` of what was at stake goes to the freelancer; the milestone comes to `net_minor` and `tax_minor` in all.

    `how` is "met", "accepted", "silence" (these name the `offer`) or "mediated" (that has a `reason`).
    """

    dispute: int
    minor: int
    net_minor: int
    tax_minor: int
    how: str
    offer: int | None = None
    reason: str | None = None


@value
class DisputeWithdrawn(OnMilestone):
    dispute: int
    reason: str | None = None


@value
class ChargedBack(OnMilestone):
    """Money received was taken back: so much of what was to be sent back anyway, of what was held, of what was earned."""

    kind: str
    owed_minor: int
    held_minor: int
    earned_minor: int
    on: date
    due: date
    note: str | None = None

    @property
    def minor(self) -> int:
        return self.owed_minor + self.held_minor + self.earned_minor
