"""The review clock: reminders at the half, the day before and in the last hours, and the end, each at its boundary."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as always
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts
from tallystone.core.dates import review_end
from tallystone.core.refusal import Refusal
from tallystone.core.reminding import due, moments
from tests.core.given import CLOCK, DAY, NOW, C, F, deliver, delivered, noticed, said

A_MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
LISBON, BERLIN, NEW_YORK, LORD_HOWE = "Europe/Lisbon", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "until", "zone", "half", "day", "hours"),
    [
        ("2026-03-02 10:00", "2026-03-09 18:00", LISBON, "2026-03-06 02:00", "2026-03-08 18:00", "2026-03-09 14:00"),
        # summer time begins in the night before the last day: that day before is 23 hours long, and it is six o'clock there
        ("2027-03-21 10:00", "2027-03-28 16:00", BERLIN, "2027-03-25 01:00", "2027-03-27 17:00", "2027-03-28 12:00"),
        # and ends: 25 hours
        ("2026-10-18 10:00", "2026-10-25 17:00", BERLIN, "2026-10-22 01:30", "2026-10-24 16:00", "2026-10-25 13:00"),
        ("2027-03-08 15:00", "2027-03-14 22:00", NEW_YORK, "2027-03-11 18:30", "2027-03-13 23:00", "2027-03-14 18:00"),
        # a zone whose clocks move by half an hour
        ("2027-04-01 00:00", "2027-04-04 07:30", LORD_HOWE, "2027-04-02 15:45", "2027-04-03 07:00", "2027-04-04 03:30"),
    ],
)
def test_the_moments_of_a_review(told, until, zone, half, day, hours):
    assert moments(utc(told), utc(until), zone) == [("half", utc(half)), ("day", utc(day)), ("hours", utc(hours))]


@pytest.mark.parametrize(("hours", "kinds"), [(49, ["half", "day", "hours"]), (48, ["half", "hours"]), (24, ["half", "hours"])])
def test_a_short_review_has_no_reminder_the_day_before(hours, kinds):
    told = utc("2026-03-02 10:00")
    assert [kind for kind, _at in moments(told, told + timedelta(hours=hours), "UTC")] == kinds


def remind(play, kind, now):
    return play.at(now).do(CLOCK, acts.Notice(1, 1, kind))


@pytest.mark.parametrize("kind", ["half", "day", "hours"])
def test_each_is_refused_until_its_moment_and_done_once(kind):
    play = noticed()
    until = play.stone().review_until
    plan = dict(moments(play.stone().noticed_at, until, LISBON))
    for earlier in ("half", "day"):
        if plan[earlier] < plan[kind]:
            remind(play, earlier, plan[earlier])
    with pytest.raises(Refusal, match="not_due"):
        remind(play, kind, plan[kind] - A_MOMENT)
    assert due(play.stone(), LISBON, plan[kind] - A_MOMENT) == ""
    assert due(play.stone(), LISBON, plan[kind]) == kind
    remind(play, kind, plan[kind])
    assert play.stone().review_until == until  # as the page said
    with pytest.raises(Refusal, match="not_due"):
        remind(play, kind, plan[kind] + A_MOMENT)


def test_the_last_hours_are_never_the_first_reminder():
    play = noticed()
    late = play.stone().review_until - HOUR
    assert due(play.stone(), LISBON, late) == "day"
    with pytest.raises(Refusal, match="not_due"):
        remind(play, "hours", late)
    remind(play, "day", late)
    assert play.stone().review_until == late + 12 * HOUR
    assert due(play.stone(), LISBON, late + 8 * HOUR - A_MOMENT) == ""
    assert due(play.stone(), LISBON, late + 8 * HOUR) == "hours"


def test_a_clock_that_slept_through_two_reminders_sends_the_latest_alone():
    play = noticed()
    until = play.stone().review_until
    remind(play, "half", NOW + 4 * DAY)
    assert due(play.stone(), LISBON, until - HOUR) == "hours"
    remind(play, "hours", until - HOUR)
    assert (due(play.stone(), LISBON, until - A_MOMENT), play.stone().review_until) == ("", until)


def test_reminded_once_the_end_is_the_end_though_the_clock_slept():
    play = noticed()
    until = play.stone().review_until
    remind(play, "half", NOW + 4 * DAY)
    assert due(play.stone(), LISBON, until) == ""  # nothing is reminded of what is over
    play.at(until + 7 * DAY).do(CLOCK, acts.Lapse(1))
    assert (play.stone().deemed, play.stone().accepted_at) == (True, until)


def test_answers_are_open_until_the_very_end():
    play = noticed()
    until = play.stone().review_until
    remind(play, "half", NOW + 4 * DAY)
    play.at(until - A_MOMENT).do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Late, but in time")))
    assert play.stone().work == "changes_asked"


def test_who_was_never_reminded_may_answer_after_the_end():
    play = noticed()
    play.at(play.stone().review_until + DAY).do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Nobody told me")))
    assert play.stone().work == "changes_asked"


def test_asking_for_changes_stops_the_clock_and_a_delivery_starts_another():
    play = noticed()
    remind(play, "half", NOW + 4 * DAY)
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (1,), said("Blurred"))).at(NOW + 60 * DAY)
    assert due(play.stone(), LISBON, play.now) == ""
    with pytest.raises(Refusal, match="not_due"):
        play.do(CLOCK, acts.Lapse(1))
    play.do(F, deliver(text="again")).do(CLOCK, acts.Notice(1, 2, "delivered"))
    assert (play.stone().reminded, play.stone().review_until) == ("", review_end(play.now, 7, LISBON))


def test_a_reminder_of_an_earlier_round_counts_for_nothing():
    play = noticed().do(C, acts.AskChanges(1, delivered().stone().snapshot, (1,), said("Blurred")))
    play.do(F, deliver(text="again")).do(CLOCK, acts.Notice(1, 2, "delivered"))
    with pytest.raises(Refusal, match="snapshot_changed"):
        remind(play, "half", NOW + 5 * DAY)


ZONES = st.sampled_from([LISBON, BERLIN, NEW_YORK, LORD_HOWE, "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
# moments at which the clock wakes: half hours around the end of the review, where it is decided
WAKES = st.integers(-120, 60)
STARTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@settings(max_examples=200, deadline=None)
@always(start=STARTS, zone=ZONES, days=st.integers(1, 30), wakes=st.lists(WAKES, max_size=12))
def test_whenever_the_clock_wakes_nobody_lapses_without_twelve_hours_notice(start, zone, days, wakes):
    """The review ends when the page said; where the first reminder came less than twelve hours before, twelve after it."""
    play = delivered(zone=zone, review_days=days).at(start).do(CLOCK, acts.Notice(1, 1, "delivered"))
    said_until, first, count = play.stone().review_until, None, 0
    assert said_until.astimezone(ZoneInfo(zone)).hour == 18
    for halves in sorted(wakes):
        play.at(max(said_until + halves * HOUR / 2, start))
        if kind := due(play.stone(), zone, play.now):
            play.do(CLOCK, acts.Notice(1, 1, kind))
            first, count = first or play.now, count + 1
        until = play.stone().review_until
        assert until == (said_until if first is None else max(said_until, first + 12 * HOUR))
        if first is not None and play.now >= until:
            play.do(CLOCK, acts.Lapse(1))
            assert play.stone().accepted_at == until >= first + 12 * HOUR
            break
        with pytest.raises(Refusal):
            play.do(CLOCK, acts.Lapse(1))
    assert count <= 3
