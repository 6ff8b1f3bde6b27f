"""`prove` holds hours against the record: each entry, each sum; erased sheets still prove."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.acting.door import new_act_id
from tallystone.books.models import Milestone
from tallystone.core.state import By
from tallystone.hours import keeping, matching
from tallystone.hours.keeping import Keeper, New
from tallystone.hours.models import Worked
from tallystone.journal import prose
from tallystone.journal.proving import prove_one
from tests import cast as lives

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def life():
    """Three entries in the record: one changed, one removed; and one beside it on a milestone whose hours bind nobody."""
    life = lives.working()
    keys = [keeping.log(keeper(life), [new(minutes)], new_act_id())[0] for minutes in (60, 90, 30)]
    first, second, _third = (Worked.objects.get(key=key) for key in keys)
    keeping.change(keeper(life), first, new(45, "Other"), new_act_id())
    keeping.remove(keeper(life), second, new_act_id())
    return life


def keeper(life) -> Keeper:
    return Keeper.of(life.code, 1, By("freelancer", life.cast.jonas.pk))


def new(minutes: int, note: str = "Drafts") -> New:
    return New(datetime.now(UTC) - timedelta(minutes=minutes, hours=3), minutes, note)


def faults() -> list[str]:
    return [f"{fault.place}: {fault.what}" for fault in matching.check()]


def test_what_was_logged_changed_and_removed_holds(life):
    assert (faults(), life.stone(1).minutes) == ([], 75)
    removed = Worked.objects.exclude(gone=None).get()
    keeping.bring_back(keeper(life), removed, new_act_id())
    assert (faults(), life.stone(1).minutes) == ([], 165)
    assert prove_one(life.code) == []


def test_private_hours_are_nobodys_record():
    life = lives.at_work()
    keeping.log(keeper(life), [new(60)], new_act_id())
    assert faults() == []


DONE = {
    "longer": {"minutes": 46},
    "another note": {"note": "Nothing of the kind"},
    "another day": {"start": datetime(2026, 1, 2, tzinfo=UTC)},
    "another person": {"person_id": 999_999},
    "another milestone": {"milestone": 2},
    "removed": {"gone": datetime(2026, 1, 2, tzinfo=UTC)},
    "out of the record": {"seq": None},
}


@pytest.mark.parametrize("what", DONE)
def test_a_row_that_says_something_else_is_found(life, what):
    Worked.objects.filter(minutes=45).update(**DONE[what])
    assert any("is not the one in the record" in fault for fault in faults())


def test_a_row_that_is_gone_or_came_from_nowhere_is_found(life):
    row = Worked.objects.get(minutes=30)
    Worked.objects.filter(pk=row.pk).delete()
    assert f"{life.code} hours {row.key}: this entry is not the one in the record" in faults()
    row.pk, row.key = None, "from-nowhere.0"
    row.save()
    assert f"{life.code} hours from-nowhere.0: this entry is not the one in the record" in faults()


def test_a_sum_in_the_books_that_is_another_is_found(life):
    Milestone.objects.filter(code=life.code, number=1).update(minutes=76)
    assert faults() == [f"{life.code} milestone 1: the record has 75 minutes, the books 76, the entries 75"]


def test_of_erased_sheets_the_sums_still_prove(life):
    bound = matching._bound(life.code)
    prose.erase(bound[0].sheet)
    assert (faults(), prove_one(life.code)) == ([], [])
    Worked.objects.filter(minutes=30).update(minutes=31)
    assert any("the entries 76" in fault for fault in faults())


def test_a_sheet_that_is_missing_is_a_fault_of_the_chain(life):
    sheet = matching._bound(life.code)[0].sheet
    prose.Prose.objects.filter(hash=sheet).delete()
    assert [fault.what for fault in prove_one(life.code)] == ["the words that an entry binds are missing"]
