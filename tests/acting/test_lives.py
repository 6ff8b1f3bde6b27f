"""Whole lives through the door end where they should."""

import pytest

from tests import cast


@pytest.mark.django_db
@pytest.mark.parametrize("funding", ["before", "after"])
def test_a_whole_life_completes(funding):
    life = cast.completed(funding)
    assert life.contract.state == life.row.state == "completed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("funding", ["before", "after"])
def test_a_life_that_commits(funding):
    life = cast.countered(funding)
    assert life.contract.offered_by == "client"
