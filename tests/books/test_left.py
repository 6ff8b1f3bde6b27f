"""Contracts that were left: the books balance, are rebuilt to the same, and the clock leads on what nobody answers."""

from datetime import UTC, datetime, timedelta

import pytest

from tallystone.books.checking import check
from tallystone.books.models import Contract
from tallystone.books.rebuilding import rebuild
from tallystone.core import acts
from tallystone.journal import prose
from tallystone.ops import clock
from tests import cast

pytestmark = pytest.mark.django_db


def left(funding: str, minor: int, **changed) -> cast.Life:
    """Maya offers to end it, Jonas agrees."""
    life = cast.started(funding, **changed)
    life.maya(acts.OfferExit(0, minor, prose.words("Our plans have changed"), prose.words("It is fair")))
    life.jonas(acts.AcceptExit(1, minor))
    return life


@pytest.mark.parametrize("minor", [0, 1, 50_000, 119_060, 400_000])
@pytest.mark.parametrize("funding", ["before", "after"])
def test_what_was_settled_balances_and_is_rebuilt(funding, minor):
    left(funding, minor)
    assert check() == []
    assert rebuild() == []


def test_it_is_paid_and_has_ended():
    life = left("after", 50_000)
    assert Contract.objects.get(code=life.code).state == "leaving"
    life.maya(acts.ClaimPaid(1, cast.today()))
    life.jonas(acts.ConfirmPayment(1, cast.today()))
    assert Contract.objects.get(code=life.code).state == "ended"
    assert check() == []


def test_the_clock_settles_what_nobody_answered():
    life = cast.started(kill_started_bp=2_500)
    life.maya(acts.OfferExit(0, 0, prose.words("Our plans have changed"), prose.words("It is fair")))
    now = datetime.now(UTC)
    clock.tick(now + timedelta(days=6))
    assert life.contract.exit is not None
    clock.tick(now + timedelta(days=9))
    assert (life.contract.left.how, life.contract.exit) == ("silence", None)
    assert check() == []
    clock.tick(now + timedelta(days=10))
    assert life.contract.left.how == "silence"
