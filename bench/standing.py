"""Contracts brought to a certain point of their lives, for the measures that begin there."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bench import world
from bench.lives import LONG_REPORT
from bench.recording import browsers_of, play_on
from tallystone.acting.door import new_act_id, perform
from tallystone.books.models import Invoice
from tallystone.core.acts import Report
from tallystone.core.state import By
from tallystone.journal import chain
from tallystone.journal.prose import words

STARTED, DELIVERED = 5, 7  # acts of a life that is paid before


def deepen(given: dict[str, Any]) -> dict[str, Any]:
    """Two contracts with milestone 1 started, the second with so many `reports` already; where each stands."""
    pair, found = world.pairs(1)[0], []
    by, on = By("freelancer", pair["freelancer"]["person"]), datetime.now(UTC).date() + timedelta(days=7)
    for reports in (0, given["reports"]):
        code = _played(pair, STARTED)
        for n in range(reports):
            perform(code, Report(1, n % 100, words(LONG_REPORT), on), by, new_act_id())
        found.append({"code": code, "seen": STARTED + 1 + reports})
    return {"pair": pair, "contracts": found, "next_on": on.isoformat()}


def deliver(given: dict[str, Any]) -> dict[str, Any]:
    """So many `contracts` between the same two, milestone 1 of each delivered."""
    pair = world.pairs(1)[0]
    codes = [_played(pair, DELIVERED) for _ in range(given["contracts"])]
    stones = {code: chain.fold(code).stones[0] for code in codes}
    found = [{"code": code, "seen": DELIVERED + 1, "snapshot": stone.snapshot} for code, stone in stones.items()]
    return {"pair": pair, "contracts": found}


def _played(pair: dict[str, Any], acts: int) -> str:
    proposal = world.propose(pair, 1)[0]
    play_on(browsers_of(pair), proposal, acts)
    return proposal["code"]


def numbers(given: dict[str, Any]) -> list[int]:
    """The running numbers of a business's invoices, in order."""
    issued = Invoice.objects.filter(business_id=given["business"]).values_list("number", flat=True)
    return sorted(int(number.rpartition("-")[2]) for number in issued)
