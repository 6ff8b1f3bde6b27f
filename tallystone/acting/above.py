"""Above: what the door asks of the contracts above a subcontract before it is offered."""

from tallystone.core import delegating
from tallystone.core.acts import Subcontract
from tallystone.core.state import Contract
from tallystone.journal import chain


def need_leave(act: Subcontract) -> None:
    """Refuse a subcontract that the contract above does not allow as it stands now, or that would run in a circle.

    The end of the parent's chain stays locked until the act is done, so that nothing is agreed there meanwhile. Locks are
    always taken from below to above.
    """
    parent = chain.fold(act.parent.code, *chain.lock(act.parent.code))
    delegating.need_leave(parent, act, businesses_above(parent))


def businesses_above(parent: Contract) -> frozenset[int]:
    """Everybody who stands in this contract, and in those that it is a part of."""
    found: set[int] = set()
    each: Contract | None = parent
    while each:
        found |= {each.freelancer, each.client}
        each = chain.fold(each.above.parent.code) if each.above else None
    return frozenset(found)
