"""The worker: takes jobs from the outbox one by one, and looks at the clock. Several may run, on several machines."""

import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from tallystone.acting import outbox
from tallystone.acting.models import Job
from tallystone.notices import post
from tallystone.ops import clock
from tallystone.ops.jobs import KINDS

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=10)
TICK = timedelta(seconds=10)
LAST_WORD = 20.0  # seconds that a job in hand may still take when the process is told to stop
LONGEST_PAUSE = timedelta(hours=6)
CLAIM_ONE = """UPDATE acting_job SET claimed_until = %s, tries = tries + 1 WHERE id = (
    SELECT id FROM acting_job WHERE done IS NULL AND due <= %s AND (claimed_until IS NULL OR claimed_until < %s)
    ORDER BY due, id LIMIT 1) RETURNING id, kind, payload, tries"""
CLAIMS = {"sqlite": CLAIM_ONE, "postgresql": CLAIM_ONE.replace("LIMIT 1", "LIMIT 1 FOR UPDATE SKIP LOCKED")}
wake = threading.Event()


def run(stop: threading.Event) -> None:
    """Work until told to stop; the job in hand is finished. Trouble with one job never keeps the others waiting."""
    watch = _Watch()
    while not stop.is_set():
        try:
            watch.look(datetime.now(UTC))
            if not work_one(datetime.now(UTC)):
                wake.wait(1.0)
                wake.clear()
        except Exception:
            log.exception("worker stumbled")
            connection.close()
            stop.wait(2.0)
    connection.close()


def beside() -> Callable[[], None]:
    """Start the worker in a thread of this process; what to call so that it finishes its job and ends."""
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(stop,), daemon=True, name="worker")
    thread.start()

    def end() -> None:
        stop.set()
        wake.set()
        thread.join(LAST_WORD)

    return end


class _Watch:
    """What is done now and then beside the jobs."""

    def __init__(self) -> None:
        self.looked = datetime.min.replace(tzinfo=UTC)
        self.day: date | None = None

    def look(self, now: datetime) -> None:
        if now.date() != self.day:
            outbox.put("sweep", f"sweep:{now.date()}", {}, now)
            if self.day is None:
                post.take_up_kept()
            self.day = now.date()
        if now - self.looked >= TICK:
            self.looked = now  # before the look: its trouble may not stop the jobs
            clock.tick(now)


def work_off(now: datetime | None = None, most: int = 10_000) -> int:
    """Do everything that waits, and what follows from it; how many jobs were done. For the demo and the tests."""
    done = 0
    while done < most and work_one(now or datetime.now(UTC)):
        done += 1
    return done


def work_one(now: datetime) -> bool:
    """Do the job that has waited longest; False if none waits."""
    claimed = _claim(now) if _waiting(now).exists() else None
    if claimed is None:
        return False
    number, kind, payload, tries = claimed
    try:
        KINDS[kind](payload, now)
    except Exception as trouble:
        log.exception("job failed", extra={"job": number, "kind": kind, "tries": tries})
        pause = min(timedelta(seconds=5) * 2 ** min(tries, 16), LONGEST_PAUSE)
        words = f"{type(trouble).__name__}: {trouble}"[:500]
        _settle(number, due=now + pause, trouble=words)
    else:
        _settle(number, done=now, trouble="")
    return True


def _waiting(now: datetime) -> QuerySet[Job]:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return Job.objects.filter(free, done=None, due__lte=now)


def _claim(now: datetime) -> tuple[int, str, dict[str, Any], int] | None:
    with transaction.atomic(), connection.cursor() as cursor:  # on SQLite, in turn with all others who write
        cursor.execute(CLAIMS[connection.vendor], [outbox.moment(at) for at in (now + CLAIM, now, now)])
        row = cursor.fetchone()
    if row is None:
        return None
    number, kind, payload, tries = row
    return number, kind, json.loads(payload) if isinstance(payload, str) else payload, tries


def _settle(number: int, **columns: Any) -> None:
    with transaction.atomic():
        Job.objects.filter(pk=number).update(claimed_until=None, **columns)
