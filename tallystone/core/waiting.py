"""What a contract waits for: which side is asked for which act, on which milestone, by when."""

from collections.abc import Iterator
from datetime import date, datetime

from tallystone.core.dates import day_of, end_of
from tallystone.core.invoicing import rest
from tallystone.core.leaving import ends
from tallystone.core.moving import Moving, duties, movings, promise
from tallystone.core.rule import PARTIES
from tallystone.core.settling import closing
from tallystone.core.state import DONE, Contract, Dispute, Stone, other
from tallystone.core.succeeding import at_boundary
from tallystone.core.value import value


@value
class Wait:
    """The next word is with `side`; `until` is the moment by which it should come, where there is one.

    `about` is the number of the question or the duty that it is about, `minor` the money, with tax.
    """

    side: str
    act: str
    milestone: int
    until: datetime | None
    about: int = 0
    minor: int | None = None


def waits(c: Contract, now: datetime | None = None) -> list[Wait]:
    """All that is waited for, most urgent milestone first. Time does not change the answer, only acts do; but with `now`,
    dates that the client holds up have moved on to today."""
    if c.state == "proposed":
        other = "client" if c.offered_by == "freelancer" else "freelancer"
        return [Wait(other, "Agree", 0, _end(c, c.until)), *_talk(c)]
    if c.state == "leaving":
        money = [wait for stone in c.stones for wait in _money(c, stone)]
        return [*money, *_for_handover(c), *_shows(c)]
    if c.state != "agreed":
        return [*_for_handover(c), *_shows(c)]
    dates = movings(c)
    found = [wait for stone in c.stones for wait in _for_stone(c, stone, _due(c, dates[stone.number], now))]
    return [
        *_for_exit(c),
        *_for_change(c),
        *_requests(c),
        *found,
        *_for_handover(c),
        *_answers(c),
        *_duties(c),
        *_talk(c),
        *_shows(c),
    ]


def _shows(c: Contract) -> Iterator[Wait]:
    """Whether work may be shown is answered when the client likes, also after the end."""
    for show in c.shows:
        if show.state == "asked":
            yield Wait("client", "AllowShowcase", show.milestone, None)


def _for_change(c: Contract) -> Iterator[Wait]:
    if c.change:
        other = "client" if c.change.offered_by == "freelancer" else "freelancer"
        yield Wait(other, "AcceptChange", 0, _end(c, c.change.until))


def _for_handover(c: Contract) -> Iterator[Wait]:
    """A handover waits to be acknowledged, somebody who was named to be chosen."""
    named = any(r.state == "named" for r in c.referrals)
    boundary = at_boundary(c) if c.state == "agreed" else c.state in {"leaving", "ended"}
    if named and boundary and c.successor is None and not c.succeeded_by:
        yield Wait("client", "ConsentSuccessor", 0, None)
    if c.handover and c.handover.acknowledged_at is None and c.state in {"agreed", "leaving", "ended"}:
        yield Wait("client", "AcknowledgeHandover", 0, None)


def _requests(c: Contract) -> Iterator[Wait]:
    """To give a milestone on."""
    yield from (Wait("client", "ConsentSubcontract", r.milestone, None, r.number) for r in c.requests if r.state == "open")


def _for_exit(c: Contract) -> Iterator[Wait]:
    if c.exit and closing(c, c.exit.boundary) and not c.exit.declined:
        other = "client" if c.exit.by == "freelancer" else "freelancer"
        yield Wait(other, "AcceptExit", 0, ends(c, c.exit), minor=c.exit.stated.minor)


def _talk(c: Contract) -> Iterator[Wait]:
    """A comment waits for the side that has not spoken last in it."""
    for side in PARTIES:
        if any(remark.open and remark.by == other(side) for remark in c.remarks):
            yield Wait(side, "Comment", 0, None)


def _due(c: Contract, dates: Moving, now: datetime | None) -> date:
    return dates.on(day_of(now, c.agreed_plan.zone)) if now else dates.base


def _answers(c: Contract) -> Iterator[Wait]:
    for q in c.questions:
        if q.state == "open":
            yield Wait(q.asks, "Answer", q.milestone, _end(c, q.until), q.number)


def _duties(c: Contract) -> Iterator[Wait]:
    """What the client does by a day; what has no day is waited for without a word."""
    for owed in duties(c):
        if owed.due and promise(c, owed.number).done_at is None:
            yield Wait("client", "FulfilDuty", 0, _end(c, owed.due), owed.number)


def _money(c: Contract, s: Stone) -> Iterator[Wait]:
    """What is to be paid, seen to arrive, or given back; what a dispute waits for."""
    if s.dispute:
        yield from _for_dispute(c, s, s.dispute)
    elif s.money in {"asked", "invoiced"} and not (s.work == "planned" and c.successor):
        yield Wait("client", "ClaimPaid", s.number, _end(c, s.pay_by), minor=s.to_pay_minor)
    if s.money == "claimed_paid":
        deposit = c.funds(s.stake) and not s.bills and (s.closed or s.work not in DONE)
        yield Wait("freelancer", "ConfirmFunding" if deposit else "ConfirmPayment", s.number, None, minor=s.to_pay_minor)
    if s.owed_back_minor:
        yield Wait("freelancer", "Refund", s.number, _end(c, s.refund_by), minor=s.owed_back_minor)


def _for_stone(c: Contract, s: Stone, due_on: date) -> Iterator[Wait]:
    due = _end(c, due_on)
    yield from _money(c, s)
    if s.dispute:
        return
    if s.work == "delivered":
        yield Wait("client", "Accept", s.number, s.review_until, minor=rest(s))
    elif s.work in {"started", "changes_asked", "part_accepted"}:
        yield Wait("freelancer", "Deliver", s.number, due)
        if s.next_on:
            yield Wait("freelancer", "Report", s.number, _end(c, s.next_on))
    elif s.work == "planned" and _is_next(c, s) and not (c.fee_for or c.successor or c.leaves(s)):
        if s.money == "unfunded" and s.stake.gross_minor:
            yield Wait("freelancer", "AskFunding", s.number, None)
        elif s.money in {"funded", "unbilled", "unfunded"}:
            yield Wait("freelancer", "Start", s.number, None)


def _for_dispute(c: Contract, s: Stone, case: Dispute) -> Iterator[Wait]:
    """An answer to the last number; where there is none, a number of whoever has said none that still holds."""
    open_now = [split for split in case.splits if not (split.answered or split.lapsed)]
    for split in open_now:
        yield Wait(other(split.side), "AcceptSplit", s.number, _end(c, split.until), split.number, split.minor)
    if case.mediator and not case.mediating:
        yield Wait(other(case.called_by), "AgreeMediator", s.number, None)
    if not open_now and not case.mediator:
        for side in PARTIES:
            split_ = case.split(side)
            if split_ is None or split_.lapsed:
                yield Wait(side, "OfferSplit", s.number, None)


def _is_next(c: Contract, s: Stone) -> bool:
    before = (o for o in c.stones if o.number < s.number)
    return bool(c.agreed_plan.parallel) or all(o.work in DONE or o.dispute for o in before)


def _end(c: Contract, day: date | None) -> datetime | None:
    return end_of(day, c.agreed_plan.zone) if day else None
