"""The chain: append an entry, read entries back, fold them into a contract."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection

from tallystone.core.codec import fact_data, fact_from, moment_from, moment_text
from tallystone.core.contract import evolve
from tallystone.core.facts import Fact
from tallystone.core.roles import OWNER
from tallystone.core.state import By, Contract
from tallystone.core.value import value
from tallystone.journal.models import Entry
from tallystone.journal.together import write

FORMAT = 1
GENESIS = "0" * 64
REMEMBERED = 4_096
ENTRY = "INSERT INTO journal_entry (code, seq, at, act_id, fingerprint, text, hash) VALUES (%s, %s, %s, %s, %s, %s, %s)"
HEAD = "UPDATE journal_head SET seq = %s, hash = %s WHERE code = %s"


@value
class Told:
    """One entry, read: who did which act when, and the facts that followed."""

    seq: int
    at: datetime
    by: By
    act: str
    facts: tuple[Fact, ...]
    hash: str


def entry_text(code: str, seq: int, at: datetime, by: By, act: str, act_id: str, happened: Sequence[Fact]) -> str:
    """The one spelling of an entry that is stored and hashed (canonical JSON)."""
    data = {
        "v": FORMAT, "contract": code, "seq": seq, "at": moment_text(at), "by": by.side, "person": by.person,
        "act": act, "id": act_id, "facts": [fact_data(f) for f in happened],
    }  # fmt: skip
    if by.role != OWNER:
        data["role"] = by.role
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(previous: str, text: str) -> str:
    """The hash of an entry: sha256 over the previous hash, a line feed, and the exact text."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def read(text: str, hash_: str) -> Told:
    """An entry from its exact text."""
    data: dict[str, Any] = json.loads(text)
    happened = tuple(fact_from(f) for f in data["facts"])
    return Told(
        data["seq"],
        moment_from(data["at"]),
        By(data["by"], data["person"], data.get("role", OWNER)),
        data["act"],
        happened,
        hash_,
    )


def entries(code: str, after: int = 0, up_to: int | None = None) -> Iterator[Told]:
    """The entries of a contract in order, from the one after `after`."""
    rows = Entry.objects.filter(code=code, seq__gt=after).order_by("seq").values_list("text", "hash")
    if up_to is not None:
        rows = rows.filter(seq__lte=up_to)
    return (read(text, hash_) for text, hash_ in rows)


_remembered: OrderedDict[str, Contract] = OrderedDict()
_guard = Lock()


def remember(contract: Contract) -> None:
    """Keep a committed state; the past cannot change, so (code, hash) names it for ever."""
    with _guard:
        known = _remembered.get(contract.code)
        if known is None or known.seq <= contract.seq:
            _remembered[contract.code] = contract
        _remembered.move_to_end(contract.code)
        if len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)


def fold(code: str, seq: int | None = None, head: str | None = None) -> Contract:
    """The contract as its journal says. With `seq` known (and `head`, to write), a remembered state may serve."""
    known = _remembered.get(code)
    if known and known.seq == seq and head in (None, known.head):
        return known
    told = list(entries(code, after=known.seq - 1)) if known else []
    if known and told and told[0].hash == known.head:
        return _folded(known, told[1:])
    return _folded(Contract(code, head=GENESIS), entries(code))


def _folded(contract: Contract, told: Iterable[Told]) -> Contract:
    for each in told:
        contract = evolve(contract, each.facts, each.by, each.at, each.seq, each.hash)
    if contract.seq:
        remember(contract)
    return contract


def lock(code: str) -> tuple[int, str]:
    """Lock the end of a contract's chain until the transaction ends; its length and hash."""
    sql = "SELECT seq, hash FROM journal_head WHERE code = %s"
    if connection.vendor == "postgresql":
        sql += " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(sql, [code])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                "INSERT INTO journal_head (code, seq, hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING", [code, GENESIS]
            )
            cursor.execute(sql, [code])
            row = cursor.fetchone()
    return row[0], row[1]


def append(before: Contract, at: datetime, by: By, act: str, act_id: str, fingerprint: str, happened: Sequence[Fact]) -> str:
    """Write the entry that follows `before` and move the head; returns the new hash."""
    seq = before.seq + 1
    text = entry_text(before.code, seq, at, by, act, act_id, happened)
    hash_ = link(before.head or GENESIS, text)
    write(ENTRY, [before.code, seq, at, act_id, fingerprint, text, hash_])
    write(HEAD, [seq, hash_, before.code])
    return hash_
