"""The writes of one act, sent as one statement where the database is a way off: going there costs more than most of them."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

_mine = threading.local()


def write(sql: str, values: Sequence[Any], row: tuple[Any, ...] = ()) -> None:
    """Execute this INSERT or UPDATE; within `together` on PostgreSQL, with the others.

    `row` names what an UPDATE changes. RuntimeError where an act changes a row twice: PostgreSQL would lose the second.
    """
    _once(row)
    waiting: list[tuple[str, Sequence[Any]]] | None = getattr(_mine, "waiting", None)
    if waiting is None:
        _send([(sql, values)])
    else:
        waiting.append((sql, values))


@contextmanager
def together() -> Iterator[None]:
    """What is written inside is sent at the end; what is read inside does not see it yet."""
    # SQLite works in this very process: there is nothing to save.
    waiting: list[tuple[str, Sequence[Any]]] | None = [] if connection.vendor == "postgresql" else None
    _mine.rows, _mine.waiting = set(), waiting
    try:
        yield
    finally:
        _mine.rows = _mine.waiting = None
    if waiting:
        _send(waiting)


def _once(row: tuple[Any, ...]) -> None:
    rows = getattr(_mine, "rows", None)
    if row and rows is not None:
        if row in rows:
            raise RuntimeError(f"One act changes {row} twice.")
        rows.add(row)


def _send(statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
    *others, last = (sql for sql, _values in statements)
    ahead = ", ".join(f"w{number} AS ({sql})" for number, sql in enumerate(others))
    with connection.cursor() as cursor:
        cursor.execute(" ".join(("WITH", ahead, last)) if ahead else last, [v for _sql, values in statements for v in values])
