"""Restore: a backup is read to its end first; only a whole one changes anything, and then all at once."""

import hashlib
import json
import shutil
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, models, transaction

from tallystone.acting import outbox
from tallystone.acting.models import Job
from tallystone.files import previews
from tallystone.files.models import Blob
from tallystone.journal.models import Entry
from tallystone.ops import serving
from tallystone.ops.keeping import A_BATCH, FORMAT, KEYS, columns_of, kept_models
from tallystone.ops.progress import bars_on_terminal
from tallystone.people.models import Person

TABLES, FILES, SAFE, ABOUT = "tables", "files", "keys", "about.json"
A_CHUNK, NOW = 1 << 18, "auto_now_add"


def restore(file: Path) -> None:
    """Bring a backup back into an empty installation."""
    about = look_through(file)
    serving.migrate()
    if Entry.objects.exists() or Person.objects.exists():
        sys.exit("There are data here already. Restore into an empty TALLYSTONE_DATA or an empty database.")
    with tarfile.open(file, "r:gz") as tar, transaction.atomic():
        _bring_in(tar)
        _mark_gone(about["gone"])
        _restart_counters()
        _draw_previews()
    click.echo(f"Restored what was kept on {about['made'][:16].replace('T', ' ')} UTC. `tallystone prove` checks all of it.")


def look_through(file: Path) -> dict[str, Any]:
    """What a backup says about itself, after each of its bytes was read; ends the program where it is not whole."""
    about: dict[str, Any] = {}
    files = 0
    try:
        with tarfile.open(file, "r:gz") as tar:
            for top, rest, stream in _members(tar):
                digest, head = _read(stream)
                if top == FILES and digest != rest:
                    raise ValueError(f"the file {rest[:12]} has other bytes than its name says")
                files += top == FILES
                about = json.loads(head) if top == ABOUT else about
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError) as trouble:
        _refuse(file, str(trouble) or type(trouble).__name__)
    if about.get("files") != files:
        _refuse(file, "its end is missing")
    if about["format"] != FORMAT:
        sys.exit(f"This backup has format {about['format']}; this version reads {FORMAT}.")
    return about


def _refuse(file: Path, why: str) -> None:
    sys.exit(f"{file} is not a whole backup: {why}. Nothing was changed.")


def _read(stream: IO[bytes]) -> tuple[str, bytes]:
    """A member of the archive read to its end: its hash, and how it begins."""
    found, head = hashlib.sha256(), b""
    while chunk := stream.read(A_CHUNK):
        found.update(chunk)
        head = head or chunk
    return found.hexdigest(), head


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, str, IO[bytes]]]:
    for member in tar:
        if stream := tar.extractfile(member):
            yield *_place(member.name), stream


def _place(name: str) -> tuple[str, str]:
    """("tables", "books.contract"), ("files", hash), ("keys", "seal/seal.pem") or ("about.json", ""); nothing else."""
    top, _, rest = name.partition("/")
    parts = rest.split("/")
    allowed = {TABLES: len(parts) == 1, FILES: len(parts) == 1, SAFE: parts[0] in KEYS and ".." not in parts, ABOUT: not rest}
    if not allowed.get(top):
        raise ValueError(f"{name} does not belong into a backup")
    return top, rest


def _bring_in(tar: tarfile.TarFile) -> None:
    """Everything in the order in which it lies there: tables, keys, files."""
    known = {model._meta.label_lower: model for model in kept_models()}
    with bars_on_terminal() as bars:
        for top, rest, stream in bars.track(_members(tar), description="Restoring"):
            if top == TABLES:
                _load(known[rest], map(json.loads, stream))
            elif top == SAFE:
                _restore_key(settings.DATA / rest, stream.read())
            elif top == FILES:
                _restore_file(rest, stream)


def _load(model: type[models.Model], rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows as they were. Fields that set themselves when a row is made must not do so."""
    fields = columns_of(model)
    made = (model(**{f.attname: f.to_python(row[f.attname]) for f in fields if f.attname in row}) for row in rows)
    themselves = [f for f in fields if getattr(f, NOW, False)]
    for field in themselves:
        setattr(field, NOW, False)
    try:
        while batch := list(islice(made, A_BATCH)):
            model._default_manager.bulk_create(batch, batch_size=A_BATCH)
    finally:
        for field in themselves:
            setattr(field, NOW, True)


def _restore_key(target: Path, content: bytes) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    target.chmod(0o600)
    target.write_bytes(content)


def _restore_file(digest: str, stream: IO[bytes]) -> None:
    """By way of a file of its own: the storage wants to go back and forth in it."""
    key = Blob(hash=digest).key
    with tempfile.TemporaryFile(dir=settings.DATA) as copy:
        shutil.copyfileobj(stream, copy, A_CHUNK)
        if not default_storage.exists(key):
            default_storage.save(key, File(copy, name=key))


def _mark_gone(hashes: list[str]) -> None:
    Blob.objects.filter(pk__in=hashes).update(state=Blob.State.ERASED, preview_state=Blob.PreviewState.NONE)


def _restart_counters() -> None:
    """PostgreSQL counts ids by itself: go on after the largest that came in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _draw_previews() -> None:
    """The pictures were not kept; the worker draws them anew."""
    now = datetime.now(UTC)
    Job.objects.filter(kind="preview").delete()
    Blob.objects.filter(preview_state=Blob.PreviewState.READY).update(preview_state=Blob.PreviewState.WAITING)
    for digest in previews.waiting():
        outbox.put("preview", f"preview:{digest}", {"file": digest}, now)
