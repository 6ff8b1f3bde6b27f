"""Fills an installation with many contracts whose chains, words and books hold, as fast as rows can be written."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from bench import world
from bench.copying import rows_of, write
from bench.recording import browsers_of, play_on
from tallystone.books.models import Contract, Invoice, Milestone, Transfer
from tallystone.journal.chain import GENESIS, link
from tallystone.journal.models import Entry, Head, Prose
from tallystone.people.models import Business

LENGTHS = (0, 0, 1, 4, 5, 7, 9, 28)  # how many acts the contracts have had that all others are made after
CLIENTS = 400
A_WHILE = 2_000


@dataclass(frozen=True)
class Pattern:
    """The rows of one contract, table by table, and the values that no other contract may have."""

    code: str
    rows: dict[type[models.Model], list[dict[str, Any]]]


def grow(given: dict[str, Any]) -> dict[str, Any]:
    """Add contracts until there are `contracts`, all of one freelancer; who that is, and what the pages are asked for."""
    pair = world.pairs(1)[0]
    patterns = [_pattern(pair, length) for length in LENGTHS]
    clients = Business.objects.bulk_create(Business(name=f"Studio number {n}", zone="Europe/Lisbon") for n in range(CLIENTS))
    wanted, made = given["contracts"] - len(patterns), 0
    while made < wanted:
        stretch = range(made, min(made + A_WHILE, wanted))
        _write([copy for n in stretch for copy in _copy(patterns[n % len(patterns)], n, clients[n % CLIENTS].pk)])
        made = stretch.stop
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {"pair": pair, "code": patterns[-2].code, "middle": _middle(wanted), "contracts": Contract.objects.count()}


def _pattern(pair: dict[str, Any], length: int) -> Pattern:
    proposal = world.propose(pair, 1)[0]
    play_on(browsers_of(pair), proposal, length)
    return Pattern(proposal["code"], {model: rows_of(model, proposal["code"]) for model in TABLES})


TABLES = (Prose, Entry, Head, Contract, Milestone, Invoice, Transfer)


def _copy(pattern: Pattern, n: int, client: int) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
    """The rows of another contract like this one: its own code, ids, words and hashes, moved a little earlier."""
    code, other = f"B{n:07d}", {pattern.code: f"B{n:07d}"}
    for number, row in enumerate(pattern.rows[Prose]):
        salt = f"{n:024x}{number:08x}"
        other[row["hash"]] = hashlib.sha256(f"{salt}\n{row['text']}".encode()).hexdigest()
        yield Prose, {**row, "code": code, "salt": salt, "hash": other[row["hash"]]}
    other |= {row["act_id"]: f"{row['act_id'][:16]}{code}" for row in pattern.rows[Entry]}
    other |= {row["number"]: f"{row['number']}-{n}" for row in pattern.rows[Invoice]}
    replace = re.compile("|".join(map(re.escape, other)))
    head = GENESIS
    for row in pattern.rows[Entry]:
        text = replace.sub(lambda found: other[found[0]], row["text"])
        head = link(head, text)
        yield Entry, {**row, "code": code, "act_id": other[row["act_id"]], "text": text, "hash": head}
    yield Head, {**pattern.rows[Head][0], "code": code, "hash": head}
    for model in (Contract, Milestone, Invoice, Transfer):
        for row in pattern.rows[model]:
            yield model, {**row, **_books(row, other, n, client)}


def _books(row: dict[str, Any], other: dict[str, str], n: int, client: int) -> dict[str, Any]:
    """What a row of the books says differently in a copy."""
    changed: dict[str, Any] = {"code": other[row["code"]]}
    if "number" in row and row["number"] in other:
        changed["number"] = other[row["number"]]
    if "moved_at" in row:
        changed |= {
            "moved_at": row["moved_at"] - timedelta(seconds=n + 60),
            "client_id": client,
            "title": f"{row['title']} {n}",
        }
    return changed


def _write(rows: list[tuple[type[models.Model], dict[str, Any]]]) -> None:
    with transaction.atomic():
        for model in TABLES:
            write(model, [row for each, row in rows if each is model])


def _middle(wanted: int) -> str:
    """Where the second half of the list begins: what `?after=` is asked for."""
    row = Contract.objects.order_by("-moved_at", "-code")[wanted // 2]
    moved: datetime = row.moved_at
    return f"{moved.isoformat()}~{row.code}"
