"""The facts of showing accepted work as a sample, and of the client's word on it."""

from datetime import date

from tallystone.core.fact import OnMilestone
from tallystone.core.value import value


@value
class ShowcaseAsked(OnMilestone):
    snapshot: str
    note: str | None = None


@value
class ShowcaseAllowed(OnMilestone):
    """The work in this snapshot may be shown from `from_on` on; 1 says with the client's name, with the price."""

    snapshot: str
    named: int
    priced: int
    from_on: date


@value
class ShowcaseRefused(OnMilestone):
    reason: str | None = None


@value
class ShowcaseWithdrawn(OnMilestone):
    reason: str | None = None


@value
class Recommended(OnMilestone):
    """The client's word on the work, that may be published; 1 says with their name."""

    words: str
    named: int


@value
class RecommendationWithdrawn(OnMilestone):
    pass
