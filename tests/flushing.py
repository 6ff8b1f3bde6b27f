"""Emptying the tables between tests that commit. The journal's triggers refuse that, so they step aside for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unsealed() -> Iterator[None]:
    """The journal's triggers are off inside: what somebody with the database's own password could do."""
    turn = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with turn:
        yield


@contextmanager
def _postgresql() -> Iterator[None]:
    _run("SET session_replication_role = replica")
    try:
        yield
    finally:
        _run("SET session_replication_role = origin")


@contextmanager
def _sqlite() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'")
        triggers = cursor.fetchall()
    for name, _ in triggers:
        _run(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        for _, sql in triggers:
            _run(sql)


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
