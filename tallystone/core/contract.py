"""The index of the rules: decide what an act brings, fold facts into a contract, list what each party may do now."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from tallystone.core import (
    acts,
    asking,
    changing,
    charging_back,
    commenting,
    delegating,
    delivering,
    disputing,
    facts,
    filing,
    fulfilling,
    funding,
    handing_over,
    invoicing,
    keeping_silent,
    leaving,
    left,
    logging_hours,
    mediating,
    moving,
    parting,
    proposing,
    referring,
    refunding,
    showing,
    splitting,
    teaming,
)  # fmt: skip
from tallystone.core.refusal import Refusal
from tallystone.core.rule import Folds, Rule, need_party, stone_of
from tallystone.core.state import DONE, By, Contract
from tallystone.core.value import value

STORIES = (  # in the order in which acts are listed
    proposing, funding, delivering, parting, logging_hours, filing, asking, fulfilling, commenting, changing, refunding,
    teaming, delegating, showing, handing_over, referring, disputing, keeping_silent, mediating, charging_back, leaving,
)  # fmt: skip
CONSEQUENCES = (invoicing, splitting)  # facts that follow from acts of other stories
RULES: dict[type[acts.Act], Rule] = {rule.act: rule for story in STORIES for rule in story.RULES}
FOLDS: Folds = {fact: fold for story in (*STORIES, *CONSEQUENCES) for fact, fold in story.FOLDS.items()}


def decide(c: Contract, act: acts.Act, by: By, now: datetime) -> list[facts.Fact]:
    """The facts that this act brings, or a Refusal. Nothing is written; the same rule serves the button and the write."""
    rule = RULES[type(act)]
    need_party(rule, by)
    return teaming.introduced_by_acting(c, by, _asked(rule, c, act, by, now))


def _asked(rule: Rule, c: Contract, act: acts.Act, by: By, now: datetime) -> list[facts.Fact]:
    if rule.on_stone and isinstance(act, acts.OnMilestone):
        stone = stone_of(c, act.milestone)
        rule.may(c, stone, by, now)
        return rule.then(c, stone, act, by, now)
    rule.may(c, by, now)
    return rule.then(c, act, by, now)


def evolve(c: Contract, happened: Iterable[facts.Fact], by: By, at: datetime, seq: int, head: str) -> Contract:
    """The contract after one entry of its journal."""
    before, loud = c, False
    quiet = facts.QUIET if c.state == "proposed" else (*facts.QUIET, *facts.TALK)
    c = teaming.acted(c, by)
    for fact in happened:
        c = FOLDS[type(fact)](c, fact, by, at)
        loud = loud or not isinstance(fact, quiet)
    c = left.worked_to_its_end(moving.redated(before, c, at))
    return replace(c, seq=seq, head=head, touched=seq if loud else c.touched)


@value
class Open:
    """An act that this person may do now for their side, and the milestone it is about (0 for the contract as a whole)."""

    act: str
    milestone: int = 0


def open_acts(c: Contract, by: By, now: datetime) -> list[Open]:
    """Everything that this person may do now for their side, in their role, asked of the rules themselves."""
    return list(_open(c, by, now))


def _open(c: Contract, by: By, now: datetime) -> Iterator[Open]:
    for rule in RULES.values():
        if not _allowed(partial(need_party, rule, by)):
            continue
        if not rule.on_stone:
            if _allowed(partial(rule.may, c, by, now)):
                yield Open(rule.act.__name__)
            continue
        for stone in c.stones:
            if _allowed(partial(rule.may, c, stone, by, now)):
                yield Open(rule.act.__name__, stone.number)


def _allowed(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Refusal:
        return False
    return True


def unsound(c: Contract) -> str:
    """What is wrong with a contract's money or state, in a word, or nothing. Held after every act."""
    for s in c.stones:
        if c.funds(s.stake) and s.held_minor + s.owed_back_minor != s.received_minor - s.earned_minor - s.refunded_minor:
            return f"milestone {s.number}: held is not received less released and refunded"
        if not c.funds(s.stake) and s.paid_minor + sum(b.minor for b in s.bills) != s.billed_minor:
            return f"milestone {s.number}: paid and open are not what was invoiced"
        if s.work != "cancelled" and invoicing.rest(s) < 0:
            return f"milestone {s.number}: more was invoiced than agreed"
        if s.held_minor and not s.dispute and s.money not in {"funded", "asked", "claimed_paid"}:
            return f"milestone {s.number}: money is held in state {s.money}"
        if s.work == "settled" and (s.held_minor or invoicing.rest(s)):
            return f"milestone {s.number}: settled, but money is left over"
        if sum(b.minor for b in s.bills) > sum(b.net_minor + b.tax_minor for b in s.billings):
            return f"milestone {s.number}: more is to be paid than was invoiced"
        if (
            s.money in {"released", "paid"}
            and s.work not in {"accepted", "settled"}
            and not s.dispute
            and not (s.closed and c.left)
        ):
            return f"milestone {s.number}: released without acceptance"
        if s.closed and s.held_minor and not s.dispute:
            return f"milestone {s.number}: money is held for what has ended"
    if c.state == "leaving" and any(s.work not in DONE for s in c.stones):
        return "left, and work goes on"
    if c.state in {"ended", "completed"} and not all(s.settled for s in c.stones if not s.dispute):
        return f"{c.state}, and not every sum is settled"
    return ""
