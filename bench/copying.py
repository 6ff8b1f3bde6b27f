"""Rows as plain values, read and written again in bulk: COPY on PostgreSQL, one prepared statement on SQLite."""

from typing import Any

from django.db import connection, models


def rows_of(model: type[models.Model], code: str) -> list[dict[str, Any]]:
    """The rows of one contract, without the numbers that the table gives by itself."""
    rows = model.objects.filter(code=code).order_by("pk").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def write(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in rows[0]]
    values = [[field.get_db_prep_save(row[field.attname], connection) for field in fields] for row in rows]
    names = ", ".join(f'"{field.column}"' for field in fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join("%s" for _ in fields)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
