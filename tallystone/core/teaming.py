"""Teaming: who works on a contract for each side, and in whose hands it is. Nobody works on it unintroduced.

The first who acts for a side has the contract in their hands. Whoever acts later for the first time is introduced by
that very act; somebody may also be introduced before, or be handed the contract.
"""

from dataclasses import replace
from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.roles import BIND, GUEST, ROLES
from tallystone.core.rule import PARTIES, Folds, Rule, need_state
from tallystone.core.state import By, Contract, Hand
from tallystone.core.writing import check_words


def may_team(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "proposed", "agreed")


def may_hand(c: Contract, by: By, now: datetime) -> None:
    """Owners and managers hand any contract on; the others the ones that are in their own hands."""
    may_team(c, by, now)
    refuse_if(by.role not in BIND and by.person != c.lead(by.side), "role_may_not", role=by.role)


def introduce(c: Contract, act: acts.IntroduceMember, by: By, now: datetime) -> list[facts.Fact]:
    _check(act.member, act.role)
    refuse_if(act.member in c.team(by.side), "already_introduced", "member")
    check_words(act.note, "note")
    return [facts.MemberIntroduced(act.member, act.role, act.note.hash if act.note else None)]


def hand(c: Contract, act: acts.HandToMember, by: By, now: datetime) -> list[facts.Fact]:
    _check(act.member, act.role)
    refuse_if(act.member == c.lead(by.side), "already_in_hand", "member")
    check_words(act.note, "note")
    return [facts.MemberHanded(act.member, act.role, act.note.hash if act.note else None)]


def _check(member: int, role: str) -> None:
    if member < 1 or role not in ROLES:
        raise Refusal("choose_one", "member")
    refuse_if(role == GUEST, "guest_reads", "member")


def introduced_by_acting(c: Contract, by: By, happened: list[facts.Fact]) -> list[facts.Fact]:
    """The same facts, with an introduction where this person acts for the first time beside others of their side."""
    team, named = c.team(by.side), {getattr(fact, "person", 0) for fact in happened}
    if by.side not in PARTIES or not team or by.person in {*team, *named}:
        return happened
    return [*happened, facts.MemberIntroduced(by.person, by.role)]


def acted(c: Contract, by: By) -> Contract:
    """The first who acts for a side has the contract in their hands."""
    if by.side not in PARTIES or not by.person or c.team(by.side):
        return c
    return replace(c, hands=(*c.hands, Hand(by.side, by.person, lead=True)))


def introduced(c: Contract, fact: facts.MemberIntroduced, by: By, at: datetime) -> Contract:
    known = fact.person in c.team(by.side)
    return c if known else replace(c, hands=(*c.hands, Hand(by.side, fact.person)))


def handed(c: Contract, fact: facts.MemberHanded, by: By, at: datetime) -> Contract:
    others = [h if h.side != by.side else replace(h, lead=False) for h in c.hands]
    kept = (h for h in others if (h.side, h.person) != (by.side, fact.person))
    return replace(c, hands=(*kept, Hand(by.side, fact.person, lead=True)))


RULES = [
    Rule(acts.IntroduceMember, PARTIES, may_team, introduce),
    Rule(acts.HandToMember, PARTIES, may_hand, hand),
]
FOLDS: Folds = {facts.MemberIntroduced: introduced, facts.MemberHanded: handed}
