"""Files on their way: kept piece by piece as they come, so that a cut line, a reload or a crash costs one piece at most."""

from collections.abc import Callable
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tallystone.files import store, uploads
from tallystone.files.models import Arriving, Piece, Upload
from tallystone.files.pieces import Whole

PIECE = 16 << 20
IN_MEMORY = 1 << 20  # of a piece; the rest waits on disk
KEPT = timedelta(days=7)  # after the last piece
MOST = 20  # on their way at once, of one person to one milestone
State = Arriving.State


class Elsewhere(store.Refused):
    """The file is not where the sender thinks it is; `offset` of the row says where."""

    name = "elsewhere"


def begin(person, code: str, milestone: int, name: str, size: int, fingerprint: str = "") -> Arriving:
    """A file of `size` bytes that may now come. Raises store.Refused where it may not."""
    if size <= 0:
        raise store.EmptyFile("no bytes")
    if size > settings.FILE_LIMIT:
        raise store.FileTooLarge(f"more than {settings.FILE_LIMIT} bytes")
    if uploads.waiting(code, milestone).count() >= uploads.MOST or on_their_way(person, code, milestone).count() >= MOST:
        raise uploads.TooMany("too many files wait already")
    uploads.need_room(person, size)
    return Arriving.objects.create(
        person=person, code=code, milestone=milestone, name=uploads.clean_name(name), size=size, fingerprint=fingerprint[:200]
    )


def on_their_way(person, code: str, milestone: int) -> QuerySet[Arriving]:
    """This person's files that come to a milestone, or came and are being checked."""
    return Arriving.objects.filter(
        person=person,
        code=code,
        milestone=milestone,
        state__in=[State.ARRIVING, State.WHOLE],
        touched__gt=timezone.now() - KEPT,
    )


def receive(arriving: Arriving, offset: int, read: Callable[[int], bytes]) -> int:
    """Keep what `read` brings from `offset` on, as far as it comes; how many bytes are here then. May raise Elsewhere."""
    if offset != arriving.offset or arriving.state != State.ARRIVING:
        raise Elsewhere(f"{arriving.offset} bytes are here")
    while (wanted := min(PIECE, arriving.size - arriving.offset)) > 0:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as piece:
            length = _fill(piece, read, wanted)
            if length:
                _keep(arriving, length, piece)
        if length < wanted:
            break
    return arriving.offset


def _fill(piece, read: Callable[[int], bytes], wanted: int) -> int:
    """Read into the piece until it is full, or the sender is gone: what came until then counts."""
    while piece.tell() < wanted:
        try:
            chunk = read(min(store.CHUNK, wanted - piece.tell()))
        except OSError:
            break
        if not chunk:
            break
        piece.write(chunk)
    return piece.tell()


def _keep(arriving: Arriving, length: int, content) -> None:
    """On disk first, then in the table: what the table says is there, is there. Of two senders at one place one is told."""
    row = Piece(arriving=arriving, start=arriving.offset, size=length)
    default_storage.save(row.key, File(content))
    offset, now = arriving.offset + length, timezone.now()
    state = State.WHOLE if offset == arriving.size else State.ARRIVING
    with transaction.atomic():
        still = Arriving.objects.filter(pk=arriving.pk, offset=arriving.offset, state=State.ARRIVING)
        moved = still.update(offset=offset, state=state, touched=now)
        if moved:
            row.save()
    if not moved:
        raise Elsewhere("another sender was faster")
    arriving.offset, arriving.state, arriving.touched = offset, state, now


def settle(arriving: Arriving) -> Arriving:
    """Make a whole one an Upload, kept by its content; may run again after a crash, and twice at once."""
    if arriving.state != State.WHOLE:
        return arriving
    try:
        upload = uploads.attach(arriving.person, arriving.code, arriving.milestone, Whole(arriving.pieces.all()), arriving.name)
    except store.Refused as refusal:
        return _end(arriving, State.REFUSED, why=refusal.name)
    except FileNotFoundError:  # another one settled it meanwhile, or it was taken away
        return Arriving.objects.filter(pk=arriving.pk).first() or arriving
    return _end(arriving, State.DONE, upload=upload)


def _end(arriving: Arriving, state: str, why: str = "", upload: Upload | None = None) -> Arriving:
    Arriving.objects.filter(pk=arriving.pk).update(state=state, why=why, upload=upload, touched=timezone.now())
    arriving.state, arriving.why, arriving.upload = state, why, upload
    _drop_pieces(arriving)
    return arriving


def forget(arriving: Arriving) -> None:
    """Take it away with all that came of it."""
    Arriving.objects.filter(pk=arriving.pk).delete()
    _drop_pieces(arriving)


def sweep(now: datetime) -> int:
    """Forget what nobody goes on sending, and rows of what is long here; how many."""
    old = list(Arriving.objects.filter(touched__lt=now - KEPT))
    for arriving in old:
        forget(arriving)
    return len(old)


def _drop_pieces(arriving: Arriving) -> None:
    """Everything that lies in its folder, whether or not a row came to be."""
    Piece.objects.filter(arriving_id=arriving.pk).delete()
    try:
        names = default_storage.listdir(arriving.folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{arriving.folder}/{name}")
