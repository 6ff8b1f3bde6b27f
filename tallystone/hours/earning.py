"""What an hour really earned: money received, before tax, over all hours that were worked for it."""

from collections.abc import Iterable

from django.db.models import F, Sum

from tallystone.books.models import Contract, Milestone
from tallystone.core.value import value
from tallystone.hours.models import Worked

MOST = 500  # the newest contracts; more on one page would help nobody


@value
class Earned:
    """Net money received in a currency, the minutes behind it, and what is accepted or held out beside it."""

    net_minor: int
    minutes: int
    counted_minor: int = 0  # of the money, that of contracts with hours: the other says nothing about an hour

    @property
    def hour_minor(self) -> int | None:
        """Minor units an hour, halves rounded up; None without an hour."""
        return (self.counted_minor * 120 + self.minutes) // (2 * self.minutes) if self.minutes else None

    def __add__(self, other: "Earned") -> "Earned":
        return Earned(self.net_minor + other.net_minor, self.minutes + other.minutes, self.counted_minor + other.counted_minor)


NOTHING = Earned(0, 0)


def earned(net_minor: int, minutes: int) -> Earned:
    """One contract's."""
    return Earned(net_minor, minutes, net_minor if minutes else 0)


def earned_of(businesses: Iterable[int]) -> tuple[list[tuple[Contract, Earned]], bool]:
    """The newest contracts of these freelance businesses with money or hours, and whether there are more; three queries."""
    agreed = Contract.objects.filter(freelancer_id__in=list(businesses), agreed_at__isnull=False)
    rows = list(agreed.order_by("-moved_at", "-code")[: MOST + 1])
    shown = rows[:MOST]
    codes = [row.code for row in shown]
    money, minutes = _received(codes), _minutes(codes)
    found = [(row, earned(money.get(row.code, 0), minutes.get(row.code, 0))) for row in shown]
    return [(row, told) for row, told in found if told != NOTHING], len(rows) > MOST


def by_client(found: Iterable[tuple[Contract, Earned]]) -> dict[tuple[int, str], Earned]:
    """The sums by client and currency."""
    sums: dict[tuple[int, str], Earned] = {}
    for row, told in found:
        key = (row.client_id, row.currency)
        sums[key] = sums.get(key, NOTHING) + told
    return sums


def net_received(received_minor: int, price_minor: int, tax_minor: int) -> int:
    """The part of what was received that is not tax, halves rounded up; exact where all of it came."""
    gross = price_minor + tax_minor
    return (2 * received_minor * price_minor + gross) // (2 * gross) if gross else 0


def _received(codes: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    rows = Milestone.objects.filter(code__in=codes, received_minor__gt=0).values_list(
        "code", "received_minor", "price_minor", "tax_minor"
    )
    for code, received, price, tax in rows:
        found[code] = found.get(code, 0) + net_received(received, price, tax)
    return found


def _minutes(codes: list[str]) -> dict[str, int]:
    rows = Worked.objects.filter(code__in=codes, gone=None).values_list(F("code")).order_by()
    return dict(rows.annotate(sum=Sum("minutes")))
