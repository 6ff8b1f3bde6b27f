"""Descending: what becomes of a milestone goes down to its subcontracts, and that one was agreed goes up, by the clock.

Each follow-up act has an id made of the fact that calls for it, so that it is done once, however often it is asked for.
"""

from datetime import datetime

from tallystone.books.models import Contract as Row
from tallystone.core import acts, facts
from tallystone.core.contract import evolve
from tallystone.core.delegating import along, calls, shows_workers
from tallystone.core.state import Contract
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.ops.clock import by_clock
from tallystone.people.models import Business


def descend(told: Told, code: str, now: datetime) -> None:
    """Ask for what this entry calls for above and below its contract."""
    below = list(Row.objects.filter(parent=code, state="agreed").order_by("code").values_list("code", flat=True))
    if below:
        parent = _as_it_was(code, told.at)
        for each in below:
            _follow(chain.fold(each), parent, told.hash, told.at, now)
    if any(isinstance(fact, facts.Agreed) for fact in told.facts):
        _ascend(chain.fold(code), told, now)


def _as_it_was(code: str, at: datetime) -> Contract:
    """The contract at that moment, so that a worker who comes late tells each thing by the entry that brought it."""
    contract = Contract(code, head=chain.GENESIS)
    for each in chain.entries(code):
        if each.at > at:
            break
        contract = evolve(contract, each.facts, each.by, each.at, each.seq, each.hash)
    return contract


def _follow(child: Contract, parent: Contract, entry: str, at: datetime, now: datetime) -> None:
    for act in calls(child, parent, entry, at):
        by_clock(child.code, act, f"follow:{child.code}:{act.kind}", now)
    for accepted in along(chain.fold(child.code), now):
        by_clock(child.code, accepted, f"along:{child.code}:{accepted.milestone}", now)


def _ascend(child: Contract, told: Told, now: datetime) -> None:
    """A subcontract was agreed: the record above says so, and names the other side where its terms show workers."""
    if child.above is None:
        return
    above = child.above.parent
    parent = chain.fold(above.code)
    shown = shows_workers(parent.agreed_plan)
    name = Business.objects.filter(pk=child.freelancer).values_list("name", flat=True).first() if shown else None
    who = prose.words(name) if name else None
    act = acts.GiveOn(above.milestone, child.freelancer if shown else 0, who)
    by_clock(above.code, act, f"given:{told.hash[:32]}", now)  # without the code: the client above reads it
    before = _as_it_was(above.code, told.at)
    _follow(child, before, before.head, told.at, now)
