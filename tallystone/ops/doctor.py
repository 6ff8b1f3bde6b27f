"""The doctor: looks at an installation and says what is wrong, and how to mend it."""

import os
import shutil
import smtplib
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import click
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from tallystone.acting.models import Job

GIB = 1024**3
WAL_FAULT_SINCE, WAL_FAULT_MENDED = (3, 7, 0), (3, 51, 3)
MARKS = {"good": "✓", "hint": "•", "wrong": "✗"}


class Finding(NamedTuple):
    """`level` is "good", "hint" (works, could be better) or "wrong" (must be mended)."""

    level: str
    what: str
    mend: str = ""


def examine() -> list[Finding]:
    """All findings; a check that breaks is a finding itself."""
    return [finding for check in CHECKS for finding in _run(check)]


def _run(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(check())
    except (OSError, Error, smtplib.SMTPException) as trouble:
        return [Finding("wrong", f"{check.__name__.strip('_')}: {trouble}", "See docs/hosting.md for this setting.")]


def _database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Finding("good", f"The database answers ({connection.vendor}).")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("wrong", "The database is of an older version.", "Run `tallystone migrate`, or start `tallystone serve`.")


def _sqlite() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    from django.db.backends.sqlite3.base import Database

    version = Database.sqlite_version_info
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
    for key in (settings.DATA / "secret-key", settings.DATA / "seal"):
        if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
            yield Finding("wrong", f"{key} can be read by others.", f"chmod go-rwx {key}")


def _address() -> Iterator[Finding]:
    local = any(host in settings.BASE_URL for host in ("//127.", "//localhost", "//[::1]"))
    if local:
        yield Finding(
            "hint", f"Links in mails lead to {settings.BASE_URL}, which only this machine reaches.", "Set TALLYSTONE_URL."
        )
    elif not settings.SECURE:
        yield Finding("wrong", f"{settings.BASE_URL} is not encrypted.", "Put TLS in front and set TALLYSTONE_URL to https://…")
    else:
        yield Finding("good", f"Links in mails lead to {settings.BASE_URL}.")
    if settings.DEMO and not local:
        yield Finding("wrong", "Demo mode shows all mails to everybody.", "Unset TALLYSTONE_DEMO.")


def _mail() -> Iterator[Finding]:
    if not settings.SMTP:
        yield Finding("hint", "No mail server is set: letters are kept, not sent.", "Set TALLYSTONE_SMTP_HOST and the like.")
        return
    with get_connection() as server:
        server.open()
    yield Finding("good", f"The mail server {settings.SMTP}:{settings.EMAIL_PORT} answers.")


def _worker() -> Iterator[Finding]:
    late = Job.objects.filter(done=None, due__lt=datetime.now(UTC) - timedelta(minutes=5)).count()
    if late:
        mend = "Start `tallystone worker` (with SQLite, `tallystone serve` has it inside)."
        yield Finding("wrong", f"{late} jobs wait for more than five minutes: no worker runs.", mend)
    else:
        yield Finding("good", "No job waits for a worker.")
    for job in Job.objects.filter(done=None, tries__gt=3).order_by("due")[:10]:
        yield Finding(
            "wrong", f"Job {job.pk} ({job.kind}) failed {job.tries} times: {job.trouble}", "It is tried again by itself."
        )


def _files() -> Iterator[Finding]:
    name = default_storage.save("doctor/probe", ContentFile(b"probe"))
    default_storage.delete(name)
    yield Finding("good", "Files can be stored.")


CHECKS = [_database, _sqlite, _data, _address, _mail, _worker, _files]


def print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(f"{MARKS[finding.level]} {finding.what}")
        if finding.mend:
            click.echo(f"  {finding.mend}")
