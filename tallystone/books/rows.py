"""Rows read and changed in plain SQL with the models' own conversions: the ORM takes three times as long to say the same."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

from tallystone.journal.together import write

Row = TypeVar("Row", bound=models.Model)


def select(model: type[models.Model], rest: str) -> str:
    """The statement for `read`: all columns of a model in order, then `rest`, which may select more before its FROM."""
    own = ", ".join(f"{model._meta.db_table}.{field.column}" for field in model._meta.concrete_fields)
    return " ".join(("SELECT", own, rest))


def read(model: type[Row], sql: str, asked: list[Any]) -> list[tuple[Row, tuple[Any, ...]]]:
    """Each row that this statement finds, and what it selects beside the model's own columns, as the database tells it."""
    names, makers = _made_of(model)
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        found = cursor.fetchall()
    rows = []
    for values in found:
        own = list(values[: len(names)])
        for at, column, make in makers:
            own[at] = make(own[at], column, connection)
        rows.append((model.from_db(connection.alias, names, own), values[len(names) :]))
    return rows


@cache
def _made_of(model: type[models.Model]) -> tuple[list[str], list[tuple[int, Any, Callable[..., Any]]]]:
    """The names of a model's fields, and what makes values of the columns that the database tells otherwise."""
    fields = [(field.attname, field.get_col(model._meta.db_table)) for field in model._meta.concrete_fields]
    makers = [
        (at, column, make)
        for at, (_name, column) in enumerate(fields)
        for make in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    ]
    return [name for name, _column in fields], makers


def change(model: type[models.Model], columns: dict[str, Any], **where: Any) -> None:
    """Write these columns into the rows that have these values; names are columns' names."""
    sql, fields = _update(model, tuple(columns), tuple(where))
    values = (*columns.values(), *where.values())
    row = (model.__name__, *sorted(where.items()))
    write(sql, [field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)], row)


@cache
def _update(model: type[models.Model], columns: tuple[str, ...], where: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The statement, and the fields whose values it takes in order. The names are ours, never a person's."""
    settings = ", ".join(f"{name} = %s" for name in columns)
    found = " AND ".join(f"{name} = %s" for name in where)
    sql = " ".join(("UPDATE", model._meta.db_table, "SET", settings, "WHERE", found))
    return sql, [model._meta.get_field(name) for name in (*columns, *where)]
