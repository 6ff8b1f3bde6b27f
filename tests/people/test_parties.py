"""A freelancer's clients: found again by their address, kept apart from other freelancers', and their own once they came."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from tallystone.core.refusal import Refusal
from tallystone.people.models import Business, Member, Person
from tallystone.people.parties import client_for, clients_of, names_of, people_of
from tests import cast as people

INES = ("ines@studio.example", "Ines Prado", "Studio Prado", "Calle Mayor 1\nMadrid", "ES", "")


def test_new_client(cast):
    made = client_for(cast.brandt, *INES)
    assert (made.name, made.kept_by, made.freelance, made.country) == ("Studio Prado", cast.brandt, False, "ES")
    assert [(one.email, one.name) for one in people_of(made.pk)] == [("ines@studio.example", "Ines Prado")]


def test_without_company_the_person_is_the_client(cast):
    assert client_for(cast.brandt, "ines@studio.example", "Ines Prado", "", "", "", "").name == "Ines Prado"


def test_same_address_is_the_same_client(cast):
    first = client_for(cast.brandt, *INES)
    again = client_for(cast.brandt, " INES@studio.example", "Ines", "Prado SL", "Calle Menor 2", "", "")
    assert (again.pk, again.name, again.address, again.country) == (first.pk, "Prado SL", "Calle Menor 2", "ES")
    assert Person.objects.filter(email="ines@studio.example").count() == 1


def test_who_has_signed_in_is_written_over_no_more(cast):
    first = client_for(cast.brandt, *INES)
    Person.objects.filter(email=INES[0]).update(last_login=timezone.now())
    again = client_for(cast.brandt, INES[0], "X", "X", "X", "DE", "12/345")
    assert (again.pk, again.name, again.country, again.tax_number) == (first.pk, "Studio Prado", "ES", "12/345")


def test_two_freelancers_keep_their_clients_apart(cast):
    ours, theirs = client_for(cast.brandt, *INES), client_for(cast.elsewhere, *INES)
    assert ours.pk != theirs.pk
    assert ours not in clients_of(cast.elsewhere)


def test_who_left_a_client_is_a_new_client(cast):
    first = client_for(cast.brandt, *INES)
    Member.objects.filter(business=first).update(left=timezone.now())
    assert client_for(cast.brandt, *INES).pk != first.pk
    assert people_of(first.pk) == []


def test_own_address_is_refused(cast):
    with pytest.raises(Refusal) as refusal:
        client_for(cast.brandt, people.JONAS, "Jonas", "", "", "", "")
    assert (refusal.value.name, refusal.value.field) == ("own_address", "email")


def test_unreadable_address_is_refused_before_anything_is_made(cast):
    before = Business.objects.count()
    with pytest.raises(Refusal):
        client_for(cast.brandt, "a@b.example, c@d.example", "A", "", "", "", "")
    assert Business.objects.count() == before


def test_picker_searches_names_and_addresses(cast):
    made = client_for(cast.brandt, *INES)
    assert clients_of(cast.brandt, "prado") == [made]
    assert clients_of(cast.brandt, "ines@") == [made]
    assert clients_of(cast.brandt, "nobody") == []
    assert clients_of(cast.brandt, limit=1) == [cast.almada]


def test_names_of(cast):
    assert names_of([cast.brandt.pk, cast.almada.pk, 0]) == {cast.brandt.pk: cast.brandt, cast.almada.pk: cast.almada}


@pytest.mark.django_db(transaction=True)
def test_the_same_new_client_at_once_is_one():
    brandt = people.cast().brandt

    def one(_):
        try:
            return client_for(brandt, *INES).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(16)))) == 1
