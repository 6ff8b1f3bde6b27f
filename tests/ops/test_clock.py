"""The clock: reminders, then lapses, at the exact moment, in the contract's zone, also after a long sleep."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.books.models import Milestone
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.ops import clock, worker
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
A_MOMENT = timedelta(microseconds=1)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def papers_are_quick(monkeypatch):
    from tallystone.files import store
    from tallystone.papers import filing

    monkeypatch.setattr(filing, "make", lambda row, seq, kind, about: store.keep(f"{kind} {about}".encode()).hash)


def at(now: datetime) -> int:
    """The worker is awake at this moment and does all that it can."""
    count = clock.tick(now)
    worker.work_off(now)
    return count


def noticed(time_machine, moment: datetime, **changed) -> cast.Life:
    """Milestone 1 was delivered, and Maya told, at this moment."""
    time_machine.move_to(moment, tick=False)
    life = cast.delivered("after", count=2, **changed)
    worker.work_off(moment)
    return life


def reminders() -> int:
    return Letter.objects.filter(kind="Reminder").count()


MONDAY = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)


def test_each_at_its_exact_moment(time_machine):
    life = noticed(time_machine, MONDAY)
    until = life.stone(1).review_until
    assert until == datetime(2027, 2, 8, 18, tzinfo=UTC)
    half, day, hours = (datetime(2027, 2, *when, tzinfo=UTC) for when in ((5, 2), (7, 18), (8, 14)))
    for count, moment in enumerate((half, day, hours)):
        assert Milestone.objects.get(code=life.code, number=1).remind_at == moment
        assert (at(moment - A_MOMENT), reminders()) == (0, count)
        assert (at(moment), reminders()) == (1, count + 1)
        assert (at(moment), reminders()) == (0, count + 1)  # looked at again: nothing more
        assert (life.stone(1).reminded_at, life.stone(1).review_until) == (moment, until)
    assert Milestone.objects.get(code=life.code, number=1).remind_at is None
    subjects = Letter.objects.filter(kind="Reminder").order_by("id").values_list("subject", flat=True)
    assert [subject.partition(" ")[0] for subject in subjects] == ["Half", "One", "A"]
    assert (at(until - A_MOMENT), life.stone(1).work) == (0, "delivered")
    assert (at(until), life.stone(1).work, life.stone(1).deemed) == (1, "accepted", True)
    assert (at(until + WEEK), reminders()) == (0, 3)


def test_reminded_once_a_worker_that_slept_for_a_week_ends_the_review_when_the_page_said(time_machine):
    life = noticed(time_machine, MONDAY)
    until = life.stone(1).review_until
    at(until - timedelta(days=2))
    assert (reminders(), life.stone(1).reminded) == (1, "half")
    at(until + WEEK)
    assert (reminders(), life.stone(1).accepted_at) == (1, until)
    assert Milestone.objects.get(code=life.code, number=1).accepted_at == until


def test_answers_are_taken_until_the_very_end_and_not_after(time_machine):
    life = noticed(time_machine, MONDAY)
    until = life.stone(1).review_until
    at(until - timedelta(days=1))
    with pytest.raises(Refusal, match="review_over"):
        life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("Too late.")), until)
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("In time.")), until - A_MOMENT)
    assert (at(until + WEEK), life.stone(1).work) == (0, "changes_asked")


@pytest.mark.parametrize(
    ("zone", "told_at", "ends"),
    [
        ("Europe/Lisbon", datetime(2027, 3, 25, 10, tzinfo=UTC), datetime(2027, 4, 1, 17, tzinfo=UTC)),  # summer begins
        ("Europe/Lisbon", datetime(2026, 10, 22, 10, tzinfo=UTC), datetime(2026, 10, 29, 18, tzinfo=UTC)),  # and ends
        ("America/New_York", datetime(2027, 3, 10, 15, tzinfo=UTC), datetime(2027, 3, 17, 22, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2027, 4, 1, 1, tzinfo=UTC), datetime(2027, 4, 8, 7, 30, tzinfo=UTC)),
    ],
)
def test_it_is_six_in_the_evening_there_whatever_the_clocks_did(time_machine, zone, told_at, ends):
    life = noticed(time_machine, told_at, zone=zone)
    at(ends - timedelta(days=1))
    at(ends - A_MOMENT)
    assert life.stone(1).work == "delivered"
    at(ends)
    assert life.stone(1).deemed


def test_a_worker_that_slept_for_a_week_reminds_first(time_machine):
    life = noticed(time_machine, MONDAY)
    woke = life.stone(1).review_until + WEEK
    at(woke)
    assert (reminders(), life.stone(1).work) == (1, "delivered")
    assert life.stone(1).review_until == woke + timedelta(hours=12)
    at(woke + timedelta(hours=12) - A_MOMENT)
    assert life.stone(1).work == "delivered"
    at(woke + timedelta(hours=12))
    assert life.stone(1).deemed


def test_nobody_lapses_who_was_not_told(time_machine, settings):
    settings.DEMO = False
    life = noticed(time_machine, MONDAY)
    at(MONDAY + 10 * WEEK)
    assert (life.stone(1).work, life.stone(1).noticed_at) == ("delivered", None)


def test_a_delivery_taken_back_and_made_again_has_its_own_clock(time_machine):
    life = noticed(time_machine, MONDAY)
    at(life.stone(1).review_until - timedelta(hours=20))
    assert reminders() == 1
    life.jonas(acts.Retract(1))
    time_machine.move_to(MONDAY + 2 * WEEK, tick=False)
    cast.deliver(life, 1, "Again.")
    worker.work_off(MONDAY + 2 * WEEK)
    assert life.stone(1).noticed_at == MONDAY + 2 * WEEK
    until = life.stone(1).review_until
    at(until - timedelta(hours=1))
    at(until + timedelta(hours=12))
    assert (reminders(), life.stone(1).deemed) == (2, True)


def test_a_letter_about_a_delivery_taken_back_starts_no_clock(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    life = cast.started("after", count=2)
    worker.work_off(MONDAY)
    cast.deliver(life, 1)
    worker.work_one(MONDAY)  # the letter is written, and not sent
    life.jonas(acts.Retract(1))
    cast.deliver(life, 1, "Again.")
    entry = next(job for job in worker._waiting(MONDAY).order_by("id") if job.kind == "send")
    worker.KINDS["send"](entry.payload, MONDAY)
    assert life.stone(1).noticed_at is None


@pytest.mark.parametrize(
    ("zone", "over"),
    [
        ("Pacific/Kiritimati", datetime(2027, 2, 15, 10, tzinfo=UTC)),
        ("UTC", datetime(2027, 2, 16, 0, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2027, 2, 16, 11, tzinfo=UTC)),
    ],
)
def test_a_proposal_ends_when_its_last_day_is_over_there(time_machine, zone, over):
    time_machine.move_to(MONDAY, tick=False)
    life = cast.proposed(zone=zone)
    assert life.contract.until.isoformat() == "2027-02-15"
    assert (at(over - A_MOMENT), life.contract.state) == (0, "proposed")
    assert (at(over), life.contract.state) == (1, "expired")
    assert set(Letter.objects.filter(kind="Lapsed").values_list("to", flat=True)) == {cast.JONAS, cast.MAYA}


def test_nothing_due_costs_six_questions(time_machine, django_assert_num_queries):
    noticed(time_machine, MONDAY)
    cast.proposed()
    with django_assert_num_queries(6):
        assert clock.tick(MONDAY) == 0


def test_a_reminder_that_waits_for_its_mail_server_is_written_once(time_machine, settings, django_assert_max_num_queries):
    life = noticed(time_machine, MONDAY)
    settings.DEMO = False
    when = life.stone(1).review_until - timedelta(hours=3)
    assert at(when) == 1
    with django_assert_max_num_queries(7):
        assert clock.tick(when + timedelta(minutes=1)) == 0
    assert (reminders(), life.stone(1).reminded_at) == (1, None)


def test_one_contracts_trouble_does_not_hold_up_the_others(time_machine, monkeypatch):
    lives = [noticed(time_machine, MONDAY) for _ in range(3)]
    at(MONDAY + timedelta(days=6, hours=9))
    fine = clock.perform

    def perform(code, *rest, **more):
        if code == lives[1].code:
            raise RuntimeError("something is wrong with this one")
        return fine(code, *rest, **more)

    monkeypatch.setattr(clock, "perform", perform)
    assert clock.tick(MONDAY + WEEK + WEEK) == 2
    assert [life.stone(1).deemed for life in lives] == [True, False, True]


def test_what_is_not_due_is_not_done(time_machine):
    life = noticed(time_machine, MONDAY)
    assert clock.by_clock(life.code, acts.Lapse(1), "lapse:early", MONDAY) is False
    assert life.stone(1).work == "delivered"
