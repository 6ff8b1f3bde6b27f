"""The marks of a cap: both sides have a letter at 50, 75, 90 and 100 %, each once; who may not see hours is not told any."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.acting.door import new_act_id
from tallystone.core.roles import BOOKKEEPER, GUEST
from tallystone.core.state import By
from tallystone.hours import keeping
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.models import Worked
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def demo(settings, quick_papers):
    settings.DEMO = True


def log(life, minutes: int, back: int) -> Worked:
    """So many minutes that ended this many hours ago."""
    start = datetime.now(UTC) - timedelta(minutes=minutes, hours=back)
    keys = keeping.log(keeper(life), [New(start, minutes, "Drafts")], new_act_id())
    worker.work_off()
    return Worked.objects.get(key=keys[0])


def keeper(life) -> Keeper:
    return Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk))


def told(to: str) -> list[str]:
    """The percentages that letters of the cap named, in order."""
    rows = Letter.objects.filter(to=to, kind="CapReached").order_by("id").values_list("subject", flat=True)
    return [f"{mark} %" for subject in rows for mark in (50, 75, 90, 100) if f"{mark} %" in subject.replace("\xa0", " ")]


def test_each_mark_is_told_to_both_at_its_minute_and_once():
    life = cast.working(cap=600)
    worker.work_off()
    for minutes, marks in ((299, []), (1, ["50 %"]), (149, ["50 %"]), (1, ["50 %", "75 %"]), (90, ["50 %", "75 %", "90 %"])):
        log(life, minutes, back=1)
        assert (told(cast.JONAS), told(cast.MAYA)) == (marks, marks)
    log(life, 60, back=1)
    assert told(cast.MAYA) == ["50 %", "75 %", "90 %", "100 %"]
    log(life, 60, back=1)
    worker.work_off(datetime.now(UTC) + timedelta(days=7))
    assert told(cast.JONAS) == told(cast.MAYA) == ["50 %", "75 %", "90 %", "100 %"]


def test_down_and_up_again_is_not_told_twice():
    life = cast.working(cap=600)
    worker.work_off()
    entry = log(life, 300, back=1)
    keeping.remove(keeper(life), entry, new_act_id())
    worker.work_off()
    log(life, 310, back=1)
    assert told(cast.MAYA) == ["50 %"]


def test_who_sees_no_hours_reads_none_in_these_letters():
    life = cast.working(cap=600)
    guest = cast.member(life.cast.almada, "Gil Reis", GUEST)
    books = cast.member(life.cast.almada, "Ana Books", BOOKKEEPER)
    worker.work_off()
    log(life, 300, back=1)
    assert not Letter.objects.filter(to__in=[guest.email, books.email], kind="CapReached").exists()
    worker.work_off(datetime.now(UTC) + timedelta(days=9))
    assert all("5\xa0h" not in letter.text + letter.html for letter in Letter.objects.filter(to=guest.email))
