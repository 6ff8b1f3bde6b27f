"""The facts of a dispute about one milestone's money."""

from dataclasses import dataclass
from datetime import date

from tallystone.core.fact import OnMilestone


@dataclass(frozen=True, slots=True)
class Disputed(OnMilestone):
    """A dispute, numbered in its contract: its money stands still. `side` has raised it."""

    dispute: int
    side: str
    criteria: tuple[int, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SplitOffered(OnMilestone):
    """A side's number, itself numbered in its dispute: so much to the freelancer, tax included; it holds until a day."""

    offer: int
    minor: int
    until: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SplitNoticed(OnMilestone):
    offer: int
    kind: str


@dataclass(frozen=True, slots=True)
class SplitLapsed(OnMilestone):
    offer: int


@dataclass(frozen=True, slots=True)
class MediatorCalled(OnMilestone):
    """`who` is the hash of an address, absent for the operator; `named` is 1 where the terms name them already."""

    side: str
    who: str | None = None
    named: int | None = None


@dataclass(frozen=True, slots=True)
class MediatorAgreed(OnMilestone):
    who: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn(OnMilestone):
    dispute: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
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
