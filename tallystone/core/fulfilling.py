"""Fulfilling: what the client has promised to do, called done by either side, and found incomplete by the freelancer."""

from dataclasses import replace
from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.moving import duties, ended, promise
from tallystone.core.promise import Promise
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule, need_state
from tallystone.core.state import By, Contract
from tallystone.core.writing import check_words


def may_fulfil(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not any(promise(c, owed.number).done_at is None for owed in duties(c)), "no_duty_open")


def fulfil(c: Contract, act: acts.FulfilDuty, by: By, now: datetime) -> list[facts.Fact]:
    known = any(owed.number == act.duty for owed in duties(c))
    refuse_if(not known or promise(c, act.duty).done_at is not None, "no_such_duty", "duty")
    check_words(act.note, "note")
    return [facts.DutyFulfilled(act.duty, act.note.hash if act.note else None)]


def may_reopen(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not any(promise(c, owed.number).done_at for owed in duties(c)), "no_duty_done")


def reopen(c: Contract, act: acts.ReopenDuty, by: By, now: datetime) -> list[facts.Fact]:
    known = any(owed.number == act.duty for owed in duties(c))
    refuse_if(not known or promise(c, act.duty).done_at is None, "no_such_duty", "duty")
    check_words(act.reason, "reason", missing="why_missing")
    return [facts.DutyReopened(act.duty, act.reason.hash)]


def fulfilled(c: Contract, fact: facts.DutyFulfilled, by: By, at: datetime) -> Contract:
    owed = next((each for each in duties(c) if each.number == fact.duty), None)
    if owed and owed.due:
        since = max(owed.due, promise(c, fact.duty).reopened_on or owed.due)
        c = ended(c, "duty", 0, fact.duty, since, day_of(at, c.agreed_plan.zone))
    return _kept(c, Promise(fact.duty, done_at=at))


def reopened(c: Contract, fact: facts.DutyReopened, by: By, at: datetime) -> Contract:
    return _kept(c, Promise(fact.duty, reopened_on=day_of(at, c.agreed_plan.zone)))


def _kept(c: Contract, kept: Promise) -> Contract:
    others = (each for each in c.promises if each.number != kept.number)
    return replace(c, promises=tuple(sorted((*others, kept), key=lambda each: each.number)))


RULES = [
    Rule(acts.FulfilDuty, ("freelancer", "client"), may_fulfil, fulfil),
    Rule(acts.ReopenDuty, ("freelancer",), may_reopen, reopen),
]
FOLDS: Folds = {
    facts.DutyFulfilled: fulfilled,
    facts.DutyReopened: reopened,
}
