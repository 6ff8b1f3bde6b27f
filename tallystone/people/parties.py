"""Parties: a freelancer's clients, and who speaks for which business."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from tallystone.books.models import Contract
from tallystone.core.refusal import refuse_if
from tallystone.people.addresses import read_address
from tallystone.people.arriving import person_at
from tallystone.people.models import Business, Member, Person, one_address

MOST_SHOWN = 50


def client_for(
    business: Business, email: str, name: str, company: str, address: str, country: str, tax_number: str
) -> Business:
    """The client's business that this freelancer's business keeps for this mail address; the first time, a new one.

    What the freelancer writes about it counts until somebody of the client has signed in; from then on it only fills
    what is empty. Raises Refusal for an address that cannot be read (field "email"), or that is the freelancer's own.
    """
    email = read_address(email)
    own = Member.objects.filter(business=business, left__isnull=True, person__email=email).exists()
    refuse_if(own, "own_address", "email")
    told = {"name": company or name, "address": address, "country": country, "tax_number": tax_number}
    person = person_at(email)
    with transaction.atomic():
        # The lock makes two proposals at once to the same new client find one business.
        Business.objects.select_for_update().get(pk=business.pk)
        if not person.name and name:
            Person.objects.filter(pk=person.pk, name="").update(name=name)
        kept = Business.objects.filter(kept_by=business, members__person=person, members__left__isnull=True)
        found = kept.order_by("id").first()
        if found is not None:
            return _told_again(found, told)
        made = Business.objects.create(**told, kept_by=business, currency=business.currency, zone=business.zone)
        Member.objects.create(person=person, business=made)
    return made


def worker_for(business: Business, email: str, name: str, company: str) -> Business:
    """The freelance business of whoever has this mail address; the first time, a new one, which they complete themselves.

    Raises Refusal for an address that cannot be read (field "email"), or that is one's own.
    """
    email = read_address(email)
    refuse_if(Member.objects.filter(business=business, left__isnull=True, person__email=email).exists(), "own_address", "email")
    person = person_at(email)
    with transaction.atomic():
        Business.objects.select_for_update().get(pk=business.pk)  # two at once find one business
        if not person.name and name:
            Person.objects.filter(pk=person.pk, name="").update(name=name)
        if known := worker_at(email):
            return Business.objects.get(pk=known)
        told = {"name": company or name, "currency": business.currency, "zone": business.zone}
        made = Business.objects.create(**told, freelance=True)
        Member.objects.create(person=person, business=made)
    return made


def worker_at(email: str) -> int:
    """The freelance business of whoever has this mail address, their own before others'; 0 where there is none."""
    named = Member.objects.filter(person__email=one_address(email), left__isnull=True, business__freelance=True)
    found = sorted(named.values_list("role", "id", "business_id"), key=lambda one: (one[0] != Member.OWNER, one[1]))
    return int(found[0][2]) if found else 0


def workers_of(business: Business) -> list[Business]:
    """The businesses to which this one has given work before, and those of its circle, by name."""
    given = Contract.objects.filter(client_id=business.pk).values("freelancer_id")
    owners = Member.objects.filter(role=Member.OWNER, left__isnull=True, person__ties__business=business)
    found = Business.objects.filter(Q(pk__in=given) | Q(pk__in=owners.values("business_id")), freelance=True)
    return list(found.exclude(pk=business.pk).order_by("name", "id")[:MOST_SHOWN])


def people_shared(business_id: int, others: Iterable[int]) -> bool:
    """Does somebody who belongs to this business now also belong to one of the others?"""
    theirs = Member.objects.filter(business_id=business_id, left__isnull=True).values("person_id")
    return Member.objects.filter(business_id__in=set(others), left__isnull=True, person_id__in=theirs).exists()


def _told_again(found: Business, told: dict[str, str]) -> Business:
    theirs = any(person.last_login for person in people_of(found.pk))
    changed = [field for field, value in told.items() if value and not (theirs and getattr(found, field))]
    for field in changed:
        setattr(found, field, told[field])
    if changed:
        found.save(update_fields=changed)
    return found


def clients_of(business: Business, search: str = "", limit: int = MOST_SHOWN) -> list[Business]:
    """The clients that this business keeps, by name; those whose name or mail address has `search` in it."""
    found = Business.objects.filter(kept_by=business)
    if search:
        named = Q(name__icontains=search) | Q(members__person__email__icontains=search, members__left__isnull=True)
        found = found.filter(named).distinct()
    return list(found.order_by("name", "id")[:limit])


def names_of(business_ids: Iterable[int]) -> dict[int, Business]:
    """The businesses with these ids, by id; one query."""
    return Business.objects.in_bulk(set(business_ids))


def people_of(business_id: int) -> list[Person]:
    """Who may act for this business now, in the order in which they joined."""
    found = Person.objects.filter(memberships__business_id=business_id, memberships__left__isnull=True)
    return list(found.order_by("memberships__id"))
