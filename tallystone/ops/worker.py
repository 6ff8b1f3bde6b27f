"""The worker: takes jobs from the outbox one by one, and looks at the clock. Several may run, on several machines."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import connection

from tallystone.acting.models import Job
from tallystone.ops import clock
from tallystone.ops.jobs import KINDS

log = structlog.get_logger("worker")
CLAIM = timedelta(minutes=10)
TICK = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=6)
CLAIM_ONE = """UPDATE acting_job SET claimed_until = %s, tries = tries + 1 WHERE id = (
    SELECT id FROM acting_job WHERE done IS NULL AND due <= %s AND (claimed_until IS NULL OR claimed_until < %s)
    ORDER BY due, id LIMIT 1) RETURNING id, kind, payload, tries"""
CLAIMS = {"sqlite": CLAIM_ONE, "postgresql": CLAIM_ONE.replace("LIMIT 1", "LIMIT 1 FOR UPDATE SKIP LOCKED")}
wake = threading.Event()


def run(stop: threading.Event) -> None:
    """Work until told to stop. Trouble with one job never keeps the others waiting."""
    looked = datetime.min.replace(tzinfo=UTC)
    while not stop.is_set():
        try:
            now = datetime.now(UTC)
            if now - looked >= TICK:
                clock.tick(now)
                looked = now
            if not work_one(datetime.now(UTC)):
                wake.wait(1.0)
                wake.clear()
        except Exception:
            log.exception("worker stumbled")
            connection.close()
            stop.wait(2.0)
    connection.close()


def work_off(now: datetime | None = None, most: int = 10_000) -> int:
    """Do everything that waits, and what follows from it; how many jobs were done. For the demo and the tests."""
    done = 0
    while done < most and work_one(now or datetime.now(UTC)):
        done += 1
    return done


def work_one(now: datetime) -> bool:
    """Do the job that has waited longest; False if none waits."""
    claimed = _claim(now)
    if claimed is None:
        return False
    number, kind, payload, tries = claimed
    try:
        KINDS[kind](payload, now)
    except Exception as trouble:
        log.exception("job failed", job=number, kind=kind, tries=tries)
        pause = min(timedelta(seconds=5) * 2 ** min(tries, 16), LONGEST_PAUSE)
        words = f"{type(trouble).__name__}: {trouble}"[:500]
        Job.objects.filter(pk=number).update(due=now + pause, claimed_until=None, trouble=words)
    else:
        Job.objects.filter(pk=number).update(done=now, claimed_until=None, trouble="")
    return True


def _claim(now: datetime) -> tuple[int, str, dict[str, Any], int] | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIMS[connection.vendor], [now + CLAIM, now, now])
        row = cursor.fetchone()
    if row is None:
        return None
    number, kind, payload, tries = row
    return number, kind, json.loads(payload) if isinstance(payload, str) else payload, tries
