"""What a contract waits for: which side is asked for which act, on which milestone, by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tallystone.core.dates import end_of
from tallystone.core.state import Contract, Stone


@dataclass(frozen=True, slots=True)
class Wait:
    """The next word is with `side`; `until` is the moment by which it should come, where there is one."""

    side: str
    act: str
    milestone: int
    until: datetime | None


def waits(c: Contract) -> list[Wait]:
    """All that is waited for, most urgent milestone first. Time does not change the answer, only acts do."""
    if c.state == "proposed":
        other = "client" if c.offered_by == "freelancer" else "freelancer"
        return [Wait(other, "Agree", 0, _end(c, c.until))]
    return [wait for stone in c.stones for wait in _for_stone(c, stone)] if c.state == "agreed" else []


def _for_stone(c: Contract, s: Stone) -> Iterator[Wait]:
    due = _end(c, s.stake.due)
    if s.money in {"asked", "invoiced"}:
        yield Wait("client", "ClaimPaid", s.number, _end(c, s.pay_by))
    elif s.money == "claimed_paid":
        yield Wait("freelancer", "ConfirmFunding" if c.funds(s.stake) else "ConfirmPayment", s.number, None)
    if s.work == "delivered":
        yield Wait("client", "Accept", s.number, s.review_until)
    elif s.work in {"started", "changes_asked"}:
        yield Wait("freelancer", "Deliver", s.number, due)
    elif s.work == "planned" and _is_next(c, s):
        if s.money == "unfunded" and s.stake.gross_minor:
            yield Wait("freelancer", "AskFunding", s.number, None)
        elif s.money in {"funded", "unbilled", "unfunded"}:
            yield Wait("freelancer", "Start", s.number, None)


def _is_next(c: Contract, s: Stone) -> bool:
    before = (o for o in c.stones if o.number < s.number)
    return bool(c.agreed_plan.parallel) or all(o.work in {"accepted", "cancelled"} for o in before)


def _end(c: Contract, day: date | None) -> datetime | None:
    return end_of(day, c.agreed_plan.zone) if day else None
