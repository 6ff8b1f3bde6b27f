"""Keeping hours: through the door where they bind, beside the record where not; once, however often it is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.acting.door import new_act_id
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.core.sheet import sheet_from
from tallystone.core.state import By
from tallystone.hours import keeping, timing
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.models import Timer, Worked
from tallystone.journal.models import Entry as Journal
from tallystone.journal.models import Prose
from tests import cast as lives

pytestmark = pytest.mark.django_db(transaction=True)


def keeper(life: lives.Life, role: str = "owner", person: int = 0) -> Keeper:
    return Keeper.of(life.code, 1, By("freelancer", person or life.cast.jonas.pk, role))


def worked(minutes: int = 90, note: str = "Drafts", ago: int = 0) -> New:
    return New(datetime.now(UTC) - timedelta(minutes=minutes + ago), minutes, note)


def logged(life: lives.Life, minutes: int = 90) -> Worked:
    (key,) = keeping.log(keeper(life), [worked(minutes)], new_act_id())
    return Worked.objects.get(key=key)


def test_hours_that_bind_are_in_the_chain_and_beside_it_in_one_go():
    life = lives.working()
    entry = logged(life)
    newest = Journal.objects.filter(code=life.code).latest("seq")
    assert (entry.seq, entry.minutes, life.stone(1).minutes) == (newest.seq, 90, 90)
    assert "Drafts" not in newest.text
    (text,) = [p.text for p in Prose.objects.filter(code=life.code) if p.hash in newest.text]
    assert sheet_from(text).now == (keeping.logged(entry),)
    assert life.row.seq == newest.seq


def test_hours_that_bind_nobody_stay_beside_the_record():
    life = lives.at_work()
    before = life.contract.seq
    entry = logged(life)
    assert (entry.seq, life.contract.seq, life.stone(1).minutes) == (None, before, 0)


@pytest.mark.parametrize("make", [lives.working, lives.at_work])
def test_the_same_again_is_there_once(make):
    life, act_id, new = make(), new_act_id(), worked()
    who = keeper(life)
    keys = keeping.log(who, [new], act_id)
    assert keeping.log(who, [new], act_id) == keys
    assert Worked.objects.count() == 1


@pytest.mark.parametrize("make", [lives.working, lives.at_work])
def test_change_remove_and_bring_back(make):
    life = make()
    entry = logged(life)
    keeping.change(keeper(life), entry, New(entry.start, 60, "Less"), new_act_id())
    entry.refresh_from_db()
    assert (entry.minutes, entry.note) == (60, "Less")
    keeping.remove(keeper(life), entry, new_act_id())
    assert Worked.objects.filter(gone=None).count() == 0
    entry.refresh_from_db()
    keeping.bring_back(keeper(life), entry, new_act_id())
    entry.refresh_from_db()
    assert entry.gone is None
    assert life.stone(1).minutes == (60 if make is lives.working else 0)


def test_each_correction_of_what_binds_is_an_act():
    life = lives.working()
    entry = logged(life)
    keeping.change(keeper(life), entry, New(entry.start, 60, "Less"), new_act_id())
    entry.refresh_from_db()
    keeping.remove(keeper(life), entry, new_act_id())
    assert [e.text.count("HoursCorrected") for e in Journal.objects.filter(code=life.code).order_by("seq")][-3:] == [0, 1, 1]


@pytest.mark.parametrize("make", [lives.working, lives.at_work])
def test_what_changed_meanwhile_is_not_overwritten(make):
    life = make()
    entry = logged(life)
    stale = Worked.objects.get(key=entry.key)
    keeping.change(keeper(life), entry, New(entry.start, 60, "First"), new_act_id())
    before = life.contract
    with pytest.raises(Refusal, match="hours_gone"):
        keeping.change(keeper(life), stale, New(stale.start, 30, "Second"), new_act_id())
    assert life.contract == before
    assert Worked.objects.get(key=entry.key).note == "First"


def test_nothing_is_left_where_the_cap_refuses():
    life = lives.working(kind="hard", cap=60)
    with pytest.raises(Refusal, match="cap_passed"):
        logged(life, 61)
    assert Worked.objects.count() == 0
    assert not Prose.objects.filter(code=life.code, text__contains='Drafts"').filter(text__contains="now").exists()


def test_a_member_changes_their_own_hours_and_a_manager_everybodys():
    life = lives.at_work()
    entry = logged(life)
    with pytest.raises(Refusal, match="hours_of_other"):
        keeping.remove(keeper(life, "member", person=life.cast.noor.pk), entry, new_act_id())
    keeping.remove(keeper(life, "manager", person=life.cast.noor.pk), entry, new_act_id())


@pytest.mark.parametrize("make", [lives.working, lives.at_work])
def test_a_guest_logs_nothing(make):
    life = make()
    with pytest.raises(Refusal, match="role_may_not"):
        keeping.log(keeper(life, "guest"), [worked()], new_act_id())
    assert Worked.objects.count() == 0


@pytest.mark.parametrize("make", [lives.working, lives.at_work])
def test_accepted_hours_stay(make):
    life = make()
    entry = logged(life)
    lives.deliver(life, 1)
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    for act in (keeping.remove, lambda k, e, i: keeping.change(k, e, New(e.start, 1), i)):
        with pytest.raises(Refusal):
            act(keeper(life), entry, new_act_id())
    with pytest.raises(Refusal):
        logged(life, 5)
    assert Worked.objects.get().minutes == 90


def test_before_the_agreement_nothing_is_logged():
    life = lives.proposed()
    with pytest.raises(Refusal, match="not_now"):
        logged(life, 5)


def test_a_note_that_cannot_be_kept_is_refused_also_beside_the_record():
    life = lives.at_work()
    with pytest.raises(Refusal, match="text_unreadable"):
        keeping.log(keeper(life), [worked(note="a\x00b")], new_act_id())


# the timer


def run(life: lives.Life, minutes: float) -> Timer:
    timer = timing.start(keeper(life), "On it")
    Timer.objects.update(start=datetime.now(UTC) - timedelta(minutes=minutes))
    timer.refresh_from_db()
    return timer


def test_the_timer_logs_what_it_ran_and_ends():
    life = lives.working()
    timer = run(life, 42.5)
    timing.stop(timer, keeper(life), "")
    entry = Worked.objects.get()
    assert (entry.minutes, entry.note, entry.source, entry.start) == (43, "On it", "timer", timer.start)
    assert not Timer.objects.exists()


def test_stopped_twice_it_is_logged_once():
    life = lives.at_work()
    timer = run(life, 10)
    who = keeper(life)
    timing.stop(timer, who, "")
    timing.stop(timer, who, "")
    assert Worked.objects.count() == 1


def test_one_timer_a_person():
    life, other = lives.working(), lives.at_work()
    first = timing.start(keeper(life), "")
    assert timing.start(keeper(life), "").start == first.start
    with pytest.raises(Refusal, match="timer_runs"):
        timing.start(keeper(other), "")


def test_a_timer_of_more_than_a_day_is_not_believed_and_runs_on():
    life = lives.working()
    timer = run(life, 24 * 60 + 1)
    with pytest.raises(Refusal, match="timer_too_long"):
        timing.stop(timer, keeper(life), "")
    assert Timer.objects.exists()


def test_a_full_cap_leaves_the_timer_running():
    life = lives.working(kind="hard", cap=30)
    timer = run(life, 31)
    with pytest.raises(Refusal, match="cap_passed"):
        timing.stop(timer, keeper(life), "")
    assert (Timer.objects.count(), Worked.objects.count()) == (1, 0)
