"""Status links: a standing address for somebody's boss, which shows one contract's progress and can do nothing else."""

import base64
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tallystone.people.models import Person, StatusLink


def make(code: str, side: str, person: Person) -> str:
    """The address of this side's status link: the one that stands, else a new one."""
    standing = _standing(code, side).first()
    if standing is None:
        nonce = secrets.token_urlsafe(32)
        with transaction.atomic():
            standing = StatusLink.objects.create(
                code=code, side=side, made_by=person, nonce=nonce, token_hash=_hash(_token(nonce))
            )
    return address_of(standing)


def find(token: str) -> StatusLink | None:
    """The link that this token opens, or None where it was revoked or never was."""
    return StatusLink.objects.filter(token_hash=_hash(token), revoked__isnull=True).first()


def revoke(code: str, side: str) -> None:
    """Ends this side's status links; who opens them afterwards finds nothing."""
    _standing(code, side).update(revoked=timezone.now())


def links_of(code: str, side: str) -> list[StatusLink]:
    """This side's standing links, each with its whole address as `.url`."""
    found = list(_standing(code, side))
    for link in found:
        link.url = address_of(link)
    return found


def address_of(link: StatusLink) -> str:
    """The address, made again from the link's nonce: the token itself is kept nowhere."""
    return settings.BASE_URL + reverse("status", args=[_token(link.nonce)])


def _standing(code: str, side: str):
    return StatusLink.objects.filter(code=code, side=side, revoked__isnull=True).order_by("id")


def _token(nonce: str) -> str:
    digest = salted_hmac("tallystone.status.token", nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(token: str) -> str:
    return salted_hmac("tallystone.status.hash", token, algorithm="sha256").hexdigest()
