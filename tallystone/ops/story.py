"""What a story is made of: its contract, and the steps in which a side does an act on a day."""

from dataclasses import field
from datetime import date, timedelta
from typing import Any

from tallystone.core.shape import Milestone, Terms
from tallystone.core.value import value


@value
class Step:
    """On this day of the story, at this hour (UTC), a side does an act. `told` are its particulars."""

    day: int
    side: str
    act: str
    milestone: int = 0
    told: dict[str, Any] = field(default_factory=dict)
    hour: int = 9


@value
class Story:
    """A contract with a client, begun so many days ago, and what happens in it."""

    key: str
    client: str
    begun: int
    terms: Terms
    steps: tuple[Step, ...]
    note: str = ""

    def first_day(self, today: date) -> date:
        return today - timedelta(days=self.begun)


def milestone(number: int, title: str, due: date, euros: int, deliverables: str, criteria: str) -> Milestone:
    """Deliverables and criteria are parted by a bar."""
    return Milestone(number, title, _parts(deliverables), _parts(criteria), due, euros * 100)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


def paid_before(day: int, number: int) -> tuple[Step, ...]:
    """Funding asked for, sent, arrived, and the work begun, within four days."""
    return (
        Step(day, "freelancer", "AskFunding", number),
        Step(day + 1, "client", "ClaimPaid", number),
        Step(day + 3, "freelancer", "ConfirmFunding", number),
        Step(day + 3, "freelancer", "Start", number, hour=10),
    )


def paid_after(day: int, number: int) -> tuple[Step, ...]:
    return (
        Step(day, "client", "ClaimPaid", number),
        Step(day + 2, "freelancer", "ConfirmPayment", number),
    )
