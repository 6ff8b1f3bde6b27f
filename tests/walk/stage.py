"""The stage: the product served in this process, with its worker, its mails and a clock that can be moved on."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import time_machine
from django.conf import settings
from django.db import connections
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tallystone.acting.door import SIGNALS
from tallystone.acting.models import Job
from tallystone.books.models import Milestone
from tallystone.ops import worker
from tests.walk.post import PATIENCE, Post, delivering, until


class Stage:
    """`url` of the product, the `post` with all its letters, and the clock."""

    def __init__(self, url: str, post: Post, clock) -> None:
        self.url, self.post, self.clock = url, post, clock
        self.worker: threading.Thread | None = None

    def move_to(self, moment: datetime) -> None:
        """Let time go on to this moment (it never goes back), and the worker look at the clock."""
        if moment > datetime.now(UTC):
            self.clock.move_to(moment)
            worker.wake.set()

    def settle(self, patience: float = PATIENCE) -> None:
        """Wait until the worker has nothing to do any more, so many seconds at most."""
        until(_nothing_due, "the worker has work left", patience)
        trouble = list(Job.objects.exclude(trouble="").values_list("kind", "trouble"))
        assert not trouble, f"work went wrong: {trouble}"

    def work(self) -> None:
        """From now on the worker works beside everything else."""
        self.stop = threading.Event()
        self.worker = threading.Thread(target=worker.run, args=(self.stop,), name="worker")
        SIGNALS.append(worker.wake.set)
        self.worker.start()

    def rest(self) -> None:
        """The worker ends its job and stops."""
        if self.worker is None:
            return
        SIGNALS.remove(worker.wake.set)
        self.stop.set()
        worker.wake.set()
        self.worker.join()
        self.worker = None


def _nothing_due() -> bool:
    now = datetime.now(UTC)
    jobs = Job.objects.filter(done=None, due__lte=now)
    reminders = Milestone.objects.filter(remind_at__lte=now)
    lapses = Milestone.objects.filter(review_until__lte=now, remind_at=None)
    return not (jobs.exists() or reminders.exists() or lapses.exists())


@contextmanager
def staged(**changed: Any) -> Iterator[Stage]:
    """The product on a server of its own, mails going to a real mail server; settings may be changed."""
    server = LiveServer("127.0.0.1")
    with delivering() as (post, port), time_machine.travel(datetime.now(UTC), tick=True) as clock:
        mailing = {"SMTP": "127.0.0.1", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_USE_TLS": False}
        mailing["EMAIL_BACKEND"] = "django.core.mail.backends.smtp.EmailBackend"
        told = {"BASE_URL": server.url, "ALLOWED_HOSTS": [*settings.ALLOWED_HOSTS, "127.0.0.1"], **mailing, **changed}
        with override_settings(**told):
            try:
                yield (stage := Stage(server.url, post, clock))
            finally:
                stage.rest()
                server.stop()


def apart(work: Callable[..., Any], *args: Any) -> Any:
    """Run this in a thread of its own: the browser's event loop, which sealing a paper cannot share, is in this one."""

    def run() -> Any:
        try:
            return work(*args)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
