"""Files at a milestone: put there, listed, taken away, and taken into a delivery."""

import unicodedata

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum

from tallystone.files import store
from tallystone.files.models import Arriving, Blob, Upload

MOST = 100  # at one milestone, waiting for its delivery
JOINERS = "\u200c\u200d"  # parts of letters and pictures in many scripts, unlike the other invisible characters


class TooMany(store.Refused):
    """More files wait at one milestone than a delivery may carry."""

    name = "too_many"


class NoRoom(store.Refused):
    """The person's files would take more space than settings.PERSON_LIMIT."""

    name = "no_room"


def space_of(person) -> int:
    """Bytes that this person's files take here, each content counted once, with what is on its way."""
    mine = Upload.objects.filter(person=person, erased=None).values("blob_id")
    kept = Blob.objects.filter(pk__in=mine, state=Blob.State.READY).aggregate(all=Sum("size"))["all"]
    coming = Arriving.objects.filter(person=person, state__in=["arriving", "whole"]).aggregate(all=Sum("size"))["all"]
    return (kept or 0) + (coming or 0)


def need_room(person, size: int) -> None:
    """Raises NoRoom where so many bytes more are too many."""
    if settings.PERSON_LIMIT and space_of(person) + size > settings.PERSON_LIMIT:
        raise NoRoom(f"more than {settings.PERSON_LIMIT} bytes of one person")


def clean_name(given: str) -> str:
    """The last part of a path, without control or direction-changing characters, at most 200 characters, never empty."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if letter in JOINERS or unicodedata.category(letter)[0] not in "C")
    name = " ".join(kept.split()).strip(". ") or "file"
    stem, dot, ending = name.rpartition(".")
    if len(name) <= 200 or not dot or len(ending) > 20:
        return name[:200]
    return stem[: 199 - len(ending)] + dot + ending


def attach(person, code: str, milestone: int, stream, name: str) -> Upload:
    """Puts a file to a milestone; the same content again, not yet delivered, is the same Upload. Raises store.Refused."""
    if waiting(code, milestone).count() >= MOST:
        raise TooMany(f"{MOST} files wait already")
    while True:
        blob = store.keep(stream, bound=False)
        with transaction.atomic():
            # The lock keeps a removal of the same content away; if that came first, store it again.
            if not Blob.objects.select_for_update().filter(pk=blob.pk).exists():
                continue
            upload, _ = Upload.objects.get_or_create(
                code=code, milestone=milestone, blob=blob, taken=False, name=clean_name(name), defaults={"person": person}
            )
            return upload


def copy(person, source: tuple[str, int], to: tuple[str, int], hashes) -> None:
    """Puts delivered files of one milestone to another as well, under their names: the same bytes, kept once. May run twice."""
    code, milestone = to
    delivered = Upload.objects.filter(
        code=source[0], milestone=source[1], taken=True, blob_id__in=hashes, blob__state=Blob.State.READY
    )
    with transaction.atomic():
        for name, blob in delivered.values_list("name", "blob_id"):
            made = {"code": code, "milestone": milestone, "blob_id": blob, "name": name}
            Upload.objects.get_or_create(**made, taken=False, defaults={"person": person})


def waiting(code: str, milestone: int) -> QuerySet[Upload]:
    """The uploads at a milestone that no delivery has taken yet, oldest first."""
    return Upload.objects.filter(code=code, milestone=milestone, taken=False, erased=None).select_related("blob")


def remove(upload: Upload) -> None:
    """Takes an upload away, and its bytes where nothing else rests on them. A taken one stays: Taken."""
    with transaction.atomic():
        gone, _ = Upload.objects.filter(pk=upload.pk, taken=False).delete()
    if not gone:
        raise Taken("delivered files stay")
    store.drop(upload.blob_id)


class Taken(store.Refused):
    """The file is part of a delivery."""

    name = "taken"


def take(code: str, milestone: int, hashes) -> None:
    """Marks what a delivery names as taken: from now on the other side sees it. May run twice."""
    Upload.objects.filter(code=code, milestone=milestone, blob_id__in=hashes).update(taken=True)


def bind(hashes) -> int:
    """Marks contents as bound by a record: they stay, whatever is taken away. How many of them are here; may run twice."""
    return Blob.objects.filter(pk__in=hashes, state=Blob.State.READY).update(bound=True)


def delivered(code: str, milestone: int, hashes) -> QuerySet[Upload]:
    """The uploads of a milestone with these contents."""
    return Upload.objects.filter(code=code, milestone=milestone, blob_id__in=hashes, erased=None).select_related("blob")


def within_reach(code: str, side: str) -> QuerySet[Upload]:
    """What a side of the contract may see: the freelancer all, everyone else what was delivered."""
    uploads = Upload.objects.filter(code=code, erased=None, blob__state=Blob.State.READY).select_related("blob")
    return uploads if side == "freelancer" else uploads.filter(taken=True)
