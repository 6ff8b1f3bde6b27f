"""The clock: what becomes due by itself. Everything asks "is it due now?", so that a worker that slept catches up."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError

from tallystone.acting import outbox
from tallystone.acting.door import perform
from tallystone.acting.models import Job
from tallystone.books.models import Contract, Milestone
from tallystone.core.acts import Act, Lapse, LapseChange, LapseExit, LapseSplit
from tallystone.core.dates import end_of
from tallystone.core.keeping_silent import silent
from tallystone.core.refusal import Refusal
from tallystone.core.reminding import over
from tallystone.core.state import CLOCK
from tallystone.journal import chain

log = logging.getLogger(__name__)
A_BATCH = 500
AHEAD = timedelta(hours=14)  # no zone is further ahead of UTC
Due = tuple[str, Act, str]  # contract, act, the act's id


def tick(now: datetime) -> int:
    """Ask for what is due: reminders first, then lapses; how many there were."""
    due = [*_silent(now), *_expired(now), *_changes_over(now), *_exits_over(now), *_splits(now)]
    return _remind(now) + sum(_lapse(each, now) for each in due)


def _remind(now: datetime) -> int:
    """Have each reminder written by the worker, once. A milestone stays among these until its letter is out."""
    rows = [m for m in Milestone.objects.filter(remind_at__lte=now).order_by("remind_at") if not _over(m, now)]
    due = {f"remind:{m.code}:{m.number}:{m.remind_at.timestamp()}": {"code": m.code, "number": m.number} for m in rows}
    keys = list(due)
    asked: set[str] = set()
    for first in range(0, len(keys), A_BATCH):
        asked.update(Job.objects.filter(key__in=keys[first : first + A_BATCH]).values_list("key", flat=True))
    new = [key for key in keys if key not in asked]
    for key in new:
        outbox.put("remind", key, due[key], now)
    return len(new)


def _silent(now: datetime) -> Iterator[Due]:
    """Reviews whose time is over, where the client was reminded in time (a reminder that still waits comes first)."""
    for m in Milestone.objects.filter(review_until__lte=now).order_by("review_until"):
        if m.remind_at is None or _over(m, now):
            yield m.code, Lapse(m.number), f"lapse:{m.code}:{m.number}:{m.round}"


def _over(m: Milestone, now: datetime) -> bool:
    """Whether its review has ended: the client was reminded in time, though not of everything."""
    stone = chain.fold(m.code).stone(m.number) if m.review_until and m.review_until <= now else None
    return stone is not None and over(stone, now)


def _expired(now: datetime) -> Iterator[Due]:
    """Proposals whose last day is over where the contract is at home."""
    offers = Contract.objects.filter(state="proposed", until__lt=(now + AHEAD).date()).order_by("until", "code")
    for c in offers:
        if c.until and end_of(c.until, c.zone) <= now:
            yield c.code, Lapse(), f"lapse:{c.code}:0:{c.seq}"


def _changes_over(now: datetime) -> Iterator[Due]:
    """Change orders whose last day is over where the contract is at home."""
    offers = Contract.objects.filter(change_until__lt=(now + AHEAD).date()).order_by("change_until", "code")
    for c in offers:
        if c.change_until and end_of(c.change_until, c.zone) <= now:
            yield c.code, LapseChange(), f"lapse:{c.code}:change:{c.seq}"


def _exits_over(now: datetime) -> Iterator[Due]:
    """Exits that nobody has answered in time, and notices whose last day is over."""
    for c in Contract.objects.filter(exit_until__lte=now).order_by("exit_until", "code"):
        yield c.code, LapseExit(), f"lapse:{c.code}:exit:{c.seq}"


def _splits(now: datetime) -> Iterator[Due]:
    """Numbers in a dispute to which nobody has said anything until their time was over."""
    for m in Milestone.objects.filter(split_at__lte=now).order_by("split_at"):
        contract = chain.fold(m.code)
        stone = contract.stone(m.number)
        offer = silent(contract, stone, now) if stone and stone.dispute else None
        if offer and stone and stone.dispute:
            yield m.code, LapseSplit(m.number, offer.number), f"split:{m.code}:{m.number}:{stone.dispute.number}:{offer.number}"


def _lapse(due: Due, now: datetime) -> bool:
    code, act, act_id = due
    try:
        return by_clock(code, act, act_id, now)
    except (OperationalError, InterfaceError):  # the database itself: nothing else can be done either
        raise
    except Exception:  # one contract's trouble does not hold up the others
        log.exception("the clock stumbled", extra={"contract": code})
        return False


def by_clock(code: str, act: Act, act_id: str, now: datetime) -> bool:
    """Do an act of the clock, unless the rules say that it is not (or no longer) due."""
    try:
        return not perform(code, act, CLOCK, act_id, now=now).repeated
    except Refusal as refusal:
        log.info("not due", extra={"contract": code, "act": type(act).__name__, "why": refusal.name})
        return False
