"""The clock: what becomes due by itself. Everything asks "is it due now?", so that a worker that slept catches up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog

from tallystone.acting.door import perform
from tallystone.books.models import Contract, Milestone
from tallystone.core.acts import Act, Lapse
from tallystone.core.refusal import Refusal
from tallystone.core.state import CLOCK
from tallystone.notices import letters

log = structlog.get_logger("clock")
A_FEW = 200
AHEAD = timedelta(hours=14)  # no zone is further ahead of UTC


def tick(now: datetime) -> int:
    """Do what is due: reminders first, then lapses; how many there were."""
    done = 0
    for milestone in Milestone.objects.filter(remind_at__lte=now).order_by("remind_at")[:A_FEW]:
        letters.write_reminder(milestone.code, milestone.number, milestone.round, now)
        done += 1
    return done + sum(by_clock(code, act, act_id, now) for code, act, act_id in _lapses(now))


def _lapses(now: datetime) -> Iterator[tuple[str, Act, str]]:
    ended = Milestone.objects.filter(review_until__lte=now, remind_at=None).order_by("review_until")[:A_FEW]
    for m in ended:
        yield m.code, Lapse(m.number), f"lapse:{m.code}:{m.number}:{m.round}"
    expired = Contract.objects.filter(state="proposed", until__lt=(now + AHEAD).date()).order_by("until", "code")[:A_FEW]
    for contract in expired:
        yield contract.code, Lapse(), f"lapse:{contract.code}:0:{contract.seq}"


def by_clock(code: str, act: Act, act_id: str, now: datetime) -> bool:
    """Do an act of the clock, unless the rules say that it is not (or no longer) due."""
    try:
        return not perform(code, act, CLOCK, act_id, now=now).repeated
    except Refusal as refusal:
        log.info("not due", contract=code, act=type(act).__name__, why=refusal.name)
        return False
