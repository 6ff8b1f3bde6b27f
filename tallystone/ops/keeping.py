"""Backup and restore: the whole installation as one .tar.gz, the same for both databases, so that it can also move."""

import io
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, models, transaction
from rich.progress import Progress, track

from tallystone.files import store
from tallystone.files.models import Blob
from tallystone.journal.models import Entry, Head
from tallystone.ops import serving
from tallystone.people.models import Person

FORMAT = 1
LEFT_OUT = {"sessions", "contenttypes", "auth"}
KEYS = ("secret-key", "seal")
A_BATCH = 500


def kept_models() -> list[type[models.Model]]:
    """Every table of ours, in an order in which nothing refers to what comes later."""
    labels = [(app, None) for app in apps.get_app_configs() if app.label not in LEFT_OUT]
    return serializers.sort_dependencies(labels)


def backup(file: Path) -> None:
    """Write tables (one moment of them), files and keys into `file`; it appears only when it is whole."""
    part = file.with_name(file.name + ".part")
    with tarfile.open(part, "w:gz", compresslevel=5) as tar:
        with tempfile.TemporaryDirectory() as folder:
            _dump_tables(Path(folder))
            tar.add(folder, "tables")
        for name in KEYS:
            if (settings.DATA / name).exists():
                tar.add(settings.DATA / name, f"keys/{name}")
        _add_files(tar)
        about = {"format": FORMAT, "made": datetime.now(UTC).isoformat(), "heads": _heads()}
        _add_bytes(tar, "about.json", json.dumps(about).encode())
    part.replace(file)
    click.echo(f"The backup is in {file}. Keep it as safe as the installation: it holds its keys.")


def _dump_tables(folder: Path) -> None:
    with transaction.atomic(), Progress(disable=not sys.stderr.isatty()) as progress:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in progress.track(kept_models(), description="Tables"):
            with (folder / f"{model._meta.label_lower}.jsonl").open("w", encoding="utf-8") as out:
                rows = model._default_manager.order_by("pk").iterator(chunk_size=A_BATCH)
                serializers.serialize("jsonl", rows, stream=out)


def _add_files(tar: tarfile.TarFile) -> None:
    ready = Blob.objects.exclude(state="erased").order_by("hash")
    for blob in track(list(ready), description="Files", disable=not sys.stderr.isatty()):
        entry = tarfile.TarInfo(f"files/{blob.hash}")
        entry.size = blob.size
        with store.open_blob(blob.hash) as stream:
            tar.addfile(entry, stream)


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _heads() -> int:
    return Head.objects.count()


def restore(file: Path) -> None:
    """Bring a backup into an empty installation, then prove it."""
    serving.migrate()
    if Entry.objects.exists() or Person.objects.exists():
        sys.exit("There are data here already. Restore into an empty TALLYSTONE_DATA or an empty database.")
    with tarfile.open(file, "r:gz") as tar, tempfile.TemporaryDirectory() as folder:
        tar.extractall(folder, filter="data")
        came = Path(folder)
        about = json.loads((came / "about.json").read_text())
        if about["format"] != FORMAT:
            sys.exit(f"This backup has format {about['format']}; this version reads {FORMAT}.")
        _restore_keys(came / "keys")
        _load_tables(came / "tables")
        _load_files(came / "files")
    click.echo(f"Restored what was kept on {about['made'][:16].replace('T', ' ')} UTC. `tallystone prove` checks all of it.")


def _restore_keys(folder: Path) -> None:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        target = settings.DATA / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        target.chmod(0o600)


def _load_tables(folder: Path) -> None:
    with transaction.atomic(), Progress(disable=not sys.stderr.isatty()) as progress:
        for model in progress.track(kept_models(), description="Tables"):
            path = folder / f"{model._meta.label_lower}.jsonl"
            if path.exists():
                with path.open(encoding="utf-8") as stream:
                    _load(model, serializers.deserialize("jsonl", stream))
        _restart_counters()


def _load(model: type[models.Model], rows: Iterator[Any]) -> None:
    while batch := [row.object for row in islice(rows, A_BATCH)]:
        model._default_manager.bulk_create(batch)


def _restart_counters() -> None:
    """PostgreSQL counts ids by itself: go on after the largest that came in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _load_files(folder: Path) -> None:
    for path in track(sorted(folder.glob("*")), description="Files", disable=not sys.stderr.isatty()):
        blob = Blob.objects.get(hash=path.name)
        if not default_storage.exists(blob.key):
            with path.open("rb") as stream:
                store.keep(stream)
