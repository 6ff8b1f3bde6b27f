"""Hours after a worker that slept a week: an import that waited, letters of the cap, a timer that nobody stopped."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.hours import importing, matching, timing
from tallystone.hours.importing import MOST_ENTRIES
from tallystone.hours.keeping import Keeper
from tallystone.hours.models import Import, Timer, Worked
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tests import cast as lives
from tests.hours.test_importing import chosen, recent, table_of
from tests.ops.test_clock_killed import CLAIMED, goes_on, killed

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def by(life) -> By:
    return By("freelancer", life.cast.jonas.pk)


def waiting(life, rows: int = 70) -> Import:
    text, now = recent(rows), datetime.now(UTC)
    row = importing.keep(life.code, by(life), "toggl.csv", text.encode(), chosen(table_of(text)), now)
    importing.ask(row, now)
    return row


def test_an_import_that_waited_comes_in_once_and_its_mark_is_told_once():
    life = lives.working(cap=600)
    waiting(life)
    for _again in range(3):
        worker.work_off(datetime.now(UTC) + WEEK)
    assert (Worked.objects.count(), life.stone(1).minutes, Import.objects.get().state) == (70, 350, "done")
    told = Letter.objects.filter(kind="CapReached")
    assert sorted(told.values_list("to", flat=True)) == sorted([lives.JONAS, lives.MAYA])
    assert list(matching.check()) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_import_killed_in_the_middle_goes_on_where_it_was(when):
    life, rows, now = lives.working(), MOST_ENTRIES + 10, datetime.now(UTC)
    worker.work_off(now)
    waiting(life, rows)
    killed(datetime.now(UTC), "log", when)
    assert Worked.objects.count() == (MOST_ENTRIES if when == "after" else 0)
    for n in (1, 2):
        goes_on(datetime.now(UTC) + n * CLAIMED)
    done = Import.objects.get()
    assert (Worked.objects.count(), done.state, done.added, done.text) == (rows, "done", rows, b"")
    assert list(matching.check()) == []


def test_what_was_accepted_meanwhile_takes_no_hours_any_more():
    life = lives.working(cap=600)
    waiting(life)
    lives.deliver(life, 1)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    worker.work_off(datetime.now(UTC) + WEEK)
    assert (Worked.objects.count(), life.stone(1).minutes) == (0, 0)
    assert Import.objects.get().state in {"done", "failed"}


def test_a_timer_that_ran_a_week_is_not_logged_and_not_lost():
    life = lives.working()
    timer = timing.start(Keeper.of(life.code, 1, by(life)), "Menu")
    Timer.objects.update(start=timer.start - WEEK)
    worker.work_off(datetime.now(UTC) + WEEK)
    with pytest.raises(Refusal, match="timer_too_long"):
        timing.stop(Timer.objects.get(), Keeper.of(life.code, 1, by(life)), "")
    assert (Timer.objects.count(), Worked.objects.count()) == (1, 0)


@pytest.mark.parametrize(("ran", "logged"), [(timedelta(hours=24), [1_440]), (timedelta(hours=24, minutes=1), [])])
def test_a_timer_is_logged_up_to_a_whole_day(ran, logged):
    life, now = lives.working(), datetime.now(UTC)
    timing.start(Keeper(life.code, 1, by(life), now - ran), "Menu")
    keeper = Keeper(life.code, 1, by(life), now)
    if logged:
        timing.stop(Timer.objects.get(), keeper, "")
    else:
        with pytest.raises(Refusal, match="timer_too_long"):
            timing.stop(Timer.objects.get(), keeper, "")
    assert list(Worked.objects.values_list("minutes", flat=True)) == logged
    assert Timer.objects.exists() is not bool(logged)
