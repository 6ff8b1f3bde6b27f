"""Pictures and texts that a page may show of a file, made so that a hostile file hurts nobody."""

import codecs
import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tallystone.core.value import value
from tallystone.files import store
from tallystone.files.folder import Folder
from tallystone.files.kinds import PICTURES, TEXT, decoder_of, kind_of
from tallystone.files.models import Blob, Preview, Upload

CHILD = Path(__file__).with_name("preview_child.py")
SECONDS = 40
MOST_SIDE = 1600
MOST_FETCHED = 1 << 30


@value
class Drawn:
    """One picture as the child drew it."""

    page: int
    thumb: bool
    width: int
    height: int
    data: bytes


def make_previews(digest: str) -> str:
    """Draws the previews of a file; the worker calls it, and may call it again. Returns the new preview state."""
    blob = Blob.objects.filter(pk=digest, state=Blob.State.READY).first()
    if blob is None:
        return Blob.PreviewState.NONE
    decoder = decoder_of(blob.kind)
    if not decoder or blob.preview_state == Blob.PreviewState.READY:
        return blob.preview_state
    drawn = []
    if near(blob):
        with store.open_blob(digest) as source:
            drawn = _draw(source, decoder)
    for one in drawn:
        default_storage.save(Preview(blob=blob, page=one.page, thumb=one.thumb).key, ContentFile(one.data))
    return _settle(blob, drawn)


def near(blob: Blob) -> bool:
    """Whether it may be opened to be drawn: of a storage elsewhere, gigabytes would have to come here first."""
    return isinstance(default_storage, Folder) or blob.size <= MOST_FETCHED


def _settle(blob: Blob, drawn: list[Drawn]) -> str:
    state = Blob.PreviewState.READY if drawn else Blob.PreviewState.FAILED
    rows = [Preview(blob=blob, page=one.page, thumb=one.thumb, width=one.width, height=one.height) for one in drawn]
    with transaction.atomic():
        Preview.objects.bulk_create(rows, ignore_conflicts=True)
        still = Blob.objects.filter(pk=blob.pk, state=Blob.State.READY).update(preview_state=state)
        if still:
            return state
        Preview.objects.filter(blob_id=blob.pk).delete()
    for row in rows:  # erased while it was being drawn
        default_storage.delete(row.key)
    return Blob.PreviewState.NONE


def waiting() -> QuerySet[Blob, str]:
    """Hashes of the delivered files that still want previews, oldest first; papers and logos are looked at as they are."""
    delivered = Exists(Upload.objects.filter(blob=OuterRef("pk")))
    found = Blob.objects.filter(delivered, preview_state=Blob.PreviewState.WAITING, state=Blob.State.READY)
    return found.order_by("created").values_list("hash", flat=True)


def clean_picture(stream) -> bytes | None:
    """The picture in this stream as a bare PNG of at most 400 pixels (for a logo), or None when it is not a usable picture."""
    stream.seek(0)
    decoder = PICTURES.get(kind_of(stream.read(8192)))
    if decoder is None:
        return None
    with tempfile.TemporaryFile() as source:
        stream.seek(0)
        while chunk := stream.read(store.CHUNK):
            source.write(chunk)
        source.seek(0)
        return next((one.data for one in _draw(source, decoder, "PNG") if one.thumb), None)


def _draw(source, decoder: str, form: str = "WEBP") -> list[Drawn]:
    """What a limited child process makes of the file; what it had finished before it was cut off counts."""
    with tempfile.TemporaryFile() as out:
        # Isolated and by path: the child sees no settings, no environment and no package of ours.
        command = [sys.executable, "-I", str(CHILD), decoder, form]
        source.seek(0)
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command, stdin=source, stdout=out, stderr=subprocess.DEVNULL, env={}, cwd="/", timeout=SECONDS, check=False
            )
        out.seek(0)
        return list(_frames(out, form))


def _frames(out, form: str) -> Iterator[Drawn]:
    """Reads the child's answer without trusting it; ends at the first thing that is not as promised."""
    magic = {"WEBP": b"RIFF", "PNG": b"\x89PNG"}[form]
    for _ in range(20):
        try:
            head = json.loads(out.readline(200))
            page, width, height, size, thumb = (head[name] for name in ("page", "width", "height", "size", "thumb"))
        except (ValueError, KeyError, TypeError):
            return
        if {type(page), type(width), type(height), type(size)} != {int} or type(thumb) is not bool:
            return
        if not (0 < page <= 10 and 0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and 0 < size <= 48 << 20):
            return
        data = out.read(size)
        if len(data) != size or not data.startswith(magic):
            return
        yield Drawn(page, thumb, width, height, data)


def text_of(blob: Blob, limit: int = 64 * 1024) -> str | None:
    """The first `limit` bytes of a text file as text (escape it), or None when it is not plain text."""
    if blob.kind != TEXT or blob.state != Blob.State.READY:
        return None
    with store.open_blob(blob.hash) as file:
        return codecs.getincrementaldecoder("utf-8-sig")("replace").decode(file.read(limit))
