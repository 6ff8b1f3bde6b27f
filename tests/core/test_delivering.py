"""Work is handed over as snapshots and answered: accepted, changes asked, or silence."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.core import acts, facts
from tests.core.given import (
    CLOCK,
    DAY,
    NOW,
    TODAY,
    C,
    F,
    accept,
    accepted,
    completed,
    deliver,
    delivered,
    funded,
    noticed,
    said,
    started,
)  # fmt: skip


def test_start():
    play = funded().do(F, acts.Start(1))
    assert play.then == [facts.Started(1)]
    assert play.stone().work == "started"


def test_paid_afterwards_work_starts_without_money():
    assert started(funding="after").stone().work == "started"


def test_parallel_milestones_start_side_by_side():
    play = started(parallel=1, funding="after").do(F, acts.Start(2))
    assert [s.work for s in play.contract.stones] == ["started", "started"]


def test_report():
    play = started().do(F, acts.Report(1, 40, said("Menu done"), TODAY + 2 * DAY))
    assert play.then == [facts.Reported(1, 40, said("Menu done").hash, TODAY + 2 * DAY)]
    assert (play.stone().percent, play.stone().next_on) == (40, TODAY + 2 * DAY)


@pytest.mark.parametrize(("percent", "ahead"), [(0, 0), (100, 90)])
def test_report_at_its_bounds(percent, ahead):
    play = started().do(F, acts.Report(1, percent, said("x"), TODAY + ahead * DAY))
    assert play.stone().percent == percent


def test_deliver():
    play = started().do(F, deliver(files=("ab", "cd"), ticked=(2, 1, 1)))
    assert play.then == [facts.Delivered(1, 1, said("snapshot").hash, ("ab", "cd"), (1, 2))]
    stone = play.stone()
    assert (stone.work, stone.round, stone.percent, stone.snapshot) == ("delivered", 1, 100, said("snapshot").hash)
    assert stone.review_until is None


def test_retract_and_deliver_again():
    play = delivered().do(F, acts.Retract(1))
    assert play.then == [facts.Retracted(1)]
    assert (play.stone().work, play.stone().snapshot, play.stone().round) == ("started", "", 0)
    assert play.do(F, deliver(text="other")).stone().round == 1


def test_ask_changes_then_a_new_round():
    play = noticed()
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (2, 2), said("Too small")))
    assert play.then == [facts.ChangesAsked(1, 1, (2,), said("Too small").hash)]
    assert (play.stone().work, play.stone().unmet, play.stone().review_until) == ("changes_asked", (2,), None)
    play.do(F, deliver(text="second"))
    assert (play.stone().round, play.stone().noticed_at, play.stone().review_until) == (2, None, None)
    play.do(F, acts.Retract(1))
    assert (play.stone().work, play.stone().round, play.stone().unmet) == ("changes_asked", 1, (2,))


def test_accept_releases_the_deposit_and_invoices_nothing_more():
    play = delivered()
    snapshot = play.stone().snapshot
    play.do(C, acts.Accept(1, snapshot, said("Lovely")))
    due = TODAY + 14 * DAY
    assert play.then == [
        facts.Accepted(1, snapshot, said("Lovely").hash),
        facts.Released(1, 11_900),
        facts.InvoiceIssued(1, "final", "", 10_000, 1_900, 0, due),
    ]
    stone = play.stone()
    assert (stone.money, stone.held_minor, stone.earned_minor, stone.deemed) == ("released", 0, 11_900, False)


def test_accept_where_it_is_paid_afterwards_invoices_the_whole():
    play = accepted(funding="after")
    assert play.then[-1] == facts.InvoiceIssued(1, "final", "", 10_000, 1_900, 11_900, TODAY + 14 * DAY)
    assert (play.stone().work, play.stone().money) == ("accepted", "invoiced")


def test_silence_after_notice_and_reminder_is_acceptance():
    play = noticed()
    until = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)  # Lisbon keeps UTC in winter
    assert play.then == [facts.Noticed(1, 1, "delivered", until)]
    play.at(until - DAY).do(CLOCK, acts.Notice(1, 1, "day"))
    assert play.then == [facts.Noticed(1, 1, "day", until)]
    play.at(until).do(CLOCK, acts.Lapse(1))
    assert play.names() == ["Lapsed", "Released", "InvoiceIssued"]
    assert (play.stone().work, play.stone().deemed, play.stone().accepted_at) == ("accepted", True, until)


def test_a_late_reminder_leaves_twelve_hours():
    play = noticed()
    late = play.stone().review_until + 3 * DAY
    play.at(late).do(CLOCK, acts.Notice(1, 1, "day"))
    assert play.stone().review_until == late + timedelta(hours=12)


def test_notices_make_no_page_stale():
    play = delivered()
    touched = play.contract.touched
    assert play.do(CLOCK, acts.Notice(1, 1, "delivered")).contract.touched == touched
    assert play.at(NOW + 20 * DAY).do(CLOCK, acts.Notice(1, 1, "day")).contract.touched == touched


def test_acceptance_before_the_first_notice_is_possible():
    play = delivered()
    assert play.do(C, accept(play)).stone().work == "accepted"


def test_milestones_are_accepted_one_after_the_other():
    assert [s.work for s in completed().contract.stones] == ["accepted", "accepted"]
