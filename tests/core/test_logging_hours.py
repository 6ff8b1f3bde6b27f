"""Hours that bind: held against the cap, told at its marks, billed as they were accepted, to the last cent."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from tallystone.core import acts, facts, ledger
from tallystone.core.contract import unsound
from tallystone.core.logging_hours import binds, cap_share, left_minutes, shown_to_client
from tallystone.core.money import share, worth
from tallystone.core.refusal import Refusal
from tallystone.core.sheet import Logged, sheet_from, sheet_text
from tests.core import given
from tests.core.given import CLOCK, DAY, C, F, Play, said

MINUTES = st.integers(1, 24 * 60)


def log(play: Play, minutes: int, key: str = "k1") -> Play:
    return play.do(F, acts.LogHours(1, given.sheet(given.hours(play, minutes, key))))


def correct(play: Play, was: int, now: int) -> Play:
    return play.do(F, acts.CorrectHours(1, given.sheet(given.hours(play, now), was=given.hours(play, was))))


def marks(play: Play) -> list[int]:
    return [fact.percent for fact in play.then if isinstance(fact, facts.CapReached)]


def test_a_sheet_is_read_as_it_was_spelled():
    entries = (Logged("a", 1, given.NOW, 90, "Größe, “quoted”"), Logged("b", 2, given.NOW, 1))
    assert sheet_from(sheet_text(entries)).now == entries
    assert sheet_from(sheet_text((), entries)).was == entries


def test_hours_join_the_record_as_numbers_and_a_hash():
    play = given.working()
    sheet = given.sheet(given.hours(play, 90, "a"), replace(given.hours(play, 30, "b"), start=given.NOW))
    play.do(F, acts.LogHours(1, sheet))
    days = (given.TODAY, given.TODAY + 2 * DAY)
    assert play.then == [facts.HoursLogged(1, 120, 2, *days, sheet.hash)]
    assert play.stone().minutes == 120


def test_the_day_of_an_entry_is_the_contracts_own():
    play = given.working(zone="Pacific/Auckland")
    late = Logged("a", 1, datetime(2026, 3, 3, 11, 30, tzinfo=UTC), 20)  # half past midnight there
    play.do(F, acts.LogHours(1, given.sheet(late)))
    assert play.then[0].first.isoformat() == "2026-03-04"


def test_hours_begin_with_the_day_of_the_agreement_in_the_contracts_zone():
    play = given.working(zone="America/New_York")  # agreed on 2 March, 5:00 there; the day began at 5:00 UTC
    first = Logged("a", 1, datetime(2026, 3, 2, 5, 0, tzinfo=UTC), 10)
    play.do(F, acts.LogHours(1, given.sheet(first)))
    with pytest.raises(Refusal, match="hours_before"):
        play.do(F, acts.LogHours(1, given.sheet(replace(first, start=first.start - timedelta(seconds=1)))))


def test_an_entry_may_end_now_and_a_few_minutes_off():
    play = given.working()
    play.do(F, acts.LogHours(1, given.sheet(replace(given.hours(play, 10), start=play.now - timedelta(minutes=5)))))
    with pytest.raises(Refusal, match="hours_future"):
        play.do(F, acts.LogHours(1, given.sheet(replace(given.hours(play, 10), start=play.now - timedelta(seconds=299)))))


def test_an_hour_is_an_hour_when_the_clocks_change():
    play = given.working(zone="Europe/Lisbon").at(datetime(2026, 3, 29, 3, 0, tzinfo=UTC))
    night = Logged("a", 1, datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 60)  # 0:30 to 2:30 on the clock
    play.do(F, acts.LogHours(1, given.sheet(night)))
    assert play.stone().minutes == 60
    assert play.then[-1].first.isoformat() == "2026-03-29"


@pytest.mark.parametrize(("minutes", "told"), [(299, []), (300, [50]), (449, [50]), (450, [75]), (539, [75]), (540, [90]),
                                               (599, [90]), (600, [100]), (601, [100])])  # fmt: skip
def test_the_cap_is_told_exactly_at_its_marks(minutes, told):
    assert marks(log(given.working(), minutes)) == told


def test_each_mark_is_told_once_also_after_corrections():
    play = log(given.working(), 300)
    assert marks(play) == [50]
    correct(play, 300, 100)
    assert marks(log(play, 250)) == []
    assert marks(correct(play, 250, 350)) == [75]
    assert marks(log(play, 200)) == [100]
    assert marks(log(play, 700)) == []


def test_past_a_soft_cap_hours_go_on_and_past_a_hard_one_not_a_minute():
    assert log(given.logged(600), 1).stone().minutes == 601
    play = given.logged(599, kind="hard")
    assert (left_minutes(play.stone()), cap_share(play.stone())) == (1, 99)
    log(play, 1)
    with pytest.raises(Refusal) as refusal:
        log(play, 1)
    assert refusal.value.told == {"milestone": 1, "left": 0, "cap": 600}
    assert correct(play, 600, 500).stone().minutes == 500


def test_what_binds_and_what_is_shown():
    plan = given.terms().plan()
    fixed, capped = plan.milestones[0], replace(plan.milestones[0], cap_minutes=60)
    hourly = given.by_the_hour().plan().milestones[0]
    assert [binds(plan, s) for s in (fixed, capped, hourly)] == [False, True, True]
    assert [shown_to_client(plan, s) for s in (fixed, capped, hourly)] == [False, False, True]
    shown = replace(plan, hours_shown=1)
    assert binds(shown, fixed)
    assert shown_to_client(shown, fixed)


def test_under_review_there_are_never_more_hours_than_were_handed_over():
    play = given.logged(90).do(F, given.deliver())
    correct(play, 90, 90)
    assert correct(play, 90, 60).stone().minutes == 60
    assert correct(play, 60, 90).stone().minutes == 90
    with pytest.raises(Refusal, match="hours_under_review"):
        correct(play, 90, 91)


def test_what_was_taken_back_altogether_can_come_back():
    play = given.logged(90)
    entry = given.hours(play, 90)
    play.do(F, acts.CorrectHours(1, said(sheet_text((), (entry,)))))
    assert play.stone().minutes == 0
    play.do(F, acts.CorrectHours(1, said(sheet_text((entry,)))))
    assert play.stone().minutes == 90


def test_a_correction_makes_an_open_page_stale_and_logging_does_not():
    play = given.logged(90)
    assert play.contract.touched < play.contract.seq
    assert correct(play, 90, 60).contract.touched == play.contract.seq


def test_by_the_hour_is_paid_after_acceptance_also_where_others_are_funded():
    play = given.billed(90, tax_bp=1_900)
    assert next(f for f in play.then if isinstance(f, facts.InvoiceIssued)).open_minor == 14_280
    assert (play.stone().money, play.stone(2).money) == ("invoiced", "unfunded")
    play.do(F, acts.ConfirmPayment(1, play.now.date()))
    assert (play.stone().money, play.stone().received_minor) == ("paid", 14_280)


def test_silence_accepts_the_hours_too():
    play = given.logged(90).do(F, given.deliver()).do(CLOCK, acts.Notice(1, 1, "delivered")).later(days=30)
    play.do(CLOCK, acts.Notice(1, 1, "day")).later(days=1).do(CLOCK, acts.Lapse(1))
    assert play.stone().stake.price_minor == 12_000


def test_no_hours_no_invoice():
    play = given.working().do(F, given.deliver())
    play.do(C, given.accept(play))
    assert play.names() == ["Accepted", "Released"]
    assert (play.stone().settled, play.stone().stake.gross_minor) == (True, 0)


@forall(rate=st.integers(1, 10**6), tax=st.integers(0, 10_000), entries=st.lists(MINUTES, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_what_is_billed_is_what_was_logged_to_the_last_cent(rate, tax, entries):
    play = given.working(rate=rate, cap=600_000, tax_bp=tax).later(days=1)
    for n, minutes in enumerate(entries):
        log(play, minutes, f"k{n}")
    play.do(F, given.deliver()).do(C, given.accept(play))
    stake = play.stone().stake
    exact = Fraction(sum(entries) * rate, 60)
    assert abs(stake.price_minor - exact) <= Fraction(1, 2)
    assert stake.tax_minor == share(stake.price_minor, tax)
    moved = ledger.transfers(play.contract, play.then)
    assert sum(t.minor for t in moved) == stake.gross_minor
    if stake.gross_minor:
        assert {t.debit for t in moved} == {ledger.RECEIVABLE}
        play.do(F, acts.ConfirmPayment(1, play.now.date()))
    assert unsound(play.contract) == ""
    assert play.stone().received_minor == stake.gross_minor


@forall(st.lists(st.tuples(st.booleans(), MINUTES), min_size=1, max_size=40), st.integers(60, 4_000))
@settings(max_examples=150, deadline=None)
def test_whatever_is_logged_and_corrected_no_mark_is_told_twice_and_none_is_left_out(steps, cap):
    play, told, there, highest = given.working(cap=cap).later(days=30), [], [], 0
    for fresh, minutes in steps:
        if fresh or not there:
            log(play, minutes)
        else:
            correct(play, there.pop(), minutes)
        there.append(minutes)
        told += marks(play)
        assert play.stone().minutes == sum(there)
        highest = max(highest, sum(there))
    assert told == sorted(set(told))
    reached = [mark for mark in (50, 75, 90, 100) if highest * 100 >= cap * mark]
    assert (told[-1:] or [0]) == (reached[-1:] or [0])


@forall(st.lists(MINUTES, max_size=40), st.integers(1, 3_000))
@settings(max_examples=100, deadline=None)
def test_a_hard_cap_is_never_passed(entries, cap):
    play = given.working(cap=cap, kind="hard").later(days=30)
    for minutes in entries:
        fits = play.stone().minutes + minutes <= cap
        with nullcontext() if fits else pytest.raises(Refusal, match="cap_passed"):
            log(play, minutes)
    assert play.stone().minutes <= cap


@pytest.mark.parametrize(("minutes", "rate", "minor"), [(60, 8_000, 8_000), (1, 30, 1), (1, 29, 0), (90, 8_001, 12_002)])
def test_halves_of_a_cent_go_up(minutes, rate, minor):
    assert worth(minutes, rate) == minor


def test_after_a_change_of_the_cap_only_what_is_reached_anew_is_told():
    play = log(given.working(), 550)
    stone = play.stone()
    play.contract = play.contract.with_stone(1, stake=replace(stone.stake, cap_minutes=700))
    assert marks(log(play, 10)) == []
    assert marks(log(play, 70)) == [90]
    assert marks(log(play, 70)) == [100]


def test_a_reason_goes_beside_the_record():
    play = given.logged(90)
    reason = said("Counted the lunch.")
    play.do(F, acts.CorrectHours(1, given.sheet(given.hours(play, 60), was=given.hours(play, 90)), reason))
    assert play.then[-1].reason == reason.hash
