"""A kind of work: what a template holds."""

from dataclasses import dataclass

from tallystone.core.ending import Ending
from tallystone.core.shape import BEFORE


@dataclass(frozen=True, slots=True)
class Part:
    """A milestone before it has a day and a price. 0 working days, or None as the share: not known."""

    title: str
    deliverables: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    days: int = 0
    share_bp: int | None = None
    price_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What the client does, by which working day of the contract (1 is the first)."""

    text: str
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Template(Ending):
    """A kind of work: all of the terms but the days, the prices and the parties."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    summary: str = ""
    language: str = "en"
    background: str = ""
    in_scope: str = ""
    out_of_scope: str = ""
    duties: tuple[Ask, ...] = ()
    funding: str = BEFORE
    review_days: int = 7
    rounds: int = 2
    payment_days: int = 14
    notice_days: int = 14
    parallel: int = 0
    mediator_name: str = ""

    @property
    def days(self) -> int:
        """All working days of work, without reviews."""
        return sum(part.days for part in self.parts)
