"""Mediating: where the terms name a mediator, either side calls them to a dispute, and they decide a split with a reason."""

from dataclasses import replace
from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.disputing import case_of, check_number, need_dispute
from tallystone.core.ending import OPERATOR, PERSON
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import PARTIES, Folds, Rule
from tallystone.core.shape import terms_from
from tallystone.core.splitting import settlement
from tallystone.core.state import By, Contract, Stone
from tallystone.core.words import Words
from tallystone.core.writing import LINE_LENGTH, check_words


def may_call(c: Contract, s: Stone, by: By, now: datetime) -> None:
    case = need_dispute(c, s)
    refuse_if(c.agreed_plan.mediator not in {OPERATOR, PERSON}, "no_mediator")
    refuse_if(case.mediating, "mediator_called", milestone=s.number)


def call(c: Contract, s: Stone, act: acts.CallMediator, by: By, now: datetime) -> list[facts.Fact]:
    if c.agreed_plan.mediator == OPERATOR:
        return [facts.MediatorCalled(s.number, by.side, named=1)]
    if act.terms is None or act.terms.hash != c.terms:
        raise Refusal("terms_changed")
    who = _address(act.who)
    named = address_in(terms_from(act.terms.text).mediator_name)
    refuse_if(bool(named) and named != who.text.casefold(), "mediator_other", "who", named=named)
    return [facts.MediatorCalled(s.number, by.side, who.hash, 1 if named else None)]


def _address(who: Words | None) -> Words:
    check_words(who, "who", LINE_LENGTH, missing="mediator_missing")
    if who is None or "@" not in who.text:
        raise Refusal("mediator_missing", "who")
    return who


def address_in(name: str) -> str:
    """The mail address in what the terms call the mediator, "Ines Duarte <ines@example.org>", or nothing."""
    words = (word.strip("<>(),;:.").casefold() for word in name.split())
    return next((word for word in words if "@" in word), "")


def called(c: Contract, fact: facts.MediatorCalled, by: By, at: datetime) -> Contract:
    """Calling somebody who decides is an answer to the other side's number."""
    case = case_of(c, fact.milestone)
    splits = tuple(replace(o, answered=True) if o.side != fact.side else o for o in case.splits)
    who, mediating = fact.who or OPERATOR, bool(fact.named)
    called = replace(case, splits=splits, mediator=who, called_by=fact.side, mediating=mediating)
    return c.with_stone(fact.milestone, dispute=called)


def may_agree(c: Contract, s: Stone, by: By, now: datetime) -> None:
    case = need_dispute(c, s)
    refuse_if(not case.mediator or case.mediating, "no_mediator_named", milestone=s.number)
    refuse_if(case.called_by == by.side, "own_mediator", milestone=s.number)


def agree(c: Contract, s: Stone, act: acts.AgreeMediator, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.who != need_dispute(c, s).mediator, "mediator_changed")
    return [facts.MediatorAgreed(s.number, act.who)]


def agreed(c: Contract, fact: facts.MediatorAgreed, by: By, at: datetime) -> Contract:
    return c.with_stone(fact.milestone, dispute=replace(case_of(c, fact.milestone), mediating=True))


def may_mediate(c: Contract, s: Stone, by: By, now: datetime) -> None:
    refuse_if(not need_dispute(c, s).mediating, "not_called", milestone=s.number)


def mediate(c: Contract, s: Stone, act: acts.Mediate, by: By, now: datetime) -> list[facts.Fact]:
    check_number(s, act.minor, c.agreed_plan.currency)
    check_words(act.reason, "reason", missing="reason_missing")
    return settlement(c, s, act.minor, "mediated", now, reason=act.reason.hash)


RULES = [
    Rule(acts.CallMediator, PARTIES, may_call, call, on_stone=True),
    Rule(acts.AgreeMediator, PARTIES, may_agree, agree, on_stone=True),
    Rule(acts.Mediate, ("mediator",), may_mediate, mediate, on_stone=True),
]
FOLDS: Folds = {facts.MediatorCalled: called, facts.MediatorAgreed: agreed}
