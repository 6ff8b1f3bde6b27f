"""Sums that do not come out are told, each with its place."""

from datetime import UTC, datetime

import pytest

from tallystone.books.checking import check
from tallystone.books.models import Invoice, Milestone, Transfer
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("funding", ["before", "after"])
@pytest.mark.parametrize("play", [cast.proposed, cast.agreed, cast.funded, cast.accepted, cast.completed])
def test_true_lives_balance(play, funding):
    play(funding)
    assert check() == []


def transfer(life, **changed):
    columns = {
        "code": life.code, "seq": 99, "line": 1, "business_id": 1, "milestone": 1, "debit": "bank", "credit": "deposits",
        "currency": "EUR", "minor": 5, "at": datetime.now(UTC),
    }  # fmt: skip
    Transfer.objects.create(**{**columns, **changed})


ALTERED = {
    "held": lambda life: Milestone.objects.filter(code=life.code, number=1).update(held_minor=1),
    "received": lambda life: Milestone.objects.filter(code=life.code, number=1).update(received_minor=1),
    "earned": lambda life: Transfer.objects.filter(code=life.code, credit="earned").update(minor=1),
    "tax": lambda life: Transfer.objects.filter(code=life.code, credit="tax").delete(),
    "owed": lambda life: Invoice.objects.filter(code=life.code, kind="final").update(paid_on=None),
    "agreed amount": lambda life: Invoice.objects.filter(code=life.code, kind="final").update(net_minor=1),
    "invoice number": lambda life: Invoice.objects.filter(code=life.code).order_by("number").first().delete(),
    "a transfer of nothing": lambda life: transfer(life, minor=0),
    "received ": lambda life: transfer(life),
    "without a milestone": lambda life: transfer(life, milestone=7),
}


@pytest.mark.parametrize("what", list(ALTERED))
def test_an_altered_sum_is_found(what):
    life = cast.completed("after")
    ALTERED[what](life)
    assert what in " ".join(map(str, check()))
