"""Reminders: before the next word and a duty, on the day of an answer; once, and only while it is waited for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tallystone.acting.models import Job
from tallystone.core import acts
from tallystone.core.shape import Duty
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.notices.nudging import morning
from tallystone.ops import worker
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def demo(settings, quick_papers):
    settings.DEMO = True


def nudges() -> list[Letter]:
    return list(Letter.objects.filter(kind="Nudge").order_by("id"))


def at(days: int) -> datetime:
    return morning(cast.today() + days * DAY, "Europe/Lisbon")


def test_the_next_word_is_reminded_of_the_day_before():
    life = cast.started("after")
    life.jonas(acts.Report(1, 30, prose.words("x"), cast.today() + 5 * DAY))
    worker.work_off(at(4) - SECOND)
    assert nudges() == []
    worker.work_off(at(4))
    (letter,) = nudges()
    assert letter.to == cast.JONAS
    assert "Report on milestone 1" in letter.subject
    worker.work_off(at(9))
    assert len(nudges()) == 1


def test_a_word_that_came_is_not_reminded_of():
    life = cast.started("after")
    life.jonas(acts.Report(1, 30, prose.words("x"), cast.today() + 5 * DAY))
    worker.work_off()
    life.jonas(acts.Report(1, 60, prose.words("x"), cast.today() + 9 * DAY))
    worker.work_off(at(7))
    assert nudges() == []
    worker.work_off(at(8))
    assert len(nudges()) == 1


def test_the_day_of_an_answer_is_reminded_of_in_the_morning():
    life = cast.started("after")
    life.jonas(acts.Ask(1, prose.words("By year or by place?"), cast.today() + 3 * DAY))
    worker.work_off(at(3) - SECOND)
    assert nudges() == []
    worker.work_off(at(3))
    (letter,) = nudges()
    assert letter.to == cast.MAYA
    assert "> By year or by place?" in letter.text
    Job.objects.filter(kind="nudge").update(done=None)  # killed before it could say that it was done
    worker.work_off(at(3) + DAY)
    assert len(nudges()) == 1


@pytest.mark.parametrize("how", ["answer", "withdraw"])
def test_a_question_that_is_over_is_not_reminded_of(how):
    life = cast.started("after")
    life.jonas(acts.Ask(1, prose.words("?"), cast.today() + 3 * DAY))
    worker.work_off()
    if how == "answer":
        life.maya(acts.Answer(1, 1, prose.words("!")))
    else:
        life.jonas(acts.WithdrawQuestion(1, 1))
    worker.work_off(at(5))
    assert nudges() == []


def test_a_duty_is_reminded_of_two_days_before_and_by_a_worker_that_slept():
    cast.started("after", duties=(Duty("The logo", cast.today() + 5 * DAY), Duty("Somebody who answers")))
    worker.work_off(at(3) - SECOND)
    assert nudges() == []
    worker.work_off(at(10))
    (letter,) = nudges()
    assert letter.to == cast.MAYA
    assert "You promised “The logo”" in letter.text


def test_what_is_asked_for_an_hour_that_is_over_is_told_once_only():
    life = cast.started("after")
    life.jonas(acts.Ask(1, prose.words("?"), cast.today()), now=at(0) + SECOND)
    worker.work_off(datetime.now(UTC) + DAY)
    assert nudges() == []
    assert Letter.objects.filter(kind="Asked").count() == 1


def test_morning_is_nine_where_clocks_change():
    assert morning(date(2026, 3, 28), "Europe/Lisbon").hour == 9
    assert morning(date(2026, 3, 29), "Europe/Lisbon").hour == 8
