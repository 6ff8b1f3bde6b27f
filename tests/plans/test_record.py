"""The freelancer's own record: from what milestones were planned to take and took, to the odds of the next ones."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tallystone.books.models import Milestone
from tallystone.core import acts
from tallystone.core.manifest import Evidence, Manifest, manifest_text
from tallystone.drafting.models import Draft
from tallystone.journal import prose
from tallystone.planning.course import Past
from tallystone.planning.days import Calendar
from tallystone.plans.record import record_of
from tests import cast as people
from tests.conftest import browser_of

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def deliver(life: people.Life, number: int, at: datetime) -> None:
    said = manifest_text(Manifest("Here", (), (), (Evidence(1, "there"), Evidence(2, "there"))))
    life.jonas(acts.Deliver(number, prose.words(said), (), (1, 2)), now=at)


def worked(count: int, late: int) -> people.Life:
    """Milestones begun on a Monday, due in ten days, handed over so many days later."""
    stages = tuple(people.milestone(n, (MONDAY + timedelta(days=11)).date(), 10_000) for n in range(1, count + 1))
    life = people.proposed("after", given=people.terms("after", milestones=stages, parallel=1, zone="Europe/Berlin"))
    life.maya(acts.Agree(life.contract.terms, prose.words("Maya"), "code"))
    for number in range(1, count + 1):
        life.jonas(acts.Start(number), now=MONDAY)
        deliver(life, number, MONDAY + timedelta(days=11 + late))
    return life


@pytest.fixture
def life(db, time_machine) -> people.Life:
    time_machine.move_to(MONDAY - timedelta(days=1), tick=False)
    return worked(6, late=7)


def test_each_milestone_counts_from_its_start_to_its_first_handing_over(life):
    record = record_of(life.cast.brandt, Calendar("DE"))
    assert record.past == (Past(10, 15),) * 6
    assert record.reviews == ()
    assert record_of(life.cast.elsewhere, Calendar()).past == ()


def test_a_second_delivery_changes_nothing_and_an_acceptance_tells_the_review(life):
    handed = MONDAY + timedelta(days=18)
    reasons = prose.words("Not yet")
    stone = life.stone(1)
    life.maya(acts.AskChanges(1, stone.snapshot, (1,), reasons), now=handed + timedelta(days=1))
    deliver(life, 1, handed + timedelta(days=3))
    life.maya(acts.Accept(1, life.stone(1).snapshot), now=handed + timedelta(days=5))
    record = record_of(life.cast.brandt, Calendar("DE"))
    assert record.past == (Past(10, 15),) * 6
    assert record.reviews == (5,)


def test_what_is_retracted_was_not_handed_over(life):
    life.jonas(acts.Retract(1), now=MONDAY + timedelta(days=19))
    assert Milestone.objects.get(code=life.code, number=1).handed_at is None
    assert len(record_of(life.cast.brandt, Calendar("DE")).past) == 5


def test_the_page_says_that_the_odds_come_from_it(life, time_machine):
    time_machine.move_to(MONDAY + timedelta(days=30), tick=False)
    browser = browser_of(life.cast.jonas)
    browser.post(reverse("template", args=["website"]), {"do": "use", "total": "900", "start": "2027-02-01"})
    text = browser.get(reverse("draft-odds", args=[Draft.objects.get().pk])).content.decode()
    assert "From 6 milestones of the record; 6 of them took longer than planned." in text
    assert "At best" not in text
