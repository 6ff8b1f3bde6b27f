"""Earlier: a contract as it stood before one of its entries, without folding its whole chain for every letter."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

from tallystone.core.contract import evolve
from tallystone.core.state import Contract
from tallystone.journal import chain
from tallystone.journal.chain import Told

REMEMBERED = 512
_stood: OrderedDict[str, Contract] = OrderedDict()
_guard = Lock()


def before(told: Told, code: str) -> Contract:
    """The contract before this entry. Letters are written in the order of entries, so only what came since is read."""
    with _guard:
        known = _stood.get(code)
    if known and 0 < known.seq < told.seq:
        rows = list(chain.entries(code, after=known.seq - 1, up_to=told.seq - 1))
        if rows and rows[0].hash == known.head:
            return _kept(known, rows[1:])
    return _kept(Contract(code, head=chain.GENESIS), chain.entries(code, up_to=told.seq - 1))


def _kept(contract: Contract, entries: Iterable[Told]) -> Contract:
    for each in entries:
        contract = evolve(contract, each.facts, each.by, each.at, each.seq, each.hash)
    with _guard:
        _stood[contract.code] = contract
        _stood.move_to_end(contract.code)
        if len(_stood) > REMEMBERED:
            _stood.popitem(last=False)
    return contract
