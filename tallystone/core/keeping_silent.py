"""Keeping silent in a dispute: a number of the other side that nobody answers settles it, where the terms say so.

Only after the other side was told and reminded, by letters that their mail server took, and had the days that the terms
name; and never beyond what the record shows.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.dates import LAST_CALL, day_of, end_of
from tallystone.core.disputing import case_of, need_dispute
from tallystone.core.ending import RECORD
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule
from tallystone.core.splitting import settlement, shown
from tallystone.core.state import By, Contract, Split, Stone

REMINDER = timedelta(hours=48)  # before the end of a number's day


def notice_due(c: Contract, offer: Split, now: datetime) -> str:
    """The letter that this number still needs, so that silence to it can count: "offer", "reminder", or none."""
    if offer.answered or offer.lapsed or offer.reminded_at:
        return ""
    if offer.noticed_at is None:
        return "offer"
    return "reminder" if now >= end_of(offer.until, c.agreed_plan.zone) - REMINDER else ""


def may_notice(c: Contract, s: Stone, by: By, now: datetime) -> None:
    refuse_if(not any(notice_due(c, offer, now) for offer in need_dispute(c, s).splits), "not_due")


def notice_split(c: Contract, s: Stone, act: acts.NoticeSplit, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.kind != notice_due(c, _offer(s, act.offer), now), "not_due")
    return [facts.SplitNoticed(s.number, act.offer, act.kind)]


def _offer(s: Stone, number: int) -> Split:
    for offer in s.dispute.splits if s.dispute else ():
        if offer.number == number:
            return offer
    raise Refusal("split_changed")


def split_noticed(c: Contract, fact: facts.SplitNoticed, by: By, at: datetime) -> Contract:
    return _marked(c, fact.milestone, fact.offer, **{"noticed_at" if fact.kind == "offer" else "reminded_at": at})


def silent_at(c: Contract, offer: Split) -> datetime | None:
    """When saying nothing to this number has an effect: after its day, and not before the other side was told in time."""
    plan = c.agreed_plan
    if offer.answered or offer.lapsed:
        return None
    if plan.exit_silence != RECORD:
        return end_of(offer.until, plan.zone)
    if offer.noticed_at is None or offer.reminded_at is None:
        return None
    told = day_of(offer.noticed_at, plan.zone) + timedelta(days=plan.exit_days)
    return max(end_of(max(offer.until, told), plan.zone), offer.reminded_at + LAST_CALL)


def silent(c: Contract, s: Stone, now: datetime) -> Split | None:
    """The number to which the other side has said nothing until its time was over."""
    due = ((silent_at(c, offer), offer) for offer in (s.dispute.splits if s.dispute else ()))
    return next((offer for at, offer in due if at and at <= now), None)


def may_lapse_split(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_dispute(c, s)
    refuse_if(silent(c, s, now) is None, "not_due")


def lapse_split(c: Contract, s: Stone, act: acts.LapseSplit, by: By, now: datetime) -> list[facts.Fact]:
    offer = silent(c, s, now)
    if offer is None or offer.number != act.offer:
        raise Refusal("not_due")
    if c.agreed_plan.exit_silence != RECORD:
        return [facts.SplitLapsed(s.number, offer.number)]
    return settlement(c, s, shown(s, offer.minor), "silence", now, offer=offer.number)


def _marked(c: Contract, number: int, offer: int, **changes: Any) -> Contract:
    case = case_of(c, number)
    splits = tuple(replace(o, **changes) if o.number == offer else o for o in case.splits)
    return c.with_stone(number, dispute=replace(case, splits=splits))


RULES = [
    Rule(acts.NoticeSplit, ("clock",), may_notice, notice_split, on_stone=True),
    Rule(acts.LapseSplit, ("clock",), may_lapse_split, lapse_split, on_stone=True),
]
FOLDS: Folds = {
    facts.SplitNoticed: split_noticed,
    facts.SplitLapsed: lambda c, f, by, at: _marked(c, f.milestone, f.offer, lapsed=True),
}
