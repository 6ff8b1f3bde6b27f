"""Links of showing: the one in the letter that asks a client, and the one to a private collection. Only hashes are kept."""

import base64
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import salted_hmac

from tallystone.people.models import Business, Person
from tallystone.showcase.models import Collection, ConsentLink

CONSENT, COLLECTION = "consent", "collection"
LIVES = timedelta(days=30)


def new_nonce() -> str:
    return secrets.token_urlsafe(32)


def token(purpose: str, nonce: str) -> str:
    """The secret part of an address, made again whenever it is written."""
    digest = salted_hmac(f"tallystone.showcase.{purpose}.token", nonce, algorithm="sha256").digest()[:24]
    return base64.b32encode(digest).decode().lower().rstrip("=")


def hashed(purpose: str, given: str) -> str:
    """What is kept of a token, of this purpose alone."""
    return salted_hmac(f"tallystone.showcase.{purpose}.hash", given, algorithm="sha256").hexdigest()


def consent_address(code: str, milestone: int, person: Person, now: datetime) -> str:
    """The address under which this person answers whether this work may be shown; once it is over, a new one."""
    nonce = new_nonce()
    told = {"nonce": nonce, "token_hash": hashed(CONSENT, token(CONSENT, nonce)), "made": now, "ends": now + LIVES}
    where = {"code": code, "milestone": milestone, "person": person}
    link, _new = ConsentLink.objects.get_or_create(**where, defaults=told)
    if link.ends <= now:
        ConsentLink.objects.filter(pk=link.pk).update(**told, used=None)
        link.nonce = nonce
    return settings.BASE_URL + reverse("consent", args=[token(CONSENT, link.nonce)])


def consent_behind(given: str) -> ConsentLink | None:
    """What this link asks, whether or not it still works; None where it never was."""
    return ConsentLink.objects.select_related("person").filter(token_hash=hashed(CONSENT, given)).first()


def use_consent(link: ConsentLink, now: datetime) -> bool:
    """Consume the link; of any number at once, one succeeds."""
    return bool(ConsentLink.objects.filter(pk=link.pk, used__isnull=True, ends__gt=now).update(used=now))


def free_consent(link: ConsentLink) -> None:
    """Give it back, where what was asked with it was refused."""
    ConsentLink.objects.filter(pk=link.pk).update(used=None)


def new_collection(business: Business, last_day: date) -> Collection:
    """A collection with a link of its own, not stored yet."""
    nonce = new_nonce()
    return Collection(
        business=business, nonce=nonce, token_hash=hashed(COLLECTION, token(COLLECTION, nonce)), last_day=last_day
    )


def collection_address(collection: Collection) -> str:
    return settings.BASE_URL + reverse("collection", args=[token(COLLECTION, collection.nonce)])


def collection_behind(given: str, today: date) -> Collection | None:
    """The collection that this link opens today; None once it is over or revoked."""
    found = Collection.objects.select_related("business", "business__profile").filter(token_hash=hashed(COLLECTION, given))
    return found.filter(revoked__isnull=True, last_day__gte=today).first()


def visited(collection: Collection) -> None:
    """One visit more. Nothing else is kept: not who, not from where, not when."""
    Collection.objects.filter(pk=collection.pk).update(visits=F("visits") + 1)
