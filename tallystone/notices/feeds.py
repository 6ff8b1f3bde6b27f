"""Feeds: the private address of a person's calendar; one at a time, and it can be revoked."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tallystone.notices import tokens
from tallystone.notices.models import Feed
from tallystone.people.models import Person


def make(person: Person) -> str:
    """The address: the one that stands, else a new one."""
    if not _standing(person).exists():
        nonce = tokens.new_nonce()
        kept = {"nonce": nonce, "token_hash": tokens.hashed("calendar", tokens.token("calendar", nonce))}
        try:
            with transaction.atomic():
                Feed.objects.create(person=person, made=timezone.now(), **kept)
        except IntegrityError:  # pressed twice at once: the first one stands
            pass
    return address_of(person)


def address_of(person: Person) -> str:
    """The whole address, or nothing where there is none."""
    standing = _standing(person).first()
    if standing is None:
        return ""
    return settings.BASE_URL + reverse("calendar", args=[tokens.token("calendar", standing.nonce)])


def revoke(person: Person) -> None:
    """Who reads it afterwards finds nothing."""
    _standing(person).update(revoked=timezone.now())


def reader_of(token: str) -> Person | None:
    """Whose calendar this token opens."""
    found = Feed.objects.select_related("person").filter(token_hash=tokens.hashed("calendar", token), revoked=None).first()
    return found.person if found else None


def _standing(person: Person):
    return Feed.objects.filter(person=person, revoked=None)
