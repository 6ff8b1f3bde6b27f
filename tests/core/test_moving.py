"""Days on which the client held the work up, and the dates that they move: counted once, at midnight in the contract's zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts
from tallystone.core.dates import day_of
from tallystone.core.moving import delays_of, movings, redated
from tallystone.core.shape import Duty
from tallystone.core.waiting import waits
from tallystone.core.watching import risks, standing
from tests.core import given
from tests.core.given import DAY, NOW, TODAY, C, F, said

AFTER = {"funding": "after", "parallel": 0}
NO_DUTY = {"duties": ()}
LISBON = ZoneInfo("Europe/Lisbon")


def due(play, number=1):
    """The date of a milestone that counts at this moment of the play."""
    return movings(play.contract)[number].on(day_of(play.now, "Europe/Lisbon"))


def agreed_due(play, number=1):
    return play.stone(number).stake.due


def on(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LISBON).astimezone(UTC)


def test_nothing_late_moves_nothing():
    play = given.started(**AFTER)
    assert {n: m.on(TODAY) for n, m in movings(play.contract).items()} == {1: TODAY + 10 * DAY, 2: TODAY + 20 * DAY}


def test_a_late_duty_moves_day_by_day_from_the_end_of_its_day():
    play = given.agreed(**AFTER)  # the logo is due tomorrow
    last = datetime(2026, 3, 3, 23, 59, 59, tzinfo=LISBON).astimezone(UTC)
    assert due(play.at(last)) == agreed_due(play)
    assert due(play.at(last + timedelta(seconds=1))) == agreed_due(play) + DAY
    assert due(play.at(on(TODAY + 5 * DAY))) == agreed_due(play) + 4 * DAY
    play.do(C, acts.FulfilDuty(1))
    assert due(play.at(on(TODAY + 60 * DAY))) == agreed_due(play) + 4 * DAY
    (delay,) = delays_of(play.contract, play.stone(), TODAY + 60 * DAY)
    assert (delay.cause, delay.first, delay.last) == ("duty", TODAY + 2 * DAY, TODAY + 5 * DAY)


def test_a_duty_in_time_moves_nothing():
    play = given.agreed(**AFTER).at(on(TODAY + DAY, 23)).do(C, acts.FulfilDuty(1))
    assert due(play.at(on(TODAY + 30 * DAY))) == agreed_due(play)
    assert play.contract.delays == ()


def test_a_reopened_duty_counts_on_from_the_next_day():
    play = given.agreed(**AFTER).at(on(TODAY + 2 * DAY)).do(C, acts.FulfilDuty(1))  # a day late
    play.at(on(TODAY + 4 * DAY)).do(F, acts.ReopenDuty(1, said("No vectors")))
    assert due(play) == agreed_due(play) + DAY
    assert due(play.at(on(TODAY + 6 * DAY))) == agreed_due(play) + 3 * DAY
    play.do(C, acts.FulfilDuty(1))
    assert due(play.at(on(TODAY + 40 * DAY))) == agreed_due(play) + 3 * DAY


def test_a_duty_that_comes_after_a_milestone_does_not_move_it():
    duty = Duty("Photographs", TODAY + 15 * DAY)
    play = given.agreed(duties=(duty,), **AFTER).at(on(TODAY + 17 * DAY))
    assert (due(play, 1), due(play, 2)) == (agreed_due(play, 1), agreed_due(play, 2) + 2 * DAY)


def test_late_funding_moves_until_the_day_of_arrival():
    play = given.agreed(duties=(), payment_days=2).do(F, acts.AskFunding(1)).at(on(TODAY + 5 * DAY))
    assert due(play) == agreed_due(play) + 3 * DAY
    play.do(C, acts.ClaimPaid(1, TODAY + 5 * DAY)).at(on(TODAY + 7 * DAY))
    assert due(play) == agreed_due(play) + 3 * DAY, "what was said to be sent rests"
    play.do(F, acts.ConfirmFunding(1, TODAY + 6 * DAY))
    assert due(play) == agreed_due(play) + 4 * DAY, "it arrived a day later"
    assert due(play, 2) == agreed_due(play, 2) + 4 * DAY, "what comes after it moves too"


def test_where_milestones_run_side_by_side_each_has_its_own_delay():
    play = given.agreed(duties=(), payment_days=2, parallel=1).do(F, acts.AskFunding(1)).at(on(TODAY + 5 * DAY))
    assert (due(play, 1), due(play, 2)) == (agreed_due(play, 1) + 3 * DAY, agreed_due(play, 2))


def test_the_freelancers_question_moves_and_the_clients_does_not():
    play = given.started(duties=(), **AFTER).do(F, acts.Ask(1, said("Which?"), TODAY + DAY))
    play.do(C, acts.Ask(1, said("When?"), TODAY + DAY)).at(on(TODAY + 4 * DAY))
    assert due(play) == agreed_due(play) + 3 * DAY
    play.do(C, acts.Answer(1, 1, said("The first")))
    assert due(play.at(on(TODAY + 9 * DAY))) == agreed_due(play) + 3 * DAY


def test_a_day_counts_once_whatever_was_late_on_it():
    play = given.started(**AFTER).do(F, acts.Ask(1, said("Which?"), TODAY + 2 * DAY)).at(on(TODAY + 5 * DAY))
    assert due(play) == agreed_due(play) + 4 * DAY
    play.do(C, acts.Answer(1, 1, said("The first"))).at(on(TODAY + 6 * DAY)).do(C, acts.FulfilDuty(1))
    assert due(play) == agreed_due(play) + 5 * DAY
    assert len(play.contract.delays) == 2


def test_what_is_late_after_acceptance_does_not_move_what_is_done():
    play = given.accepted(funding="after").at(on(TODAY + 9 * DAY))
    assert due(play) == agreed_due(play)
    play.do(C, acts.FulfilDuty(1))
    assert due(play) == agreed_due(play)


def test_a_new_date_settles_what_was_late_before():
    play = given.agreed(**AFTER).at(on(TODAY + 4 * DAY)).do(C, acts.FulfilDuty(1))
    before, plan = play.contract, play.contract.agreed_plan
    stakes = (replace(plan.milestones[0], due=TODAY + 30 * DAY), plan.milestones[1])
    stones = (replace(before.stones[0], stake=stakes[0]), before.stones[1])
    after = redated(before, replace(before, plan=replace(plan, milestones=stakes), stones=stones), play.now)
    dates = {n: m.on(TODAY + 4 * DAY) for n, m in movings(after).items()}
    assert dates == {1: TODAY + 30 * DAY, 2: agreed_due(play, 2) + 3 * DAY}


@pytest.mark.parametrize(("asked", "days"), [(date(2026, 3, 27), 3), (date(2026, 10, 23), 3)])
def test_days_are_days_where_clocks_change(asked, days):
    """In the nights to 29 March and to 25 October Lisbon's clocks change: a day is a day, of 23 or of 25 hours."""
    play = given.Play(funding="after", duties=(), milestones=())
    late = tuple(replace(m, due=asked + 30 * DAY) for m in given.terms().milestones)
    play.terms = given.terms(funding="after", duties=(), milestones=late)
    play.at(on(asked)).do(F, given.propose(play.terms, until=asked + DAY)).do(C, given.agree(play))
    play.do(F, acts.Ask(1, said("Which?"), asked))
    midnight = datetime(asked.year, asked.month, asked.day, tzinfo=LISBON) + timedelta(days=days)
    start = datetime.combine(midnight.date(), datetime.min.time(), LISBON).astimezone(UTC)
    assert due(play.at(start)) == agreed_due(play) + days * DAY
    assert due(play.at(start - timedelta(seconds=1))) == agreed_due(play) + (days - 1) * DAY


