"""Choosing: where somebody may log hours now, what they used last first."""

from typing import Any

from tallystone.books.models import Contract, Milestone
from tallystone.core.roles import may
from tallystone.core.value import value
from tallystone.hours.exposure import OPEN
from tallystone.hours.models import Worked

MOST = 60
OF_CONTRACT = ("code", "title", "zone", "currency")
OF_MILESTONE = ("code", "number", "title", "work", "looked_at", "rate_minor", "cap_minutes", "price_minor")


@value
class Open:
    """A milestone at work, with its contract: rows named as the models' columns, those of OF_CONTRACT and OF_MILESTONE."""

    contract: Any
    milestone: Any

    @property
    def value(self) -> str:
        return f"{self.contract.code}.{self.milestone.number}"


def open_places(last: str, roles: dict[int, str], businesses: list[int]) -> list[Open]:
    """Milestones at work of these freelance businesses where this role lets them log, `last` first; two queries."""
    allowed = [each for each in businesses if may(roles.get(each, ""), "LogHours")]
    agreed = Contract.objects.filter(freelancer_id__in=allowed, state="agreed").order_by("-moved_at")
    contracts = {row.code: row for row in agreed.values_list(*OF_CONTRACT, named=True)[:MOST]} if allowed else {}
    at_work = Milestone.objects.filter(code__in=contracts, work__in=OPEN)
    rows = at_work.values_list(*OF_MILESTONE, named=True) if contracts else ()
    found = [Open(contracts[row.code], row) for row in rows]
    order = {code: n for n, code in enumerate(contracts)}
    return sorted(found, key=lambda o: (o.value != last, order[o.contract.code], o.milestone.number))


def place_from(value: str) -> tuple[str, int]:
    """ "K7Q2M4.2" as ("K7Q2M4", 2); nothing readable as ("", 0)."""
    code, _dot, number = value.partition(".")
    return (code, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else ("", 0)


def last_place(person: int) -> str:
    """Where this person logged hours last, or nothing."""
    found = Worked.objects.filter(person_id=person, gone=None).order_by("-start").values_list("code", "milestone").first()
    return f"{found[0]}.{found[1]}" if found else ""
