"""Keeps bytes by their content hash, in the folder or object storage that the settings name."""

import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tallystone.files.kinds import HEAD, decoder_of, kind_of
from tallystone.files.models import Blob, Comparison, Upload

CHUNK = 1 << 18


class Refused(ValueError):
    """A file that is not kept; `name` says why, for the sentence beside the field."""

    name = "refused"


class EmptyFile(Refused):
    """A file of no bytes."""

    name = "empty"


class FileTooLarge(Refused):
    """A file over settings.FILE_LIMIT."""

    name = "too_large"


def keep(stream, *, bound: bool = True) -> Blob:
    """The Blob of these bytes (a binary stream, an uploaded file, or bytes); the same content gives the same Blob.

    Memory stays flat. Raises EmptyFile or FileTooLarge before anything is stored. `bound=False` says that only an
    Upload will hold it, so that taking the upload away may drop the bytes.
    """
    with _seekable(stream) as file:
        digest, size, head = _measure(file)
        blob = Blob(hash=digest, size=size, kind=kind_of(head), bound=bound)
        _store(blob.key, file)
        blob = _row(blob)
        # Whoever took the last upload of the same content away in this moment took the bytes along.
        _store(blob.key, file)
        return blob


@contextmanager
def _seekable(stream) -> Iterator:
    """The stream itself where it can be read twice, else a copy on disk, cut off just past the limit."""
    if isinstance(stream, bytes):
        yield io.BytesIO(stream)
    elif stream.seekable():
        yield stream
    else:
        with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as copy:
            while copy.tell() <= settings.FILE_LIMIT and (chunk := stream.read(CHUNK)):
                copy.write(chunk)
            yield copy


def _measure(file) -> tuple[str, int, bytes]:
    """Hash, size and first bytes."""
    digest, size, head = hashlib.sha256(), 0, b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > settings.FILE_LIMIT:
            raise FileTooLarge(f"more than {settings.FILE_LIMIT} bytes")
        head = head or chunk[:HEAD]
        digest.update(chunk)
    if not size:
        raise EmptyFile("no bytes")
    return digest.hexdigest(), size, head


def _store(key: str, file) -> None:
    if not default_storage.exists(key):
        file.seek(0)
        default_storage.save(key, File(file, name=key))


def _row(blob: Blob) -> Blob:
    """The row of this content: made, or called back from erasure, or bound from now on where it was not."""
    previews = Blob.PreviewState.WAITING if decoder_of(blob.kind) else Blob.PreviewState.NONE
    fields = {"size": blob.size, "kind": blob.kind, "bound": blob.bound, "preview_state": previews}
    with transaction.atomic():
        row, made = Blob.objects.select_for_update().get_or_create(pk=blob.pk, defaults=fields)
        erased = row.state == Blob.State.ERASED
        if not made and (erased or (blob.bound and not row.bound)):
            row.bound = row.bound or blob.bound
            if erased:
                row.state, row.preview_state, row.created = Blob.State.READY, previews, timezone.now()
            row.save(update_fields=["bound", "state", "preview_state", "created"])
    return row


def open_blob(digest: str) -> File:
    """The bytes, opened for reading; FileNotFoundError when they were erased or are not there."""
    if not Blob.objects.filter(pk=digest, state=Blob.State.READY).exists():
        raise FileNotFoundError(digest)
    return default_storage.open(Blob(hash=digest).key)


def check(digest: str) -> str:
    """Reads the bytes again: "whole", "altered", "missing", or "erased" where the row says that they were."""
    row = Blob.objects.filter(pk=digest).first()
    if row is None:
        return "missing"
    if row.state == Blob.State.ERASED:
        return "erased"
    try:
        with default_storage.open(row.key) as file:
            found = hashlib.sha256()
            for chunk in file.chunks(CHUNK):
                found.update(chunk)
    except FileNotFoundError:
        return "missing"
    return "whole" if found.hexdigest() == digest else "altered"


def erase(digest: str) -> None:
    """Forgets the bytes and their previews for good; the row with the hash stays, so that what names it still proves."""
    with transaction.atomic():
        row = Blob.objects.select_for_update().get(pk=digest)
        row.state, row.preview_state = Blob.State.ERASED, Blob.PreviewState.NONE
        row.save(update_fields=["state", "preview_state"])
    _remove_bytes(row)


def drop(digest: str) -> bool:
    """Forgets content on which nothing rests any more, row and all; False when something does."""
    with transaction.atomic():
        row = Blob.objects.select_for_update().filter(pk=digest, bound=False).first()
        if row is None or Upload.objects.filter(blob_id=digest).exists():
            return False
        # Under the row's lock: whoever brings the same content again waits, and then stores it anew.
        _remove_bytes(row)
        row.delete()
    return True


def _remove_bytes(row: Blob) -> None:
    row.insides.all().delete()
    for preview in row.previews.all():
        default_storage.delete(preview.key)
    row.previews.all().delete()
    for comparison in Comparison.objects.filter(Q(before=row) | Q(after=row)):
        comparison.forget_pictures()
        comparison.delete()
    default_storage.delete(row.key)