def test_the_wait_and_the_lateness_use_the_moved_date():
    play = given.started(**AFTER).at(on(TODAY + 12 * DAY))  # two days over the agreed date, with the logo still missing
    (wait,) = (w for w in waits(play.contract, play.now) if w.act == "Deliver")
    assert wait.until == datetime(2026, 3, 24, tzinfo=LISBON).astimezone(UTC)
    assert {r.kind for r in standing(risks(play.contract), play.now)} == {"duty", "unheard"}
    play.do(C, acts.FulfilDuty(1)).at(on(TODAY + 22 * DAY))
    assert "late" in {r.kind for r in standing(risks(play.contract), play.now)}


ACTS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["ask", "answer", "duty", "reopen"])), max_size=12)


@settings(max_examples=150, deadline=None)
@any_of(steps=ACTS)
def test_whatever_happens_the_date_that_counts_is_the_agreed_one_and_the_days_that_were_late(steps):
    """The sum is that of the distinct days, never goes back while time passes, and is the same folded now or later."""
    play, last = given.started(**AFTER), TODAY
    for days, what in steps:
        play.later(days=days)
        before, counted = due(play), len(late_days(play))
        assert before == agreed_due(play) + counted * DAY
        assert before >= last
        c = play.contract
        open_ones = [q for q in c.questions if q.state == "open"]
        if what == "ask":
            play.do(F, acts.Ask(1, said("?"), day_of(play.now, "Europe/Lisbon") + DAY))
        elif what == "answer" and open_ones:
            play.do(C, acts.Answer(1, open_ones[0].number, said("!")))
        elif what == "duty" and not any(p.done_at for p in c.promises):
            play.do(C, acts.FulfilDuty(1))
        elif what == "reopen" and any(p.done_at for p in c.promises):
            play.do(F, acts.ReopenDuty(1, said("x")))
        last = due(play)
        assert last == before, "an act moves no date by itself"


