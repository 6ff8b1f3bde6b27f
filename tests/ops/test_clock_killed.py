"""The review clock with the worker killed in the middle: a real process, a real kill -9, and another one that goes on."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tallystone.books.models import Invoice, Milestone
from tallystone.core.facts import Lapsed, Noticed
from tallystone.journal import chain
from tallystone.notices.models import Letter
from tallystone.ops import clock, worker
from tests import cast
from tests.ops.installation import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told", "papers_are_quick")]
CLAIMED = worker.CLAIM + timedelta(seconds=1)

# A worker that stops right after (or before) what it was told to die at, so that the kill finds it there.
DIES = """
import sys, time
from datetime import datetime
from tallystone import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from django.conf import settings
settings.DEMO = True
from tallystone.hours import importing
from tallystone.ops import clock, following, jobs, worker
now, where, when = datetime.fromisoformat(sys.argv[2]), sys.argv[3], sys.argv[4]
def dying(do):
    def done(*given, **more):
        answer = do(*given, **more) if when == "after" else None
        print("in the middle", flush=True)
        time.sleep(60)
        return answer
    return done
if where == "lapse":
    clock.by_clock = dying(clock.by_clock)
elif where == "follow":
    following.by_clock = dying(following.by_clock)
elif where == "log":
    importing.log = dying(importing.log)
elif where == "notice":
    jobs.by_clock = dying(jobs.by_clock)
else:
    jobs.KINDS[where] = dying(jobs.KINDS[where])
clock.tick(now)
worker.work_off(now)
"""


def killed(now: datetime, where: str, when: str) -> None:
    """A worker at this moment, killed there."""
    command = [sys.executable, "-c", DIES, str(connection.settings_dict["NAME"]), now.isoformat(), where, when]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tallystone.settings", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)


def goes_on(now: datetime) -> None:
    clock.tick(now)
    worker.work_off(now)


def noticed() -> cast.Life:
    life = cast.delivered("after", count=2)
    worker.work_off(datetime.now(UTC))
    assert life.stone(1).noticed_at
    return life


def said(life: cast.Life, kind: type) -> list:
    return [fact for told in chain.entries(life.code) for fact in told.facts if isinstance(fact, kind)]


@pytest.mark.parametrize(("where", "when"), [("remind", "after"), ("send", "after"), ("notice", "before"), ("notice", "after")])
def test_a_reminder_is_written_sent_and_noticed_once(where, when):
    life = noticed()
    until, half = life.stone(1).review_until, Milestone.objects.get(code=life.code, number=1).remind_at
    killed(half, where, when)
    assert life.stone(1).review_until == until
    goes_on(half)  # the job in hand is still claimed
    goes_on(half + CLAIMED)
    goes_on(half + 2 * CLAIMED)
    assert Letter.objects.filter(kind="Reminder").count() == 1
    assert [fact.kind for fact in said(life, Noticed)] == ["delivered", "half"]
    assert (life.stone(1).reminded, life.stone(1).review_until) == ("half", until)


@pytest.mark.parametrize("when", ["before", "after"])
def test_each_review_ends_once_though_the_clock_dies_between_two(when):
    lives = [noticed(), noticed()]
    until = max(life.stone(1).review_until for life in lives)
    goes_on(until - timedelta(days=1))
    killed(until, "lapse", when)
    assert sum(life.stone(1).deemed for life in lives) == (1 if when == "after" else 0)
    goes_on(until + timedelta(hours=1))
    for life in lives:
        assert len(said(life, Lapsed)) == 1
        assert Invoice.objects.filter(code=life.code, milestone=1, kind="final").count() == 1
        assert (life.stone(1).deemed, life.stone(1).accepted_at <= until) == (True, True)
