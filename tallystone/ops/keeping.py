"""Backup: the whole installation as one .tar.gz, the same for both databases, so that it can also move."""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.apps import apps
from django.conf import settings
from django.core.serializers import sort_dependencies
from django.db import connection, models, transaction

from tallystone.files import store
from tallystone.files.models import Arriving, Blob, Inside, Piece, Preview
from tallystone.ops.progress import bars_on_terminal

FORMAT = 1
LEFT_OUT = {"sessions", "contenttypes", "auth"}
KEYS = ("secret-key", "seal")
A_BATCH = 2_000
AGAIN = (Preview, Inside, Arriving, Piece)


def kept_models() -> list[type[models.Model]]:
    """Every table of ours, none before one that it refers to. Previews are drawn again; what is on its way stays out."""
    labels = [(app, None) for app in apps.get_app_configs() if app.label not in LEFT_OUT]
    return [model for model in sort_dependencies(labels) if model not in AGAIN]


def columns_of(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.concrete_fields)


def backup(file: Path) -> None:
    """Write tables (one moment of them), files and keys into `file`; it appears only when it is whole."""
    part = file.with_name(f".{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=5) as tar:
                _write(tar, file.parent)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"The backup is in {file}. Keep it as safe as the installation: it holds its keys.")


def _write(tar: tarfile.TarFile, beside: Path) -> None:
    with tempfile.TemporaryDirectory(dir=beside) as name:
        folder = Path(name)
        with one_moment():
            made, hashes = datetime.now(UTC), list(Blob.objects.exclude(state="erased").order_by("hash").values_list("hash"))
            tables = [_dump(model, folder) for model in kept_models()]
        for table in tables:
            tar.add(table, f"tables/{table.name}")
    for key in KEYS:
        for path in _whole_files(settings.DATA / key):
            tar.add(path, f"keys/{path.relative_to(settings.DATA)}")
    gone = list(_add_files(tar, [hash_ for (hash_,) in hashes]))
    about = {"format": FORMAT, "made": made.isoformat(), "files": len(hashes) - len(gone), "gone": gone}
    content = json.dumps(about).encode()
    tar.addfile(_entry("about.json", len(content)), io.BytesIO(content))  # last: without it a backup is not whole


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see one moment of the tables; nobody who writes has to wait for them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own transactions take the turn to write
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _dump(model: type[models.Model], folder: Path) -> Path:
    """The rows of a table as a file, a line of JSON each."""
    names, file = [field.attname for field in columns_of(model)], folder / model._meta.label_lower
    rows = model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=A_BATCH)
    with file.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True)), default=_plain, ensure_ascii=False) + "\n")
    return file


def _plain(value: Any) -> str:
    """Moments to the microsecond, since the journal's hashes stand on them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _add_files(tar: tarfile.TarFile, hashes: list[str]) -> Iterator[str]:
    """Add the files; the hashes of those that were erased since the tables were read."""
    with bars_on_terminal() as bars:
        for digest in bars.track(hashes, description="Files"):
            try:
                with store.open_blob(digest) as stream:
                    tar.addfile(_entry(f"files/{digest}", stream.size), stream)
            except FileNotFoundError:
                yield digest


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _whole_files(path: Path) -> list[Path]:
    """A file, or the files of a folder; what begins with a dot is half made."""
    found = [path] if path.is_file() else sorted(path.glob("*"))
    return [p for p in found if p.is_file() and not (p is not path and p.name.startswith("."))]
