"""The timer: one for each person, kept on the server, so that it runs on when the browser is closed."""

from datetime import datetime

from tallystone.core.refusal import refuse_if
from tallystone.core.sheet import DAY_MINUTES
from tallystone.hours.keeping import Keeper, New, log
from tallystone.hours.models import Timer
from tallystone.hours.reading import nearest

DOUBTFUL = 12 * 60  # minutes after which one has probably forgotten to stop it


def running(person: int) -> Timer | None:
    """The timer of this person, where one runs."""
    return Timer.objects.filter(person_id=person).first()


def start(keeper: Keeper, note: str) -> Timer:
    """Start it; what ran before has to be stopped first."""
    new = {"code": keeper.code, "milestone": keeper.milestone, "start": keeper.now, "note": note}
    timer, made = Timer.objects.get_or_create(person_id=keeper.by.person, defaults=new)
    refuse_if(not made and (timer.code, timer.milestone) != (keeper.code, keeper.milestone), "timer_runs")
    return timer


def minutes_of(timer: Timer, now: datetime) -> int:
    """How long it has run, in whole minutes."""
    return nearest(int((now - timer.start).total_seconds()))


def stop(timer: Timer, keeper: Keeper, note: str) -> list[str]:
    """Log what has run and end the timer; pressed twice, it is logged once. A refusal leaves it running."""
    minutes = minutes_of(timer, keeper.now)
    refuse_if(minutes > DAY_MINUTES, "timer_too_long")
    act_id = f"timer-{timer.person_id}-{int(timer.start.timestamp() * 1000):x}"
    keys = log(keeper, [New(timer.start, max(1, minutes), note or timer.note, source="timer")], act_id)
    discard(timer)
    return keys


def discard(timer: Timer) -> None:
    """End it without an entry."""
    Timer.objects.filter(person_id=timer.person_id, start=timer.start).delete()
