"""Every state that good acts can bring a contract to, explored one by one: from each of them it can still come to its end."""

from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest

from tallystone.core import acts
from tallystone.core.contract import decide, evolve, open_acts
from tallystone.core.invoicing import numbered
from tallystone.core.refusal import Refusal
from tallystone.core.state import Contract
from tests.core import given
from tests.core.given import SIDES, Play
from tests.core.test_open_acts import TEAM, good
from tests.core.test_random_lives import OVER, SAID_ASIDE

ASIDE = {
    *SAID_ASIDE,
    *TEAM,
    "Report",
    "Ask",
    "Answer",
    "WithdrawQuestion",
    "FulfilDuty",
    "LogHours",
    "OfferChange",
    "PriceRound",
}
WEEKS = timedelta(days=21)  # after which whatever the clock may do is due
Seen = tuple[object, ...]


def seen(c: Contract) -> Seen:
    """What makes a difference to what may be done: states, money, offers; not days and sums."""
    leaving = c.exit and (c.exit.side, bool(c.exit.freelancer), bool(c.exit.client))
    stones = tuple(
        (s.work, s.money, s.closed, bool(s.held_minor), bool(s.owed_back_minor), len(s.bills), min(s.round, 2),
         s.dispute and frozenset(split.side for split in s.dispute.splits))
        for s in c.stones
    )  # fmt: skip
    return (c.state, leaving, bool(c.left), stones)


def after(play: Play, act: acts.Act, side: str, later: timedelta = timedelta()) -> Play | None:
    """The same life with one act more, today, or None where it is refused."""
    one = copy(play)
    one.said, one.now = dict(play.said), play.now + later
    act = replace(act, on=one.now.date()) if hasattr(act, "on") else act
    try:
        happened = numbered(decide(one.contract, act, SIDES[side], one.now), one.next_number)
    except Refusal:
        return None
    one.contract = evolve(one.contract, happened, SIDES[side], one.now, one.contract.seq + 1, "h")
    return one


def onward(play: Play) -> list[Play]:
    """Where each open act of each side leads; what the clock does at once, and what it does after weeks of silence."""
    found = []
    for side in SIDES:
        for later in (timedelta(), WEEKS) if side == "clock" else (timedelta(),):
            for each in open_acts(play.contract, SIDES[side], play.now + later):
                if each.act not in ASIDE:
                    found.append(after(play, good(acts.ACTS[each.act], each.milestone, play, side), side, later))
    return [one for one in found if one is not None]


def explored(play: Play) -> dict[Seen, set[Seen]]:
    """Every state, with those that follow it."""
    ways: dict[Seen, set[Seen]] = {}
    waiting = [play]
    while waiting:
        one = waiting.pop()
        if seen(one.contract) in ways:
            continue
        following = onward(one)
        ways[seen(one.contract)] = {seen(each.contract) for each in following}
        waiting += following
    return ways


def can_end(ways: dict[Seen, set[Seen]]) -> set[Seen]:
    """The states from which an end can be reached."""
    found = {state for state in ways if state[0] in OVER}
    while more := {state for state, next_ in ways.items() if state not in found and next_ & found}:
        found |= more
    return found


@pytest.mark.parametrize("funding", ["before", "after"])
@pytest.mark.parametrize("silence", ["record", "stay"])
def test_from_every_state_the_end_can_be_reached(funding, silence):
    ways = explored(given.agreed(funding=funding, exit_silence=silence, prices=(10_000,), kill_started_bp=2_500))
    assert len(ways) > 800
    assert set(ways) - can_end(ways) == set()
