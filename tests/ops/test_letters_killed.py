"""Letters that wait for their hour, or tell of a mark: written once, though the worker sleeps or is killed in the middle."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tallystone.acting.door import new_act_id
from tallystone.acting.models import Job
from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.core.state import By
from tallystone.hours import keeping
from tallystone.hours.keeping import Keeper, New
from tallystone.journal import prose
from tallystone.notices import rhythm
from tallystone.notices.models import Letter, News, Wish
from tallystone.ops import worker
from tests import cast
from tests.ops.test_clock_killed import CLAIMED, goes_on, killed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told", "papers_are_quick")]
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def held() -> str:
    """Maya works tomorrow, and not today."""
    life = cast.started("after")
    worker.work_off()
    tomorrow = str((datetime.now(UTC) + timedelta(days=1)).isoweekday())
    Wish.objects.filter(pk=rhythm.wish_of(life.cast.maya.pk).pk).update(holds=True, days=tomorrow, hour=10, ends=16)
    cast.deliver(life, 1)
    return "Delivered"


def commented() -> str:
    cast.proposed().maya(acts.Comment("in_scope", prose.words("Is the map in it?"), 0))
    return "Commented"


def disputed() -> str:
    cast.delivered().jonas(acts.Dispute(1, (1,), prose.words("It does open."), 40_000))
    return "Nudge"


def half_of_the_cap() -> str:
    life = cast.working(cap=600)
    worker.work_off()
    start = datetime.now(UTC) - timedelta(hours=6)
    keeping.log(Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk)), [New(start, 300, "Drafts")], new_act_id())
    return "CapReached"


def word() -> str:
    cast.started("after").jonas(acts.Report(1, 30, prose.words("It stands."), cast.today() + 5 * DAY))
    return "Nudge"


def question() -> str:
    cast.started("after").jonas(acts.Ask(1, prose.words("By year or by place?"), cast.today() + 3 * DAY))
    return "Nudge"


def duty() -> str:
    cast.started("after", duties=(Duty("Texts", cast.today() + 4 * DAY),))
    return "Nudge"


def gathered() -> str:
    life = cast.started("after")
    worker.work_off()
    Letter.objects.all().delete()
    News.objects.update(told=datetime.now(UTC))
    life.jonas(acts.Report(1, 30, prose.words("It stands."), cast.today() + 5 * DAY))
    return "Digest"


EVERY = pytest.mark.parametrize(
    ("makes", "job"),
    [
        (held, "letter"), (commented, "comments"), (disputed, "nudge"), (word, "nudge"), (question, "nudge"), (duty, "nudge"),
        (gathered, "digest"), (half_of_the_cap, "entry"),
    ],
)  # fmt: skip


def due(job: str) -> datetime:
    """When the worker does it; what comes before is done."""
    if job != "entry":
        worker.work_off()
    return Job.objects.filter(kind=job, done=None).earliest("due").due


def written(kind: str) -> int:
    """Letters of this kind to one person; a cap's mark is told to both."""
    return Letter.objects.filter(kind=kind, **({"to": cast.MAYA} if kind == "CapReached" else {})).count()


@EVERY
@pytest.mark.parametrize("when", ["before", "after"])
def test_it_is_written_once_though_the_worker_is_killed(makes: Callable[[], str], job, when):
    kind = makes()
    at = due(job)
    killed(at, job, when)
    assert written(kind) == (1 if when == "after" else 0)
    for pause in (CLAIMED, 2 * CLAIMED, 3 * CLAIMED):
        goes_on(at + pause)
    assert written(kind) == 1


@EVERY
def test_a_worker_that_slept_for_a_week_writes_it_once(makes: Callable[[], str], job):
    kind = makes()
    at = due(job)
    assert written(kind) == 0
    goes_on(at + WEEK)
    goes_on(at + 2 * WEEK)
    assert written(kind) == 1
