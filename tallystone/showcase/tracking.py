"""Keeps what each contract adds to track records, observed anew from its journal after an entry that may change it."""

from dataclasses import asdict

from tallystone.core import facts, tracking
from tallystone.journal import chain
from tallystone.journal.chain import Told
from tallystone.journal.proving import stretches
from tallystone.showcase.models import Track

COUNTS = (*tracking.LOOKS, facts.Agreed, facts.Completed)


def follow(told: Told, code: str) -> None:
    """After an entry: observe the contract again where it may have added something."""
    if any(isinstance(fact, COUNTS) for fact in told.facts):
        keep(code)


def keep(code: str) -> None:
    """Observe one contract; what a slower worker saw earlier never replaces what was seen later."""
    entries = list(chain.entries(code))
    contract = chain.fold(code)
    seen = tracking.observe(code, entries)
    row = {"freelancer_id": contract.freelancer, "client_id": contract.client, "told": asdict(seen), "seq": len(entries)}
    kept, new = Track.objects.get_or_create(code=code, defaults=row)
    if not new and kept.seq <= row["seq"]:
        Track.objects.filter(code=code, seq__lte=row["seq"]).update(**row)


def keep_all() -> int:
    """Observe every contract that there is; how many."""
    done = 0
    for codes in stretches():
        for code in codes:
            keep(code)
            done += 1
    return done
