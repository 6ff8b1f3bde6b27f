"""Two contracts with one client, Jonas's AAAA22 and Noor's BBBB33, and a folder for files that ends with the test."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tallystone.books.models import Contract, Milestone
from tallystone.environment import file_storage
from tallystone.people.models import Business, Person
from tests import cast as people


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    place = tmp_path / "files"
    settings.STORAGES = {**settings.STORAGES, "default": file_storage("", "", "", "", place)}
    return place


@dataclass
class Cast:
    """Who they are to the contract AAAA22."""

    freelancer: Person
    client: Person
    outsider: Person


def _contract(code: str, freelancer: Business, client: Business) -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    Contract.objects.create(
        code=code, freelancer_id=freelancer.pk, client_id=client.pk, title="Shop", state="agreed", currency="EUR", zone="UTC",
        funding="before", net_minor=1000, tax_minor=0, begun=moment, moved_at=moment, seq=3,
    )  # fmt: skip
    Milestone.objects.create(
        code=code, number=1, title="Sketch", due=date(2026, 4, 1), price_minor=1000, tax_minor=0, work="started", money="funded"
    )


@pytest.fixture
def cast(db) -> Cast:
    all_three = people.cast()
    _contract("AAAA22", all_three.brandt, all_three.almada)
    _contract("BBBB33", all_three.elsewhere, all_three.almada)
    return Cast(all_three.jonas, all_three.maya, all_three.noor)
