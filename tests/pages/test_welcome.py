"""The welcome: a business in two parts, the second of which may wait."""

import pytest
from django.urls import reverse

from tallystone.people.models import Business, Member, Person
from tests.people.browsers import sign_in

NEW = "ines@studio.example"
HOME = reverse("desk")
TOLD = {
    "person_name": "Ines Prado", "name": "Studio Prado", "address": "Calle Mayor 1\nMadrid", "country": "ES",
    "currency": "EUR", "zone": "Europe/Madrid",
}  # fmt: skip


@pytest.fixture
def ines(db, stranger_browser):
    sign_in(stranger_browser, NEW)
    return stranger_browser


def test_two_parts_make_a_business(ines):
    assert ines.post("/welcome", TOLD)["Location"] == "/welcome/invoices"
    told = {"tax_number": "X123", "tax_rate": "21", "account_holder": "Ines Prado", "iban": "ES9121000418450200051332"}
    assert ines.post("/welcome/invoices", told)["Location"] == HOME
    own, person = Business.objects.get(), Person.objects.get()
    assert (own.name, own.freelance, own.tax_bp, own.iban) == ("Studio Prado", True, 2100, "ES9121000418450200051332")
    assert (person.name, person.zone) == ("Ines Prado", "Europe/Madrid")


def test_second_part_may_wait(ines):
    ines.post("/welcome", TOLD)
    assert ines.post("/welcome/invoices", {})["Location"] == HOME
    assert Business.objects.get().iban == ""


@pytest.mark.parametrize("missing", ["person_name", "name", "address", "country", "currency", "zone"])
def test_what_is_missing_is_told_and_the_rest_kept(ines, missing):
    answer = ines.post("/welcome", {**TOLD, missing: ""})
    assert answer.status_code == 422
    assert "One thing to mend" in answer.content.decode()
    assert not Business.objects.exists()


def test_sent_twice_there_is_one_business(ines):
    ines.post("/welcome", TOLD)
    assert ines.post("/welcome", TOLD)["Location"] == "/settings"
    assert Business.objects.count() == Member.objects.count() == 1


def test_client_may_begin_a_business_too(cast, maya_browser):
    assert "Your own business" in maya_browser.get("/welcome").content.decode()
    maya_browser.post("/welcome", TOLD)
    assert Member.objects.filter(person=cast.maya).count() == 2


def test_second_part_without_the_first_is_not_there(ines):
    assert ines.get("/welcome/invoices").status_code == 404
