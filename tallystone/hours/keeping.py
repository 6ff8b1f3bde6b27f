"""Keeping entries: log, change, remove and bring back, through the door where they bind, beside the record where not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection

from tallystone.acting.door import perform
from tallystone.core import acts
from tallystone.core.logging_hours import binds, need_open
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.roles import BIND
from tallystone.core.rule import stone_of
from tallystone.core.sheet import Logged, Sheet, sheet_from, sheet_text
from tallystone.core.state import By
from tallystone.core.value import value
from tallystone.hours.models import Worked
from tallystone.journal import chain, prose

INSERT = (
    'INSERT INTO hours_worked ("key", code, milestone, person_id, "start", minutes, note, source, mark, seq, made)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


@value
class New:
    """An entry before it is kept."""

    start: datetime
    minutes: int
    note: str = ""
    person: int = 0  # 0: whoever logs it
    source: str = "hand"
    mark: str | None = None


@value
class Keeper:
    """Who logs, on which milestone of which contract."""

    code: str
    milestone: int
    by: By
    now: datetime

    @classmethod
    def of(cls, code: str, milestone: int, by: By, now: datetime | None = None) -> "Keeper":
        return cls(code, milestone, by, now or datetime.now(UTC))


def log(keeper: Keeper, new: Sequence[New], act_id: str) -> list[str]:
    """Keep these entries, all or none; asked again with the same id, they are there once. Their keys."""
    by = keeper.by
    sheet = tuple(
        Logged(f"{act_id}.{n}", each.person or by.person, each.start, each.minutes, each.note) for n, each in enumerate(new)
    )
    rows = [_row(keeper, entry, each) for entry, each in zip(sheet, new, strict=True)]
    if _binds(keeper):
        act = acts.LogHours(keeper.milestone, prose.words(sheet_text(sheet)))
        perform(keeper.code, act, by, act_id, now=keeper.now, beside=lambda seq: _insert(rows, seq))
    else:
        _need_open(keeper, Sheet(sheet))
        _insert(rows, None)
    return [entry.key for entry in sheet]


def change(keeper: Keeper, entry: Worked, new: New, act_id: str) -> None:
    """Put an entry right. Raises Refusal "hours_gone" where it is not any more what was read."""
    is_now = replace(logged(entry), start=new.start, minutes=new.minutes, note=new.note)
    columns = {"start": new.start, "minutes": new.minutes, "note": new.note}
    _correct(keeper, entry, Sheet((is_now,), (logged(entry),)), columns, act_id)


def remove(keeper: Keeper, entry: Worked, act_id: str) -> None:
    """Take an entry away; `bring_back` undoes it."""
    refuse_if(entry.gone is not None, "hours_gone")
    _correct(keeper, entry, Sheet((), (logged(entry),)), {"gone": keeper.now}, act_id)


def bring_back(keeper: Keeper, entry: Worked, act_id: str) -> None:
    """Undo a removal."""
    refuse_if(entry.gone is None, "hours_gone")
    _correct(keeper, entry, Sheet((logged(entry),), ()), {"gone": None}, act_id)


def logged(entry: Worked) -> Logged:
    """A row as sheets spell it."""
    return Logged(entry.key, entry.person_id, entry.start, entry.minutes, entry.note)


def _correct(keeper: Keeper, entry: Worked, sheet: Sheet, columns: dict, act_id: str) -> None:
    refuse_if(entry.person_id != keeper.by.person and keeper.by.role not in BIND, "hours_of_other")
    if entry.seq is None:
        _need_open(keeper, sheet)
        _swap(entry, columns, None)
        return
    act = acts.CorrectHours(keeper.milestone, prose.words(sheet_text(sheet.now, sheet.was)))
    perform(keeper.code, act, keeper.by, act_id, now=keeper.now, beside=lambda seq: _swap(entry, columns, seq))


def _swap(entry: Worked, columns: dict, seq: int | None) -> None:
    """Change the row if it is still what was read; two at once cannot both win."""
    same = {name: getattr(entry, name) for name in ("start", "minutes", "note", "gone")}
    if not Worked.objects.filter(key=entry.key, **same).update(**columns, **({"seq": seq} if seq else {})):
        raise Refusal("hours_gone")


def _binds(keeper: Keeper) -> bool:
    contract = chain.fold(keeper.code)
    refuse_if(contract.agreed_at is None, "not_now", state=contract.state)
    return binds(contract.agreed_plan, stone_of(contract, keeper.milestone).stake)


def _need_open(keeper: Keeper, sheet: Sheet) -> None:
    contract = chain.fold(keeper.code)
    whole = sheet_from(sheet_text(sheet.now, sheet.was))  # refuses what a sheet of the record would not take
    need_open(contract, stone_of(contract, keeper.milestone), whole, keeper.by, keeper.now)


def _row(keeper: Keeper, entry: Logged, new: New) -> Worked:
    return Worked(
        key=entry.key, code=keeper.code, milestone=keeper.milestone, person_id=entry.person, start=entry.start,
        minutes=entry.minutes, note=entry.note, source=new.source, mark=new.mark, made=keeper.now,
    )  # fmt: skip


def _insert(rows: Sequence[Worked], seq: int | None) -> None:
    """All of them at once, by one statement that is prepared once: a file of hours has thousands."""
    sql = INSERT if seq else f"{INSERT} ON CONFLICT DO NOTHING"
    at = connection.ops.adapt_datetimefield_value
    values = [
        (r.key, r.code, r.milestone, r.person_id, at(r.start), r.minutes, r.note, r.source, r.mark, seq, at(r.made))
        for r in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
