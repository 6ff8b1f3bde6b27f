"""How long a contract's delivered files are kept after its end; and erasing them, by that rule or on request."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models

from tallystone.books.models import Paper
from tallystone.files import store
from tallystone.files.models import Blob, Retention, Upload
from tallystone.people.models import Business

LEAST, MOST = 30, 3_650


def days_of(code: str) -> int:
    """For how many days after the end the files are kept; 0: for ever, as long as nobody has said otherwise."""
    return Retention.objects.filter(pk=code).values_list("days", flat=True).first() or 0


def keep_for(code: str, days: int, person) -> None:
    """Write the rule down; 0 keeps them for ever."""
    Retention.objects.update_or_create(pk=code, defaults={"days": days, "person": person})


def over_at(code: str, ended: datetime | None) -> datetime | None:
    """When the files of a contract that has ended are to be erased; None where they are not."""
    days = days_of(code) if ended else 0
    return ended + timedelta(days=days) if ended and days else None


def kept(code: str) -> models.QuerySet[Upload]:
    """The delivered files of a contract that still lie here."""
    return Upload.objects.filter(code=code, taken=True, erased=None, blob__state=Blob.State.READY)


def codes_of(digest: str) -> list[str]:
    """The contracts to which a file with this content was delivered."""
    found = Upload.objects.filter(blob_id=digest, taken=True, erased=None).order_by("code")
    return list(found.values_list("code", flat=True).distinct())


def erase(code: str, hashes: Iterable[str], now: datetime) -> None:
    """Take these from the contract, and their bytes where nothing else rests on them. May run twice."""
    for digest in hashes:
        Upload.objects.filter(code=code, blob_id=digest, erased=None).update(erased=now)
        if Blob.objects.filter(pk=digest, state=Blob.State.READY).exists() and not rests(digest):
            store.erase(digest)


def rests(digest: str) -> bool:
    """Whether anything else still needs these bytes: another contract, a paper, somebody's logo."""
    found = (
        Upload.objects.filter(blob_id=digest, erased=None),
        Paper.objects.filter(file=digest),
        Business.objects.filter(logo=digest),
    )
    return any(each.exists() for each in found)
