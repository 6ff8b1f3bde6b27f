"""What ends by itself (a proposal, an exit, a number in a dispute): in time, after a sleep, though the worker is killed."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tallystone.books.checking import check
from tallystone.books.models import Milestone
from tallystone.core import acts, facts
from tallystone.core.dates import end_of
from tallystone.journal import prose
from tallystone.ops import worker
from tests import cast
from tests.ops.test_clock_killed import goes_on, killed, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told", "papers_are_quick")]
A_MOMENT, WEEK = timedelta(microseconds=1), timedelta(days=7)
MONDAY = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
BEFORE_SUMMER = datetime(2027, 3, 24, 10, 0, tzinfo=UTC)  # the clocks change on 28 March, before any of these ends
Waiting = tuple[cast.Life, datetime, type]  # the life, when it ends by itself, the fact of it


def proposal() -> Waiting:
    life = cast.proposed()
    return life, end_of(life.contract.until, life.row.zone), facts.Lapsed


def an_exit(**changed) -> Waiting:
    life = cast.started(kill_started_bp=2_500, **changed)
    life.maya(acts.OfferExit(0, 0, prose.words("Our plans have changed"), prose.words("It is fair")))
    return life, life.row.exit_until, facts.ExitLapsed if changed else facts.ExitSettled


def exit_that_stays() -> Waiting:
    return an_exit(exit_silence="stay")


def split() -> Waiting:
    life = cast.delivered(exit_silence="stay")
    life.maya(acts.Dispute(1, (1,), prose.words("It does not open."), 40_000))
    return life, Milestone.objects.get(code=life.code, number=1).split_at, facts.SplitLapsed


EVERY = pytest.mark.parametrize("waits", [proposal, an_exit, exit_that_stays, split])


@EVERY
@pytest.mark.parametrize("moment", [MONDAY, BEFORE_SUMMER])
def test_it_ends_with_its_last_day_there_and_not_a_moment_before(time_machine, waits: Callable[[], Waiting], moment):
    time_machine.move_to(moment, tick=False)
    life, ends, fact = waits()
    worker.work_off(moment)
    assert ends.astimezone(ZoneInfo("Europe/Lisbon")).time() == time(0)
    assert ends.hour == (0 if moment is MONDAY else 23), "it is an hour earlier by the world's clock in summer"
    goes_on(ends - A_MOMENT)
    assert said(life, fact) == []
    goes_on(ends)
    assert len(said(life, fact)) == 1


@EVERY
def test_a_worker_that_slept_for_a_week_ends_it_once(time_machine, waits: Callable[[], Waiting]):
    time_machine.move_to(MONDAY, tick=False)
    life, ends, fact = waits()
    goes_on(ends + WEEK)
    goes_on(ends + 2 * WEEK)
    assert len(said(life, fact)) == 1
    assert check() == []


@EVERY
@pytest.mark.parametrize("when", ["before", "after"])
def test_it_ends_once_though_the_worker_is_killed_in_the_middle(waits: Callable[[], Waiting], when):
    life, ends, fact = waits()
    goes_on(ends - timedelta(seconds=1))
    killed(ends, "lapse", when)
    assert len(said(life, fact)) == (1 if when == "after" else 0)
    goes_on(ends + timedelta(hours=1))
    goes_on(ends + timedelta(hours=2))
    assert len(said(life, fact)) == 1
    assert check() == []
