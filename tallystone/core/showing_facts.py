"""The facts of showing accepted work as a sample, and of the client's word on it."""

from dataclasses import dataclass
from datetime import date

from tallystone.core.fact import OnMilestone


@dataclass(frozen=True, slots=True)
class ShowcaseAsked(OnMilestone):
    snapshot: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShowcaseAllowed(OnMilestone):
    """The work in this snapshot may be shown from `from_on` on; 1 says with the client's name, with the price."""

    snapshot: str
    named: int
    priced: int
    from_on: date


@dataclass(frozen=True, slots=True)
class ShowcaseRefused(OnMilestone):
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ShowcaseWithdrawn(OnMilestone):
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Recommended(OnMilestone):
    """The client's word on the work, that may be published; 1 says with their name."""

    words: str
    named: int


@dataclass(frozen=True, slots=True)
class RecommendationWithdrawn(OnMilestone):
    pass
