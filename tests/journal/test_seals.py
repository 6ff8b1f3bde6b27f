"""The database itself refuses to change what is written; only adding is possible."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast

pytestmark = pytest.mark.django_db

COLUMNS = "code, seq, at, act_id, fingerprint, text, hash"
CHANGES = {
    "update": "UPDATE journal_entry SET text = 'x'",
    "update one": "UPDATE journal_entry SET hash = hash WHERE seq = 1",
    "delete": "DELETE FROM journal_entry",
    "delete last": "DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)",
}
SQLITE_CHANGES = {
    "replace": f"REPLACE INTO journal_entry (id, {COLUMNS}) SELECT id, code, seq, at, act_id, '', 'x', 'x' FROM journal_entry",
    "insert or replace, by id": f"INSERT OR REPLACE INTO journal_entry (id, {COLUMNS})"
    " SELECT id, 'OTHER1', 1, at, 'another', '', 'x', 'x' FROM journal_entry WHERE seq = 1",
    "insert or replace, by place": f"INSERT OR REPLACE INTO journal_entry ({COLUMNS})"
    " SELECT code, seq, at, 'another', '', 'x', 'x' FROM journal_entry WHERE seq = 1",
    "insert or replace, by act": f"INSERT OR REPLACE INTO journal_entry ({COLUMNS})"
    " SELECT 'OTHER1', 1, at, act_id, '', 'x', 'x' FROM journal_entry WHERE seq = 1",
    "update or replace": "UPDATE OR REPLACE journal_entry SET seq = 1",
}
POSTGRESQL_CHANGES = {
    "truncate": "TRUNCATE journal_entry",
    "truncate cascade": "TRUNCATE journal_entry RESTART IDENTITY CASCADE",
    "upsert": f"INSERT INTO journal_entry ({COLUMNS}) SELECT {COLUMNS} FROM journal_entry WHERE seq = 1"
    " ON CONFLICT (code, seq) DO UPDATE SET text = 'x'",
    "merge": "MERGE INTO journal_entry e USING journal_head h ON e.code = h.code WHEN MATCHED THEN DELETE",
}
OWN = POSTGRESQL_CHANGES if connection.vendor == "postgresql" else SQLITE_CHANGES


def rows() -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {COLUMNS} FROM journal_entry ORDER BY id")
        return cursor.fetchall()


@pytest.mark.parametrize("sql", [pytest.param(sql, id=name) for name, sql in {**CHANGES, **OWN}.items()])
def test_a_change_is_refused_and_nothing_changed(sql):
    cast.funded()
    before = rows()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert rows() == before


def test_adding_is_possible_once():
    cast.proposed()
    sql = f"INSERT INTO journal_entry ({COLUMNS}) SELECT 'OTHER1', 1, at, 'another', '', 'x', 'x' FROM journal_entry"
    with connection.cursor() as cursor:
        cursor.execute(sql)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
