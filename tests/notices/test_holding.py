"""Letters that need an answer, held for working hours: their edges, a change of the clocks, a deadline, a review's clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystone.core import acts
from tallystone.journal import prose
from tallystone.notices import rhythm
from tallystone.notices.holding import TIME_TO_ANSWER, leaving, within
from tallystone.notices.models import Letter, Wish
from tallystone.ops import worker
from tests import cast
from tests.notices.test_rhythm import NOWS, ZONES, at

LISBON = "Europe/Lisbon"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
OFFICE = Wish(holds=True, days="12345", hour=8, ends=18)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-03-04T08:00:00", "2026-03-04T08:00:00"),  # a Wednesday, at the first moment of the day
        ("2026-03-04T17:59:59", "2026-03-04T17:59:59"),
        ("2026-03-04T18:00:00", "2026-03-05T08:00:00"),  # its last hour is over
        ("2026-03-04T07:59:59", "2026-03-04T08:00:00"),
        ("2026-03-06T18:00:00", "2026-03-09T08:00:00"),  # a Friday evening
        ("2026-03-28T12:00:00", "2026-03-30T08:00:00"),  # over the change to summer time
        ("2026-10-24T12:00:00", "2026-10-26T08:00:00"),  # and back
    ],
)
def test_the_edges_of_a_working_day(now, leaves):
    assert leaving(at(now, LISBON), OFFICE, LISBON, None) == at(leaves, LISBON)


def test_who_did_not_ask_for_it_has_letters_at_any_hour():
    night = at("2026-03-04T03:00:00", LISBON)
    assert leaving(night, Wish(), LISBON, None) == night


@pytest.mark.parametrize(("deadline", "held"), [("2026-03-05T12:00:00", True), ("2026-03-05T11:59:59", False)])
def test_it_never_waits_until_it_is_too_late(deadline, held):
    evening = at("2026-03-04T20:00:00", LISBON)
    assert (leaving(evening, OFFICE, LISBON, at(deadline, LISBON)) > evening) is held


@settings(max_examples=200, deadline=None)
@given(NOWS, ZONES, st.none() | st.integers(0, 200), st.integers(5, 21), st.lists(st.integers(1, 7), min_size=1, unique=True))
def test_it_leaves_within_working_hours_or_in_time(now, zone, hours, begins, days):
    wish = Wish(holds=True, days="".join(map(str, days)), hour=begins, ends=begins + 1)
    deadline = None if hours is None else now + timedelta(hours=hours)
    leaves = leaving(now, wish, zone, deadline)
    assert now <= leaves <= now + timedelta(days=8)
    if leaves > now:
        assert within(leaves, wish, zone)
        assert deadline is None or leaves + TIME_TO_ANSWER <= deadline
    else:
        assert within(now, wish, zone) or deadline is not None


class TestThroughTheWorker:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def demo(self, settings, quick_papers):
        settings.DEMO = True

    def maya(self, life) -> None:
        """Her day is over since an hour; it begins again tomorrow at eight, in Lisbon."""
        wish = rhythm.wish_of(life.cast.maya.pk)
        there = datetime.now(UTC).astimezone(ZoneInfo(LISBON))
        wish.holds, wish.days = True, str((there.date() + DAY).isoweekday())
        wish.save()

    def morning(self) -> datetime:
        there = datetime.now(UTC).astimezone(ZoneInfo(LISBON)).date() + DAY
        return datetime(there.year, there.month, there.day, 8, tzinfo=ZoneInfo(LISBON)).astimezone(UTC)

    def held(self):
        life = cast.started("after")
        worker.work_off()
        Letter.objects.all().delete()
        self.maya(life)
        cast.deliver(life, 1)
        worker.work_off()
        return life

    def test_the_review_begins_when_the_letter_goes(self):
        life = self.held()
        assert not Letter.objects.filter(to=cast.MAYA).exists()
        assert life.stone(1).noticed_at is None
        worker.work_off(self.morning() - SECOND)
        assert life.stone(1).noticed_at is None
        worker.work_off(self.morning())
        (letter,) = Letter.objects.filter(to=cast.MAYA, kind="Delivered")
        assert life.stone(1).noticed_at == self.morning()
        worker.work_off(self.morning() + 5 * DAY)
        assert list(Letter.objects.filter(to=cast.MAYA, kind="Delivered")) == [letter]

    def test_it_is_written_as_things_stand_then(self):
        life = self.held()
        life.jonas(acts.Retract(1))
        worker.work_off(self.morning() + 5 * DAY)
        assert life.stone(1).noticed_at is None, "what was taken back starts no clock"
        letters = Letter.objects.filter(to=cast.MAYA, kind="Delivered")
        assert all("Review milestone" not in letter.text for letter in letters)

    def test_a_worker_that_slept_a_week_sends_it_once(self):
        life = self.held()
        worker.work_off(self.morning() + 7 * DAY)
        worker.work_off(self.morning() + 7 * DAY)
        assert Letter.objects.filter(to=cast.MAYA, kind="Delivered").count() == 1
        assert life.stone(1).noticed_at == self.morning() + 7 * DAY

    def test_a_question_for_today_does_not_wait(self):
        life = cast.started("after")
        worker.work_off()
        self.maya(life)
        life.jonas(acts.Ask(1, prose.words("By year?"), day_there()))
        worker.work_off()
        assert Letter.objects.filter(to=cast.MAYA, kind="Asked").exists()


def day_there() -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(LISBON)).date()
