"""The doctor: looks at an installation and says what is wrong, and how to mend it."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import click
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tallystone.acting.models import Job
from tallystone.notices.models import Letter
from tallystone.ops.worker import CLAIM

NO_DATABASE = "The database does not answer"
GIB = 1024**3
LONG = timedelta(minutes=2)
LATE = timedelta(minutes=5)
WAL_FAULT_SINCE, WAL_FAULT_MENDED = (3, 7, 0), (3, 51, 3)
MARKS = {"good": "✓", "hint": "•", "wrong": "✗"}


class Finding(NamedTuple):
    """`level` is "good", "hint" (works, could be better) or "wrong" (must be mended)."""

    level: str
    what: str
    mend: str = ""


def examine() -> list[Finding]:
    """All findings; a check that breaks is a finding itself."""
    findings: list[Finding] = []
    for check in CHECKS:
        if check not in STANDS_ON_DATABASE or not any(f.what.startswith(NO_DATABASE) for f in findings):
            findings += _run(check)
    return findings


def _run(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(check())
    except Exception as trouble:  # whatever a database, a mail server or a storage can raise
        what, mend = BROKEN[check]
        return [Finding("wrong", f"{what}: {trouble}", mend)]


def _database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Finding("good", f"The database answers ({connection.vendor}).")
    if not migrated():
        yield Finding("wrong", "The database is not at this version.", "Run `tallystone migrate`, or start `tallystone serve`.")


def migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _sqlite() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    import sqlite3  # by now the library that the database is read with, see journal/sqlite

    version = sqlite3.sqlite_version_info
    told = ".".join(map(str, version))
    if WAL_FAULT_SINCE <= version < WAL_FAULT_MENDED:
        mend = "Use Python on Linux x86-64, where a newer SQLite comes with Tallystone, or PostgreSQL."
        yield Finding("hint", f"SQLite {told} has the WAL-reset fault: a crash at the wrong moment can lose data.", mend)
    else:
        yield Finding("good", f"SQLite {told} has no known fault.")


def _data() -> Iterator[Finding]:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.DATA, os.W_OK):
        yield Finding("wrong", f"{settings.DATA} cannot be written.", "Give it to the account that runs Tallystone.")
    free = shutil.disk_usage(settings.DATA).free
    if free < GIB:
        yield Finding("wrong", f"Only {free // 2**20} MB are free where the data lie.", "Make room, or move TALLYSTONE_DATA.")
    else:
        yield Finding("good", f"The data lie in {settings.DATA}; {free // GIB} GiB are free.")
    for key in _keys():
        if stat.S_IMODE(key.stat().st_mode) & 0o077:
            yield Finding("wrong", f"{key} can be read by others.", f"chmod go-rwx {key}")


def _keys() -> list[Path]:
    found = [settings.DATA / "secret-key", *(settings.DATA / "seal").glob("*.pem")]
    return [key for key in found if key.exists()]


def _address() -> Iterator[Finding]:
    local = any(host in settings.BASE_URL for host in ("//127.", "//localhost", "//[::1]"))
    if local:
        what = f"Links in mails lead to {settings.BASE_URL}, which only this machine reaches."
        yield Finding("hint", what, "Set TALLYSTONE_URL.")
    elif not settings.SECURE:
        yield Finding("wrong", f"{settings.BASE_URL} is not encrypted.", "Put TLS in front and set TALLYSTONE_URL to https://…")
    else:
        yield Finding("good", f"Links in mails lead to {settings.BASE_URL}.")
    if settings.DEMO and not local:
        yield Finding("wrong", "Demo mode shows all mails to everybody.", "Unset TALLYSTONE_DEMO.")


def _mail() -> Iterator[Finding]:
    if settings.SMTP:
        with get_connection() as server:
            server.open()
        yield Finding("good", f"The mail server {settings.SMTP}:{settings.EMAIL_PORT} answers.")
    elif settings.DEMO:
        yield Finding("hint", "No mail server is set: letters are shown at /outbox.", "For real work set TALLYSTONE_SMTP_HOST.")
    else:
        what = "No mail server is set: letters are kept and nobody is told anything, so no review time begins."
        yield Finding("wrong", what, "Set TALLYSTONE_SMTP_HOST and the like; what was kept is sent then.")


def _kept() -> Iterator[Finding]:
    kept = Letter.objects.filter(sent=None, made__lt=datetime.now(UTC) - LATE).exclude(kind="Code").count()
    if kept:
        yield Finding("hint", f"Letters that have waited to be sent for more than five minutes: {kept}.", "See the jobs below.")


def _worker() -> Iterator[Finding]:
    late = Job.objects.filter(done=None, due__lt=datetime.now(UTC) - LATE, claimed_until=None).count()
    if late:
        mend = "Start `tallystone worker` (with SQLite, `tallystone serve` has it inside)."
        yield Finding("wrong", f"No worker runs: jobs that have waited for more than five minutes: {late}.", mend)
    else:
        yield Finding("good", "No job waits for a worker.")
    hung = Job.objects.filter(done=None, claimed_until__lt=datetime.now(UTC) + CLAIM - LONG)
    for job in hung.order_by("claimed_until")[:10]:
        what = f"Job {job.pk} ({job.kind}) has been worked on for more than two minutes: it hangs, or its worker died."
        yield Finding("wrong", what, "Start the server or the worker again; the job is taken up by itself after ten minutes.")
    for job in Job.objects.filter(done=None, tries__gt=3).order_by("due")[:10]:
        what = f"Job {job.pk} ({job.kind}) was tried {job.tries} times: {job.trouble or 'its worker died'}"
        yield Finding("wrong", what, f"It is tried again by itself at {job.due:%Y-%m-%d %H:%M} UTC.")


def _files() -> Iterator[Finding]:
    name = default_storage.save("doctor/probe", ContentFile(b"probe"))
    default_storage.delete(name)
    yield Finding("good", "Files can be stored.")


BROKEN = {
    _database: (NO_DATABASE, "Look at DATABASE_URL, and whether its server runs."),
    _sqlite: ("SQLite could not be asked for its version", "Run `make setup` again."),
    _data: ("The data folder cannot be used", "Look at TALLYSTONE_DATA and whose folder it is."),
    _address: ("The address cannot be read", "Look at TALLYSTONE_URL."),
    _mail: ("The mail server does not answer", "Look at TALLYSTONE_SMTP_HOST and its companions; letters wait meanwhile."),
    _kept: ("The letters cannot be counted", "Mend the database first."),
    _worker: ("The jobs cannot be counted", "Mend the database first."),
    _files: ("Files cannot be stored", "Look at TALLYSTONE_S3, or at the folder files in TALLYSTONE_DATA."),
}
CHECKS = list(BROKEN)
STANDS_ON_DATABASE = (_kept, _worker)


def print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(f"{MARKS[finding.level]} {finding.what}")
        if finding.mend:
            click.echo(f"  {finding.mend}")
