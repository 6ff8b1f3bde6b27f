"""Proposing: terms go back and forth until both sides agree to the same words."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.dates import day_of, end_of
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state
from tallystone.core.shape import Plan, Terms
from tallystone.core.state import Above, By, Contract, Stone
from tallystone.core.writing import LINE_LENGTH, check_words, faults, known_zone

SIDES = ("freelancer", "client")
LONGEST_OFFER = timedelta(days=366)


def may_propose(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "draft")


def propose(c: Contract, act: acts.Propose, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.freelancer == act.client, "same_party", "client")
    check_words(act.note, "note")
    check_offer(act.terms, act.until, now, under=False)
    note = act.note.hash if act.note else None
    about = (act.succeeds or None, act.fee_for or None)
    return [facts.Proposed(act.freelancer, act.client, act.words.hash, act.terms.plan(), act.until, note, *about)]


def proposed(c: Contract, fact: facts.Proposed, by: By, at: datetime) -> Contract:
    c = replace(c, freelancer=fact.freelancer, client=fact.client, above=Above(fact.parent) if fact.parent else None)
    c = replace(c, succeeds=fact.succeeds or "", fee_for=fact.fee_for or "")
    return _offered(c, fact.terms, fact.plan, fact.until, by)


def may_answer(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "proposed")
    refuse_if(c.offered_by == by.side, "own_proposal")
    refuse_if(expired(c, now), "proposal_expired", until=c.until)


def may_counter(c: Contract, by: By, now: datetime) -> None:
    """Either side may put other terms in place of those on offer, also of its own: nobody is bound yet."""
    need_state(c, "proposed")
    refuse_if(expired(c, now), "proposal_expired", until=c.until)


def counter(c: Contract, act: acts.Counter, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.answers != c.terms, "terms_changed")
    check_words(act.note, "note")
    check_offer(act.terms, act.until, now, under=c.above is not None)
    note = act.note.hash if act.note else None
    own = 1 if c.offered_by == by.side else None
    return [facts.Countered(act.words.hash, act.terms.plan(), act.until, note, own)]


def countered(c: Contract, fact: facts.Countered, by: By, at: datetime) -> Contract:
    return _offered(c, fact.terms, fact.plan, fact.until, by)


def may_withdraw(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "proposed")
    refuse_if(c.offered_by != by.side, "not_own_proposal")


def withdraw(c: Contract, act: acts.Withdraw, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason")
    return [facts.Withdrawn(act.reason.hash if act.reason else None)]


def decline(c: Contract, act: acts.Decline, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", missing="reason_missing")
    return [facts.Declined(act.reason.hash)]


def agree(c: Contract, act: acts.Agree, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.terms != c.terms, "terms_changed")
    check_words(act.name, "name", LINE_LENGTH, missing="name_missing")
    return [facts.Agreed(act.terms, act.name.hash, act.method)]


def agreed(c: Contract, fact: facts.Agreed, by: By, at: datetime) -> Contract:
    plan = c.agreed_plan
    stones = tuple(Stone(stake, money=plan.money_at_first(stake)) for stake in plan.milestones)
    return replace(c, state="agreed", agreed_at=at, stones=stones)


def expired(c: Contract, now: datetime) -> bool:
    """Is the proposal's last day over, in the contract's own zone?"""
    return c.state == "proposed" and c.until is not None and end_of(c.until, c.agreed_plan.zone) <= now


def ended(state: str) -> Any:
    """Fold a fact by which the talking ends without an agreement."""
    return lambda c, fact, by, at: replace(c, state=state, ended_at=at)


def _offered(c: Contract, terms: str, plan: Plan, until: date, by: By) -> Contract:
    return replace(c, state="proposed", offered_by=by.side, terms=terms, plan=plan, until=until, version=c.version + 1)


def check_offer(terms: Terms, until: date, now: datetime, under: bool) -> None:
    """Refuse terms that cannot be offered until this day; `under` another contract they may follow it."""
    refuse_if(not known_zone(terms.zone), "no_such_zone", "zone")
    today = day_of(now, terms.zone)
    for fault in faults(terms, today):
        raise Refusal(fault.name, fault.field, **fault.told)
    for field in ("acceptance_follows", "payment_follows"):
        refuse_if(bool(getattr(terms, field)) and not under, "nothing_above", field)
    refuse_if(until < today, "date_past", "until", day=until)
    refuse_if(until > today + LONGEST_OFFER, "date_far", "until", day=until)


RULES = [
    Rule(acts.Propose, ("freelancer",), may_propose, propose),
    Rule(acts.Counter, SIDES, may_counter, counter),
    Rule(acts.Withdraw, SIDES, may_withdraw, withdraw),
    Rule(acts.Decline, SIDES, may_answer, decline),
    Rule(acts.Agree, SIDES, may_answer, agree),
]
FOLDS: Folds = {
    facts.Proposed: proposed,
    facts.Countered: countered,
    facts.Withdrawn: ended("withdrawn"),
    facts.Declined: ended("declined"),
    facts.Agreed: agreed,
}
