"""A contract with its two sides, an outsider with a contract of their own, and a folder that ends with the test."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tallystone.books.models import Contract, Milestone
from tallystone.environment import file_storage
from tallystone.people.models import Business, Member, Person


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    place = tmp_path / "files"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": file_storage("", "", "", "", place),
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return place


@dataclass
class Cast:
    freelancer: Person
    client: Person
    outsider: Person
    code: str = "AAAA22"
    other_code: str = "BBBB33"


def _person(email: str, freelance: bool) -> tuple[Person, Business]:
    person = Person.objects.create_user(email, name=email.split("@")[0])
    business = Business.objects.create(name=f"{person.name} ltd", freelance=freelance)
    Member.objects.create(person=person, business=business)
    return person, business


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
    (maya, mayas), (carl, carls), (olga, olgas) = (
        _person("maya@x.test", True),
        _person("carl@x.test", False),
        _person("olga@x.test", True),
    )
    _contract("AAAA22", mayas, carls)
    _contract("BBBB33", olgas, carls)
    return Cast(maya, carl, olga)
