"""Where do we stand? From the record alone: what is accepted, what is open, what is held, and what leaving would come to for
either side, after each milestone after which it can end. Nothing is written; the acts of leaving give the same figures."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tallystone.core import facts
from tallystone.core.dates import day_of
from tallystone.core.ending import ACCEPTED, DELIVERED
from tallystone.core.leaving import OTHER, boundaries
from tallystone.core.settlement import settlement
from tallystone.core.settling import Share, figure_minor, most_minor, shares
from tallystone.core.state import Contract, Stone
from tallystone.core.value import value

STAGES = ("accepted_paid", "accepted_unpaid", "delivered", "in_progress", "not_begun", "ended")


@value
class Line:
    """One milestone; sums are with tax. `stage` is one of STAGES; `rights` the side that has those in its work now."""

    number: int
    stage: str
    price_minor: int
    accepted_minor: int
    unpaid_minor: int
    rest_minor: int
    held_minor: int
    owed_back_minor: int
    rights: str
    minutes: int
    percent: int
    reported_at: datetime | None
    next_on: date | None
    review_until: datetime | None


@value
class Outcome:
    """What it comes to if `leaver` leaves after `boundary`: `figure_minor` for all that is open then, of which `fee_minor` is
    kill fee; that much is released, refunded, and still to be invoiced."""

    leaver: str
    boundary: int
    cause: int
    figure_minor: int
    fee_minor: int
    most_minor: int
    held_minor: int
    released_minor: int
    refund_minor: int
    invoice_minor: int


@value
class Standing:
    """Both sides see the same. `last_day` is that of a notice given today, `answer_by` that of an answer to an exit."""

    today: date
    currency: str
    lines: tuple[Line, ...]
    held_minor: int
    unpaid_minor: int
    owed_back_minor: int
    ownership: str
    notice_days: int
    last_day: date
    answer_by: date
    outcomes: tuple[Outcome, ...]

    def at(self, stage: str) -> tuple[Line, ...]:
        """The milestones that stand there."""
        return tuple(line for line in self.lines if line.stage == stage)

    def outcome(self, leaver: str, boundary: int, cause: bool = False) -> Outcome | None:
        """What it comes to in one case."""
        asked = (leaver, boundary, int(cause))
        return next((o for o in self.outcomes if (o.leaver, o.boundary, o.cause) == asked), None)


def standing(c: Contract, now: datetime) -> Standing:
    """Where an agreed contract stands at this moment."""
    plan, lines = c.agreed_plan, tuple(_line(c, s) for s in c.stones)
    today = day_of(now, plan.zone)
    return Standing(
        today=today,
        currency=plan.currency,
        lines=lines,
        held_minor=sum(line.held_minor for line in lines),
        unpaid_minor=sum(line.unpaid_minor for line in lines),
        owed_back_minor=sum(line.owed_back_minor for line in lines),
        ownership=plan.ownership,
        notice_days=plan.notice_days,
        last_day=today + timedelta(days=plan.notice_days),
        answer_by=today + timedelta(days=plan.exit_days),
        outcomes=tuple(_outcomes(c, now)) if c.state == "agreed" else (),
    )


def _outcomes(c: Contract, now: datetime) -> Iterator[Outcome]:
    for leaver in OTHER:
        for boundary in boundaries(c):
            yield outcome(c, boundary, leaver, now)
        yield from (outcome(c, 0, leaver, now, cause=True) for _ in boundaries(c)[:1])


def outcome(
    c: Contract, boundary: int, leaver: str, now: datetime, minor: int | None = None, cause: bool = False,
) -> Outcome:  # fmt: skip
    """What leaving comes to: for this number where one is given, else by the record."""
    told = shares(c, boundary, leaver, cause)
    number = figure_minor(told) if minor is None else minor
    return _told(told, number, settlement(c, told, number, now), (leaver, boundary, int(cause)))


def _told(told: list[Share], number: int, happened: list[facts.Fact], case: tuple[str, int, int]) -> Outcome:
    return Outcome(
        *case,
        figure_minor=number,
        fee_minor=sum(sum(each.fee) for each in told) if number == figure_minor(told) else 0,
        most_minor=most_minor(told),
        held_minor=sum(each.stone.held_minor for each in told),
        released_minor=sum(f.minor for f in happened if isinstance(f, facts.Released)),
        refund_minor=sum(f.minor for f in happened if isinstance(f, facts.RefundOwed)),
        invoice_minor=sum(f.open_minor for f in happened if isinstance(f, facts.InvoiceIssued)),
    )


def _line(c: Contract, s: Stone) -> Line:
    open_minor = sum(bill.minor for bill in s.bills)
    return Line(
        number=s.number,
        stage=stage_of(s),
        price_minor=s.stake.gross_minor,
        accepted_minor=s.billed_minor,
        unpaid_minor=open_minor,
        rest_minor=0 if s.closed or s.work == "accepted" else s.stake.gross_minor - s.billed_minor,
        held_minor=s.held_minor,
        owed_back_minor=s.owed_back_minor,
        rights="client" if passed(c, s) else "freelancer",
        minutes=s.minutes,
        percent=s.percent,
        reported_at=s.reported_at,
        next_on=s.next_on,
        review_until=s.review_until,
    )


def stage_of(s: Stone) -> str:
    """Which of STAGES a milestone stands at."""
    if s.work == "accepted":
        return "accepted_paid" if s.settled else "accepted_unpaid"
    if s.closed:
        return "ended"
    return {"delivered": "delivered", "planned": "not_begun"}.get(s.work, "in_progress")


def passed(c: Contract, s: Stone) -> bool:
    """Have the rights in this milestone's work passed to the client, as the terms say? Work that ended unfinished passes when
    what was settled for it is paid."""
    ownership = c.agreed_plan.ownership
    if ownership == DELIVERED and s.handed_at:
        return True
    if s.closed:
        return bool(s.billed_minor) and s.settled
    return s.work == "accepted" and (ownership == ACCEPTED or s.settled)
