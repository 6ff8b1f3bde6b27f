"""Proving every chain, against hashing the same bytes and nothing else."""

import hashlib
import time
from collections.abc import Iterator
from typing import Any

from tallystone.journal import proving
from tallystone.journal.chain import GENESIS
from tallystone.journal.models import Entry, Prose


def _hashed() -> Iterator[bytes]:
    """Everything that a proof must hash: each entry with the hash before it, all words with their salt."""
    previous = {}
    for code, text, hash_ in Entry.objects.order_by("code", "seq").values_list("code", "text", "hash"):
        yield f"{previous.get(code, GENESIS)}\n{text}".encode()
        previous[code] = hash_
    for salt, text in Prose.objects.values_list("salt", "text"):
        yield f"{salt}\n{text}".encode()


def measure(given: dict[str, Any]) -> dict[str, float]:
    """Entries a second of each, by turns. The plain side has all its bytes in memory, one after the other."""
    same = list(_hashed())
    took = {"prove": 0.0, "hashlib": 0.0}
    for _ in range(given.get("rounds", 2)):
        began = time.perf_counter()
        faults = proving.prove()
        took["prove"] += time.perf_counter() - began
        if faults:
            raise RuntimeError(f"the chains do not hold: {faults[:3]}")
        began = time.perf_counter()
        for each in same:
            hashlib.sha256(each).hexdigest()
        took["hashlib"] += time.perf_counter() - began
    entries = Entry.objects.count()
    rates = {name: entries * given.get("rounds", 2) / seconds for name, seconds in took.items()}
    return {**rates, "entries": entries, "ratio": rates["prove"] / rates["hashlib"]}