def late_days(play) -> set[date]:
    today = day_of(play.now, "Europe/Lisbon")
    found = delays_of(play.contract, play.stone(), today)
    return {d.first + n * DAY for d in found for n in range((d.last - d.first).days + 1)}


def kinds(play):
    return [(r.kind, r.side) for r in standing(risks(play.contract), play.now)]


def test_risks_stand_from_their_moment_on():
    play = given.started(duties=(), **AFTER)
    play.do(F, acts.Report(1, 10, said("x"), TODAY + 2 * DAY))
    over = datetime(2026, 3, 5, tzinfo=LISBON).astimezone(UTC)
    assert kinds(play.at(over - timedelta(seconds=1))) == []
    assert kinds(play.at(over)) == [("word", "freelancer")]
    play.do(F, acts.Report(1, 10, said("x"), TODAY + 30 * DAY))
    behind = NOW + (datetime(2026, 3, 13, tzinfo=LISBON) - NOW) * 35 / 100
    assert kinds(play.at(behind - timedelta(seconds=1))) == []
    assert kinds(play.at(behind)) == [("slow", "freelancer")]
    play.do(F, acts.Report(1, 70, said("x"), TODAY + 30 * DAY))
    assert kinds(play) == []
    assert ("late", "freelancer") in kinds(play.at(on(TODAY + 11 * DAY)))


def test_money_that_does_not_come_is_told_apart_from_money_that_nobody_has_looked_for():
    play = given.agreed(duties=(), payment_days=2).do(F, acts.AskFunding(1)).at(on(TODAY + 3 * DAY))
    assert kinds(play) == [("funding", "client")]
    play.do(C, acts.ClaimPaid(1, TODAY))
    assert kinds(play) == [("unseen", "freelancer")]
    later = given.accepted(funding="after", duties=(), payment_days=2).at(on(TODAY + 3 * DAY))
    assert kinds(later) == [("payment", "client")]


def test_an_open_question_is_at_risk_for_whom_it_asks():
    play = given.asked(duties=()).at(on(TODAY + 3 * DAY))
    assert kinds(play) == [("question", "client")]
    assert kinds(play.do(C, acts.Answer(1, 1, said("x")))) == []


def late(day: date):
    stages = tuple(replace(m, due=day + n * DAY) for n, m in enumerate(given.terms().milestones))
    return given.agreed(duties=(), milestones=stages, **AFTER)


def parted(day: date):
    """A part is accepted; the rest is late after this day."""
    play = given.delivered(duties=(), **AFTER)
    return play.do(C, given.accept_part(play, 1, rest_due=day))


def owed(day: date) -> int:
    return (day - TODAY).days


RISKY = {
    "word": lambda day: given.started(duties=(), **AFTER).do(F, acts.Report(1, 10, said("x"), day)),
    "question": lambda day: given.started(duties=(), **AFTER).do(F, acts.Ask(1, said("Which?"), day)),
    "duty": lambda day: given.agreed(duties=(Duty("Send the logo", day),), **AFTER),
    "funding": lambda day: given.agreed(duties=(), payment_days=owed(day)).do(F, acts.AskFunding(1)),
    "payment": lambda day: given.accepted(funding="after", duties=(), payment_days=owed(day)),
    "late": late,
    "late, a part accepted": parted,
}


@pytest.mark.parametrize("day", [date(2026, 3, 20), date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)])
@pytest.mark.parametrize("kind", RISKY)
def test_a_risk_begins_when_its_day_is_over_there(kind, day):
    """In the night to 29 March Lisbon's clocks go on by an hour."""
    play = RISKY[kind](day)
    midnight = datetime.combine(day + DAY, datetime.min.time(), LISBON).astimezone(UTC)
    for moment, there in ((midnight - timedelta(microseconds=1), False), (midnight, True)):
        stands = standing(risks(play.contract), moment)
        assert (kind.partition(",")[0] in {r.kind for r in stands if r.kind != "late" or r.milestone == 1}) is there


@pytest.mark.parametrize(("percent", "minutes"), [(0, 450), (60, 450), (70, 510)])
def test_hours_are_a_risk_from_three_quarters_of_the_cap_where_they_run_ahead_of_the_work(percent, minutes):
    for used, there in ((minutes - 1, False), (minutes, True)):
        play = given.working(duties=())
        if percent:
            play.do(F, acts.Report(1, percent, said("x"), TODAY + 5 * DAY))
        play.do(F, acts.LogHours(1, given.sheet(given.hours(play, used))))
        assert ("hours" in dict(kinds(play))) is there
