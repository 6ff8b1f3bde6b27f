"""The acts of giving work on: to ask, to consent, to say no; and what the clock tells above and below."""

from datetime import datetime

from tallystone.core.act import Act, OnMilestone
from tallystone.core.value import value
from tallystone.core.words import Words


@value
class AskSubcontract(OnMilestone):
    """Ask whether a milestone may be given to somebody: a business, and what it is called, where the terms show workers."""

    worker: int = 0
    who: Words | None = None
    note: Words | None = None


@value
class ConsentSubcontract(OnMilestone):
    """Consent to exactly the request with this number, which names (by hash) whom the page showed."""

    request: int
    who: str = ""


@value
class RefuseSubcontract(OnMilestone):
    """Refuse a request to give a milestone on, with a reason."""

    request: int
    reason: Words


@value
class GiveOn(OnMilestone):
    """The clock: a subcontract for this milestone was agreed; with whom, where the terms show workers."""

    worker: int = 0
    who: Words | None = None


@value
class FollowParent(Act):
    """The clock: the milestone above was "accepted" or "paid", or it is "over" without; by which entry, and when."""

    kind: str
    entry: str
    at: datetime


@value
class AcceptAlong(OnMilestone):
    """The clock: the milestone above was accepted, and so is what was handed over for it, where the terms say so."""
