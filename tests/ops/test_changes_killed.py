"""Change orders with the worker killed in the middle: one that expires, and the round that is offered by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tallystone.acting.models import Job
from tallystone.books.checking import check
from tallystone.core import acts
from tallystone.core.dates import end_of
from tallystone.core.facts import ChangeLapsed, ChangeOffered
from tallystone.core.shape import terms_from, terms_text
from tallystone.journal import prose
from tallystone.notices.models import Letter
from tallystone.ops import worker
from tests import cast
from tests.ops.test_clock_killed import CLAIMED, goes_on, killed, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told", "papers_are_quick")]
EXTRA = 15_000


def offered() -> cast.Life:
    """A change order that waits for an answer, its letter written."""
    life = cast.agreed("after")
    was = prose.kept(life.contract.terms)
    terms = terms_from(was.text)
    new = replace(terms, rounds=7)
    life.jonas(acts.OfferChange(new, prose.words(terms_text(new)), was, cast.today() + timedelta(days=3)))
    worker.work_off(datetime.now(UTC))
    return life


@pytest.mark.parametrize("when", ["before", "after"])
def test_each_change_order_expires_once_though_the_clock_dies_between_two(when):
    lives = [offered(), offered()]
    change = lives[0].contract.change
    ends = end_of(change.until, lives[0].contract.agreed_plan.zone)
    goes_on(ends - timedelta(seconds=1))
    assert all(life.contract.change for life in lives)
    killed(ends, "lapse", when)
    assert sum(life.contract.change is None for life in lives) == (1 if when == "after" else 0)
    goes_on(ends + timedelta(days=8))
    goes_on(ends + timedelta(days=8))
    for life in lives:
        assert len(said(life, ChangeLapsed)) == 1
        assert (life.contract.change, life.contract.agreed_plan.rounds) == (None, 2)
        assert life.row.change_until is None
    assert [*check()] == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_round_too_many_is_offered_once(when):
    life = cast.delivered("after", rounds=0, extra_round_minor=EXTRA)
    worker.work_off(datetime.now(UTC))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("Blurred")))
    now = datetime.now(UTC)
    killed(now, "follow", when)
    assert len(said(life, ChangeOffered)) == (1 if when == "after" else 0)
    goes_on(now)  # the job in hand is still claimed
    for n in (1, 2):
        goes_on(now + n * CLAIMED)
    assert len(said(life, ChangeOffered)) == 1
    assert life.contract.change.plan.stake(1).price_minor == 100_050 + EXTRA
    assert life.stone(1).stake.price_minor == 100_050
    written = Letter.objects.filter(to=cast.MAYA, code=life.code, text__contains="offers that round")
    assert written.count() == 1
    assert not Job.objects.exclude(trouble="").exists()


def test_a_round_too_many_is_offered_once_by_a_worker_that_slept_for_a_week():
    life = cast.delivered("after", rounds=0, extra_round_minor=EXTRA)
    worker.work_off(datetime.now(UTC))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("Blurred")))
    for weeks in (1, 2):
        goes_on(datetime.now(UTC) + weeks * timedelta(days=7))
    assert len(said(life, ChangeOffered)) == 1
    assert [*check()] == []


def test_a_round_that_was_declined_is_not_offered_again_by_a_job_that_is_repeated():
    life = cast.delivered("after", rounds=0, extra_round_minor=EXTRA)
    worker.work_off(datetime.now(UTC))
    life.maya(acts.AskChanges(1, life.stone(1).snapshot, (1,), prose.words("Blurred")))
    now = datetime.now(UTC)
    killed(now, "follow", "after")
    life.maya(acts.DeclineChange(prose.words("No more rounds.")))
    for n in (1, 2):
        goes_on(now + n * CLAIMED)
    assert len(said(life, ChangeOffered)) == 1
    assert life.contract.change is None
