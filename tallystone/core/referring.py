"""Referring: the freelancer names who could take over what is left, the client chooses; when those two have agreed on a
contract of their own, this one ends. A fee for it is a contract between the two freelancers, earned by that agreement."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.handing_over import STATES, STILL
from tallystone.core.invoicing import final
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state, need_work
from tallystone.core.state import By, Contract, Referral, Stone
from tallystone.core.succeeding import ended, under_way
from tallystone.core.writing import check_words

MOST = 5  # who are named at one time
OPEN = ("named", "chosen")


def remaining(c: Contract) -> tuple[Stone, ...]:
    """What a successor would take over: every milestone of the terms in force that is not accepted."""
    return tuple(s for s in c.stones if s.work != "accepted" and c.agreed_plan.stake(s.number))


def _still(c: Contract, now: datetime) -> None:
    need_state(c, *STATES)
    refuse_if(c.ended_at is not None and c.ended_at + STILL <= now, "too_late_to_hand_over")
    refuse_if(bool(c.succeeded_by), "succeeded_already")


def may_refer(c: Contract, by: By, now: datetime) -> None:
    _still(c, now)
    refuse_if(bool(c.fee_for), "nothing_to_succeed")
    refuse_if(not remaining(c), "nothing_to_succeed")
    refuse_if(len(_open(c)) >= MOST, "too_many_referrals", most=MOST)


def refer(c: Contract, act: acts.Refer, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.person <= 0, "choose_one", "person")
    refuse_if(act.person in {hand.person for hand in c.hands}, "works_on_it", "person")
    refuse_if(act.person in {r.person for r in _open(c)}, "referred_already", "person")
    currency, most = c.agreed_plan.currency, sum(s.stake.price_minor for s in remaining(c))
    refuse_if(act.fee_minor < 0, "amount_negative", "fee", currency=currency)
    refuse_if(act.fee_minor > most, "fee_too_large", "fee")
    check_words(act.note, "note")
    return [facts.Referred(len(c.referrals) + 1, act.person, act.fee_minor, act.note.hash if act.note else None)]


def referred(c: Contract, fact: facts.Referred, by: By, at: datetime) -> Contract:
    return replace(c, referrals=(*c.referrals, Referral(fact.referral, fact.person, fact.fee_minor, by.person)))


def _open(c: Contract, *states: str) -> list[Referral]:
    return [r for r in c.referrals if r.state in (states or OPEN)]


def _one(c: Contract, number: int, *states: str) -> Referral:
    found = next((r for r in _open(c, *states) if r.number == number), None)
    if found is None:
        raise Refusal("no_such_referral", "referral")
    return found


def may_withdraw(c: Contract, by: By, now: datetime) -> None:
    _still(c, now)
    refuse_if(not _open(c), "nobody_named")


def withdraw(c: Contract, act: acts.WithdrawReferral, by: By, now: datetime) -> list[facts.Fact]:
    gone = _one(c, act.referral)
    return [facts.ReferralWithdrawn(gone.number, gone.person)]


def may_consent(c: Contract, by: By, now: datetime) -> None:
    _still(c, now)
    refuse_if(not _open(c, "named"), "nobody_named")
    if c.state == "agreed":
        under_way(c)


def consent(c: Contract, act: acts.ConsentSuccessor, by: By, now: datetime) -> list[facts.Fact]:
    chosen = _one(c, act.referral, "named")
    refuse_if(act.prices not in {0, 1}, "choose_one", "prices")
    check_words(act.note, "note")
    return [facts.SuccessorConsented(chosen.number, chosen.person, act.prices, act.note.hash if act.note else None)]


def consented(c: Contract, fact: facts.SuccessorConsented, by: By, at: datetime) -> Contract:
    """One at a time: who was chosen before is among the named again."""
    back = tuple(replace(r, state="named", prices=0) if r.state == "chosen" else r for r in c.referrals)
    return _with(replace(c, referrals=back), fact.referral, state="chosen", prices=fact.prices)


def decline(c: Contract, act: acts.DeclineSuccessor, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason")
    one = _one(c, act.referral)
    return [facts.SuccessorDeclined(one.number, one.person, act.reason.hash if act.reason else None)]


def _with(c: Contract, number: int, **changes: Any) -> Contract:
    return replace(c, referrals=tuple(replace(r, **changes) if r.number == number else r for r in c.referrals))


def may_succeed(c: Contract, by: By, now: datetime) -> None:
    _still(c, now)
    refuse_if(c.successor is None, "nobody_chosen")


def succeed(c: Contract, act: acts.Succeed, by: By, now: datetime) -> list[facts.Fact]:
    if c.successor is None:
        raise Refusal("nobody_chosen")
    return [facts.Succeeded(c.successor.number, c.successor.person, act.by), *(ended(c, now) if c.state == "agreed" else [])]


def succeeded(c: Contract, fact: facts.Succeeded, by: By, at: datetime) -> Contract:
    c = _with(c, fact.referral, state="succeeded")
    return replace(c, succeeded_by=fact.by)


def may_earn(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(not c.fee_for, "no_referral_fee")
    need_work(s, "planned")


def earn(c: Contract, s: Stone, act: acts.EarnReferral, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.ReferralEarned(s.number, act.by), final(c, s, now)]


def earned(c: Contract, fact: facts.ReferralEarned, by: By, at: datetime) -> Contract:
    return c.with_stone(fact.milestone, work="accepted", accepted_at=at, deemed=True)


RULES = [
    Rule(acts.Refer, ("freelancer",), may_refer, refer),
    Rule(acts.WithdrawReferral, ("freelancer",), may_withdraw, withdraw),
    Rule(acts.ConsentSuccessor, ("client",), may_consent, consent),
    Rule(acts.DeclineSuccessor, ("client",), may_withdraw, decline),
    Rule(acts.Succeed, ("clock",), may_succeed, succeed),
    Rule(acts.EarnReferral, ("clock",), may_earn, earn, on_stone=True),
]
FOLDS: Folds = {
    facts.Referred: referred,
    facts.ReferralWithdrawn: lambda c, f, by, at: _with(c, f.referral, state="withdrawn"),
    facts.SuccessorConsented: consented,
    facts.SuccessorDeclined: lambda c, f, by, at: _with(c, f.referral, state="declined"),
    facts.Succeeded: succeeded,
    facts.ReferralEarned: earned,
}
