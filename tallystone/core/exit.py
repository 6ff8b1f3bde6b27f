"""An exit on offer, and how a contract was left."""

from datetime import date, datetime

from tallystone.core.value import value


@value
class Said:
    """What a side says that all which is left comes to, with tax. `of_minor` is the most that it could be at that time."""

    minor: int
    of_minor: int


@value
class Exit:
    """An exit on offer: `side` wants to leave after the milestone `boundary` (0: now). Each side may state its number; the
    other one than `by` is asked until `until`. With notice it ends on `last_day`, whatever is agreed until then."""

    number: int
    side: str
    boundary: int
    until: date
    by: str
    last_day: date | None = None
    freelancer: Said | None = None
    client: Said | None = None
    declined: bool = False

    def said(self, side: str) -> Said | None:
        """The number of this side, if it has stated one."""
        return self.freelancer if side == "freelancer" else self.client

    @property
    def stated(self) -> Said:
        """The number that was stated last, and can be agreed to."""
        return self.said(self.by) or Said(0, 0)


@value
class Left:
    """How a contract was left: by which side, after which milestone, for what number in all, and by what: "accepted", "met",
    "silence", "notice", "cause" or "succeeded"."""

    side: str
    boundary: int
    minor: int
    how: str
    at: datetime
