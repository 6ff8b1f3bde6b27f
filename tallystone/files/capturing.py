"""Pages and commits that a delivery names: asked for, captured by the worker, frozen into files or only named, taken along."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tallystone.acting import outbox
from tallystone.files import commit_capture, page_capture, store, uploads
from tallystone.files.asking import ask_previews
from tallystone.files.models import Capture, Upload

MOST = 20  # waiting for one delivery
State = Capture.State


class Unreadable(store.Refused):
    """No address that could be opened."""

    name = "address"


class NoCommit(store.Refused):
    """No full id of a commit."""

    name = "commit"


def begin(person, code: str, milestone: int, address: str, commit: str = "") -> Capture:
    """Have the worker capture a page, or a commit of the repository at this address. Raises store.Refused."""
    address, commit = address.strip(), commit.strip().lower()
    if not is_address(address) or len(address) > 2000:
        raise Unreadable(address)
    if commit and not commit_capture.COMMIT.fullmatch(commit):
        raise NoCommit(commit)
    if waiting(code, milestone).count() >= MOST:
        raise uploads.TooMany(f"{MOST} wait already")
    kind = Capture.Kind.COMMIT if commit else Capture.Kind.PAGE
    row = Capture.objects.create(person=person, code=code, milestone=milestone, kind=kind, address=address, commit=commit)
    outbox.put("capture", f"capture:{row.pk}", {"capture": str(row.pk)}, timezone.now())
    return row


def is_address(text: str) -> bool:
    """An address that may be opened: http or https, with a host, without blanks and without a password."""
    try:
        parts = urlsplit(text)
        host, _port, secret = parts.hostname, parts.port, parts.username
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not secret and text.isprintable() and " " not in text


def waiting(code: str, milestone: int) -> QuerySet[Capture]:
    """What was asked for at a milestone and no delivery has taken yet."""
    return Capture.objects.filter(code=code, milestone=milestone, taken=False)


def capture(digest: str) -> None:
    """Freeze it, or say why it is only named; may run again."""
    row = Capture.objects.filter(pk=digest, state=State.WAITING).first()
    if row is None:
        return
    try:
        frozen = WAYS[Capture.Kind(row.kind)](row)
        uploaded = [_keep(row, ending, content) for ending, content in frozen.files.items()]
    except page_capture.NotCaptured as trouble:
        _settle(row, State.NAMED, why=trouble.why)
    except store.Refused as refusal:
        _settle(row, State.NAMED, why="too_much" if refusal.name != "empty" else "unreachable")
    else:
        _settle(row, State.FROZEN, title=frozen.title, uploaded=uploaded)


WAYS: dict[Capture.Kind, Callable[[Capture], page_capture.Frozen]] = {
    Capture.Kind.PAGE: lambda row: page_capture.capture(row.address),
    Capture.Kind.COMMIT: lambda row: commit_capture.capture(row.address, row.commit),
}


def _keep(row: Capture, ending: str, content: Any) -> Upload:
    stream = BytesIO(content) if isinstance(content, bytes) else content
    stream.seek(0)
    return uploads.attach(row.person, row.code, row.milestone, stream, f"{_stem(row)}.{ending}")


def _stem(row: Capture) -> str:
    """What its files are called: the host and the last of the path, and the commit."""
    parts = urlsplit(row.address)
    name = re.sub(r"[^\w.-]+", "-", f"{parts.hostname}{parts.path}".removesuffix(".git")).strip("-.")[:80]
    return f"{name}-{row.commit[:12]}" if row.commit else name


def _settle(row: Capture, state: str, why: str = "", title: str = "", uploaded: list[Upload] | None = None) -> None:
    made = uploaded or []
    with transaction.atomic():
        still = Capture.objects.filter(pk=row.pk, state=State.WAITING)
        kept = still.update(state=state, why=why, title=title, at=timezone.now())
        if kept:
            Upload.objects.filter(pk__in=[each.pk for each in made]).update(capture=row)
    for each in made:
        if kept:
            ask_previews(each)
        else:
            _drop(each)  # it was taken away meanwhile


def _drop(upload: Upload) -> None:
    try:
        uploads.remove(upload)
    except uploads.Taken:
        return


def remove(row: Capture) -> None:
    """Take it away, with the files that were made of it. Raises uploads.Taken where a delivery has it."""
    if row.taken:
        raise uploads.Taken("delivered")
    made = list(row.uploads.filter(taken=False))
    Capture.objects.filter(pk=row.pk, taken=False).delete()
    for each in made:
        _drop(each)


def take(code: str, milestone: int, before: datetime | None = None) -> None:
    """What was settled goes along with the delivery. May run twice: with the moment of the delivery, what came since stays."""
    found = waiting(code, milestone).filter(~Q(state=State.WAITING))
    (found.filter(at__lte=before) if before else found).update(taken=True)
