"""The acts of showing: whether accepted work may be shown as a sample, and the client's word on it."""

from datetime import date

from tallystone.core.act import OnMilestone
from tallystone.core.value import value
from tallystone.core.words import Words


@value
class AskShowcase(OnMilestone):
    """Ask the client whether this accepted work may be shown as a sample."""

    note: Words | None = None


@value
class AllowShowcase(OnMilestone):
    """Allow exactly this accepted snapshot to be shown from a day on; 1 says with the client's name, with the price."""

    snapshot: str
    from_on: date
    named: int = 0
    priced: int = 0


@value
class RefuseShowcase(OnMilestone):
    """Say no to a sample of this work; the freelancer does not ask again."""

    reason: Words | None = None


@value
class WithdrawShowcase(OnMilestone):
    """Take back the consent to a sample, by an act or by the terms; it is taken down at once."""

    reason: Words | None = None


@value
class Recommend(OnMilestone):
    """Say a word about accepted work that the freelancer may publish; 1 says with the client's name. A new one replaces it."""

    words: Words
    named: int = 1


@value
class WithdrawRecommendation(OnMilestone):
    """Take back one's word; it is taken down at once."""
