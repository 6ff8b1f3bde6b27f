"""Choosing: where somebody may log hours now, what they used last first."""

from dataclasses import dataclass

from tallystone.books.models import Contract, Milestone
from tallystone.core.roles import may
from tallystone.hours.exposure import OPEN
from tallystone.hours.models import Worked

MOST = 60


@dataclass(frozen=True, slots=True)
class Open:
    """A milestone at work, with its contract's row."""

    contract: Contract
    milestone: Milestone

    @property
    def value(self) -> str:
        return f"{self.contract.code}.{self.milestone.number}"


def open_places(person: int, roles: dict[int, str], businesses: list[int]) -> list[Open]:
    """Milestones at work of these freelance businesses where this person's role lets them log; three queries."""
    allowed = [each for each in businesses if may(roles.get(each, ""), "LogHours")]
    agreed = Contract.objects.filter(freelancer_id__in=allowed, state="agreed").order_by("-moved_at")
    contracts = {row.code: row for row in agreed[:MOST]} if allowed else {}
    rows = Milestone.objects.filter(code__in=contracts, work__in=OPEN).order_by("number") if contracts else []
    found = [Open(contracts[row.code], row) for row in rows]
    order, last = list(contracts), _last(person) if found else None
    return sorted(found, key=lambda o: (o.value != last, order.index(o.contract.code), o.milestone.number))


def place_from(value: str) -> tuple[str, int]:
    """ "K7Q2M4.2" as ("K7Q2M4", 2); nothing readable as ("", 0)."""
    code, _dot, number = value.partition(".")
    return (code, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else ("", 0)


def _last(person: int) -> str:
    found = Worked.objects.filter(person_id=person, gone=None).order_by("-start").values_list("code", "milestone").first()
    return f"{found[0]}.{found[1]}" if found else ""
