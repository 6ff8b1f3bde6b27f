"""The worker: each job once, whoever dies; trouble with one keeps no other waiting; nothing personal in the log."""

import io
import logging
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from tallystone import logs
from tallystone.acting import outbox
from tallystone.acting.models import Job
from tallystone.notices.models import Letter
from tallystone.ops import jobs, worker
from tests import cast
from tests.ops.installation import ROOT

NOW = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)


def put(count: int, kind: str = "count", due: datetime = NOW) -> None:
    for number in range(count):
        outbox.put(kind, f"{kind}:{number}", {"number": number}, due)


@pytest.fixture
def counted(monkeypatch):
    """What the jobs of the kind "count" did, in order."""
    done: list[int] = []
    monkeypatch.setitem(jobs.KINDS, "count", lambda payload, now: done.append(payload["number"]))
    return done


@pytest.mark.django_db
def test_jobs_are_done_in_order_and_once(counted):
    put(5)
    outbox.put("count", "later", {"number": 9}, NOW + timedelta(microseconds=1))
    assert worker.work_off(NOW) == 5
    assert worker.work_off(NOW) == 0
    assert counted == [0, 1, 2, 3, 4]
    assert worker.work_off(NOW + timedelta(microseconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_never_do_a_job_twice(counted):
    put(40)

    def work() -> None:
        try:
            worker.work_off(NOW)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counted) == list(range(40))
    assert Job.objects.filter(done=None).count() == 0
    assert set(Job.objects.values_list("tries", flat=True)) == {1}


@pytest.mark.django_db
def test_a_failing_job_backs_off_and_the_others_go_on(counted, monkeypatch):
    tried = []

    def fail(payload, now) -> None:
        tried.append(now)
        raise ConnectionRefusedError("nobody answers")

    monkeypatch.setitem(jobs.KINDS, "fail", fail)
    put(1, "fail", NOW - timedelta(hours=1))
    put(3)
    assert worker.work_off(NOW) == 4
    assert counted == [0, 1, 2]
    now, pauses = NOW, []
    for _ in range(15):
        job = Job.objects.get(kind="fail")
        assert (job.done, job.claimed_until, job.trouble) == (None, None, "ConnectionRefusedError: nobody answers")
        pauses.append((job.due - now).total_seconds())
        assert worker.work_off(job.due - timedelta(microseconds=1)) == 0
        now = job.due
        worker.work_off(now)
    assert pauses[:4] == [10, 20, 40, 80]
    assert pauses[-1] == 6 * 3600
    monkeypatch.setitem(jobs.KINDS, "fail", lambda payload, now: None)
    worker.work_off(Job.objects.get(kind="fail").due)
    assert Job.objects.get(kind="fail").trouble == ""


@pytest.mark.django_db
def test_a_failing_job_logs_where_and_not_what(monkeypatch):
    def fail(payload, now) -> None:
        raise ValueError("Maya Serrano <maya@almada.example> wrote: the blue one, /in/tOkEn")

    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Line())
    monkeypatch.setattr(worker.log, "handlers", [handler])
    monkeypatch.setitem(jobs.KINDS, "fail", fail)
    put(1, "fail")
    worker.work_off(NOW)
    said = out.getvalue()
    assert '"error": "ValueError"' in said
    assert "test_worker.py" in said
    assert not any(word in said for word in ("Maya", "almada", "blue", "tOkEn"))


DIES = """
import sys, time
from tallystone import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from tallystone.ops import jobs, worker
finish = jobs.KINDS["entry"]
def begin(payload, now):
    finish(payload, now)
    print("in the middle", flush=True)
    time.sleep(60)
jobs.KINDS["entry"] = begin
worker.work_off()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("told")
def test_a_worker_killed_in_the_middle_leaves_nothing_undone_and_nothing_twice():
    cast.proposed()
    command = [sys.executable, "-c", DIES, str(connection.settings_dict["NAME"])]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tallystone.settings", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
    now = datetime.now(UTC)
    job = Job.objects.get(kind="entry")
    assert (job.done, job.tries) == (None, 1)
    assert worker.work_off(now) == 1  # the letter that was written already
    assert Job.objects.get(kind="entry").done is None
    assert worker.work_off(job.claimed_until) == 0
    assert worker.work_off(job.claimed_until + timedelta(microseconds=1)) == 1
    assert Job.objects.filter(done=None).count() == 0
    assert list(Letter.objects.values_list("to", flat=True)) == [cast.MAYA]


@pytest.mark.django_db(transaction=True)
def test_trouble_on_the_watch_does_not_stop_the_jobs(counted, monkeypatch):
    put(2, due=datetime.now(UTC))
    stop = threading.Event()
    monkeypatch.setitem(jobs.KINDS, "last", lambda payload, now: stop.set())
    outbox.put("last", "last", {}, datetime.now(UTC))
    monkeypatch.setattr(worker.clock, "tick", lambda now: 1 / 0)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    thread.join(30)
    assert counted == [0, 1]


@pytest.mark.django_db
def test_once_a_day_what_nobody_needs_is_swept_away(settings):
    watch = worker._Watch()
    watch.look(NOW)
    watch.look(NOW + timedelta(hours=1))
    assert list(Job.objects.values_list("key", flat=True)) == ["sweep:2027-02-01"]
    Job.objects.create(kind="count", key="old", due=NOW, done=NOW - timedelta(days=91))
    Job.objects.create(kind="count", key="not so old", due=NOW, done=NOW - timedelta(days=89))
    worker.work_off(NOW)
    assert set(Job.objects.values_list("key", flat=True)) == {"sweep:2027-02-01", "not so old"}
    watch.look(NOW + timedelta(days=1))
    assert Job.objects.filter(done=None).get().key == "sweep:2027-02-02"
