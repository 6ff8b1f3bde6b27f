"""The index of the rules: decide what an act brings, fold facts into a contract, list what each party may do now."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from tallystone.core import (
    acts,
    asking,
    changing,
    charging_back,
    commenting,
    delivering,
    disputing,
    facts,
    fulfilling,
    funding,
    handing_over,
    invoicing,
    logging_hours,
    mediating,
    moving,
    parting,
    proposing,
    refunding,
    showing,
    splitting,
    teaming,
)  # fmt: skip
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_party, stone_of
from tallystone.core.state import By, Contract


def may_file(c: Contract, by: By, now: datetime) -> None:
    refuse_if(c.state == "draft", "not_now", state=c.state)


def file_paper(c: Contract, act: acts.FilePaper, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.PaperFiled(act.kind, act.about, act.file)]


FILING = Rule(acts.FilePaper, ("clock",), may_file, file_paper)
STORIES: list[list[Rule]] = [
    proposing.RULES, funding.RULES, delivering.RULES, parting.RULES, logging_hours.RULES, [FILING],
    asking.RULES, fulfilling.RULES,
    commenting.RULES,
    changing.RULES, refunding.RULES,
    teaming.RULES,
    showing.RULES,
    handing_over.RULES,
    disputing.RULES, mediating.RULES, charging_back.RULES,
]  # fmt: skip
RULES: dict[type[acts.Act], Rule] = {rule.act: rule for rules in STORIES for rule in rules}
FOLDS: Folds = {
    **proposing.FOLDS,
    **funding.FOLDS,
    **invoicing.FOLDS,
    **delivering.FOLDS,
    **parting.FOLDS,
    **logging_hours.FOLDS,
    **asking.FOLDS,
    **fulfilling.FOLDS,
    **commenting.FOLDS,
    **changing.FOLDS,
    **refunding.FOLDS,
    **teaming.FOLDS,
    **showing.FOLDS,
    **handing_over.FOLDS,
    **disputing.FOLDS,
    **splitting.FOLDS,
    **mediating.FOLDS,
    **charging_back.FOLDS,
    facts.PaperFiled: lambda c, f, by, at: c,
}


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
    c = moving.redated(before, c, at)
    return replace(c, seq=seq, head=head, touched=seq if loud else c.touched)


@dataclass(frozen=True, slots=True)
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
        if s.money in {"released", "paid"} and s.work not in {"accepted", "settled"} and not s.dispute:
            return f"milestone {s.number}: released without acceptance"
    return ""
