"""Disputing: one milestone's money and review clock stand still until both numbers meet, or somebody decides.

A number is what goes to the freelancer, tax included, of all that is at stake. Numbers that meet settle by themselves.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.dates import day_of, end_of
from tallystone.core.ending import RECORD
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.reminding import over
from tallystone.core.rule import PARTIES, Folds, Rule, need_state, stone_of
from tallystone.core.splitting import at_stake, settlement
from tallystone.core.state import By, Contract, Dispute, Split, Stone, other
from tallystone.core.writing import check_words

FURTHEST = timedelta(days=90)
OPEN_STATES = ("agreed", "leaving")


def may_dispute(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, *OPEN_STATES)
    refuse_if(s.dispute is not None, "in_dispute", milestone=s.number)
    refuse_if(over(s, now), "review_over", milestone=s.number, until=s.review_until)
    refuse_if(not at_stake(s), "nothing_at_stake", milestone=s.number)


def dispute(c: Contract, s: Stone, act: acts.Dispute, by: By, now: datetime) -> list[facts.Fact]:
    criteria = tuple(sorted(set(act.criteria)))
    refuse_if(not criteria, "disputed_missing", "criteria")
    refuse_if(not set(criteria) <= set(range(1, s.stake.criteria + 1)), "no_such_criterion", "criteria")
    check_words(act.note, "note", missing="why_missing")
    check_number(s, act.minor, c.agreed_plan.currency)
    number = c.disputes + 1
    return [
        facts.Disputed(s.number, number, by.side, criteria, act.note.hash),
        facts.SplitOffered(s.number, 1, act.minor, answer_day(c, now)),
    ]


def answer_day(c: Contract, now: datetime) -> date:
    """The first day until which a number may stand: the other side has the days that the terms name."""
    return day_of(now, c.agreed_plan.zone) + timedelta(days=c.agreed_plan.exit_days)


def disputed(c: Contract, fact: facts.Disputed, by: By, at: datetime) -> Contract:
    case = Dispute(fact.dispute, fact.side, at, fact.criteria, fact.note or "")
    return replace(c.with_stone(fact.milestone, dispute=case), disputes=fact.dispute)


def may_offer_split(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_dispute(c, s)


def need_dispute(c: Contract, s: Stone) -> Dispute:
    """Refuse where nothing is in dispute."""
    need_state(c, *OPEN_STATES)
    if s.dispute is None:
        raise Refusal("no_dispute", milestone=s.number)
    return s.dispute


def offer_split(c: Contract, s: Stone, act: acts.OfferSplit, by: By, now: datetime) -> list[facts.Fact]:
    case = need_dispute(c, s)
    check_number(s, act.minor, c.agreed_plan.currency)
    check_words(act.note, "note")
    today = day_of(now, c.agreed_plan.zone)
    refuse_if(act.until < answer_day(c, now), "date_soon", "until", day=answer_day(c, now))
    refuse_if(act.until > today + FURTHEST, "date_far", "until", day=act.until)
    offered = facts.SplitOffered(s.number, case.offers + 1, act.minor, act.until, act.note.hash if act.note else None)
    theirs = standing(c, s, other(by.side), now)
    if theirs and meets(by.side, act.minor, theirs.minor):
        return [offered, *settlement(c, s, theirs.minor, "met", now, offer=theirs.number)]
    return [offered]


def meets(side: str, own: int, theirs: int) -> bool:
    """Does this side now say the other's number, or one that is even better for the other?"""
    return own <= theirs if side == "freelancer" else own >= theirs


def standing(c: Contract, s: Stone, side: str, now: datetime) -> Split | None:
    """The number by which this side stands now, if any. Where silence settles it stands until the clock has come by."""
    split = s.dispute.split(side) if s.dispute else None
    if split is None or split.lapsed:
        return None
    settles = c.agreed_plan.exit_silence == RECORD
    return split if settles or end_of(split.until, c.agreed_plan.zone) > now else None


def check_number(s: Stone, minor: int, currency: str) -> None:
    """Refuse a number that is not between nothing and all that is at stake."""
    refuse_if(minor < 0, "amount_negative", "minor")
    refuse_if(minor > at_stake(s), "split_too_large", "minor", most_minor=at_stake(s), currency=currency)


def split_offered(c: Contract, fact: facts.SplitOffered, by: By, at: datetime) -> Contract:
    """A side's new number takes the place of its old one, and answers the other's."""
    offer = Split(fact.offer, by.side, fact.minor, fact.until)
    case = case_of(c, fact.milestone)
    theirs = tuple(replace(o, answered=True) for o in case.splits if o.side != by.side)
    return c.with_stone(fact.milestone, dispute=replace(case, offers=fact.offer, splits=(*theirs, offer)))


def may_accept_split(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_dispute(c, s)
    refuse_if(standing(c, s, other(by.side), now) is None, "no_split", milestone=s.number)


def accept_split(c: Contract, s: Stone, act: acts.AcceptSplit, by: By, now: datetime) -> list[facts.Fact]:
    theirs = standing(c, s, other(by.side), now)
    if theirs is None or (theirs.number, theirs.minor) != (act.offer, act.minor):
        raise Refusal("split_changed")
    return settlement(c, s, theirs.minor, "accepted", now, offer=theirs.number)


def may_withdraw(c: Contract, s: Stone, by: By, now: datetime) -> None:
    refuse_if(need_dispute(c, s).by != by.side, "not_own_dispute", milestone=s.number)


def withdraw(c: Contract, s: Stone, act: acts.WithdrawDispute, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason")
    case = need_dispute(c, s)
    return [facts.DisputeWithdrawn(s.number, case.number, act.reason.hash if act.reason else None)]


def withdrawn(c: Contract, fact: facts.DisputeWithdrawn, by: By, at: datetime) -> Contract:
    """All goes on exactly where it was: the review and the days to pay have as much time left as when they were stopped."""
    s, since, zone = stone_of(c, fact.milestone), case_of(c, fact.milestone).since, c.agreed_plan.zone
    days = day_of(at, zone) - day_of(since, zone)
    bills = tuple(replace(bill, due=bill.due + days) for bill in s.bills)
    stopped: dict[str, Any] = {"dispute": None, "bills": bills, "pay_by": s.pay_by + days if s.pay_by else None}
    if s.review_until and s.noticed_at:
        stood = at - max(since, s.noticed_at)
        stopped |= {"review_until": s.review_until + stood, "noticed_at": s.noticed_at + stood}
    return c.with_stone(fact.milestone, **stopped)


def case_of(c: Contract, number: int) -> Dispute:
    """The dispute on this milestone."""
    case = stone_of(c, number).dispute
    if case is None:
        raise Refusal("no_dispute", milestone=number)
    return case


RULES = [
    Rule(acts.Dispute, PARTIES, may_dispute, dispute, on_stone=True),
    Rule(acts.OfferSplit, PARTIES, may_offer_split, offer_split, on_stone=True),
    Rule(acts.AcceptSplit, PARTIES, may_accept_split, accept_split, on_stone=True),
    Rule(acts.WithdrawDispute, PARTIES, may_withdraw, withdraw, on_stone=True),
]
FOLDS: Folds = {
    facts.Disputed: disputed,
    facts.SplitOffered: split_offered,
    facts.DisputeWithdrawn: withdrawn,
}
