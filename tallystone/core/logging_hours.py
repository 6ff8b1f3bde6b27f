"""Logging hours: those that bind go into the record, held against the cap; what both may have seen is put right in sight.

Hours bind where the milestone is billed by the hour, where it has a cap, or where the terms show hours to the client. All
others are the freelancer's own notes and never come here.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule, need_party, need_state, need_work, stone_of
from tallystone.core.shape import HARD, Plan, Stake
from tallystone.core.sheet import Sheet, sheet_from
from tallystone.core.state import By, Contract, Stone
from tallystone.core.writing import check_words

MARKS = (50, 75, 90, 100)  # per cent of the cap that both sides are told of, each once
SLACK = timedelta(minutes=5)  # clocks differ


def binds(plan: Plan, stake: Stake) -> bool:
    """Do the hours of this milestone belong into the record?"""
    return stake.hourly or stake.cap_minutes is not None or bool(plan.hours_shown)


def shown_to_client(plan: Plan, stake: Stake) -> bool:
    """Does the client see each entry? With a cap alone they see how much of it is used."""
    return stake.hourly or bool(plan.hours_shown)


def cap_share(s: Stone) -> int | None:
    """How many per cent of a milestone's cap its hours have used, rounded down; None without a cap."""
    return s.minutes * 100 // s.stake.cap_minutes if s.stake.cap_minutes else None


def left_minutes(s: Stone) -> int | None:
    """How much may still be logged under a hard cap; None where nothing ends it."""
    if s.stake.cap_kind != HARD or s.stake.cap_minutes is None:
        return None
    return max(0, s.stake.cap_minutes - s.minutes)


def check_times(c: Contract, sheet: Sheet, now: datetime) -> None:
    """Hours lie between the agreement and now."""
    plan = c.agreed_plan
    agreed = day_of(c.agreed_at or now, plan.zone)
    earliest = datetime.combine(agreed, time(), ZoneInfo(plan.zone))
    refuse_if(any(entry.end > now + SLACK for entry in sheet.now), "hours_future", "start")
    refuse_if(any(entry.start < earliest for entry in sheet.now), "hours_before", "start", day=agreed)


def need_open(c: Contract, s: Stone, sheet: Sheet, by: By, now: datetime) -> None:
    """Refuse hours that bind nobody where the work is not open, and who may not log any. They are kept beside the record."""
    need_party(RULES[0], by)
    need_state(c, "agreed")
    refuse_if(s.work == "accepted", "hours_settled")
    need_work(s, "started", "changes_asked", "part_accepted", "delivered")
    check_times(c, sheet, now)


def may_log(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "started", "changes_asked", "part_accepted")
    refuse_if(s.stake.hourly and s.dispute is not None, "in_dispute", milestone=s.number)
    refuse_if(not binds(c.agreed_plan, s.stake), "hours_private")


def log(c: Contract, s: Stone, act: acts.LogHours, by: By, now: datetime) -> list[facts.Fact]:
    sheet = sheet_from(act.sheet.text)
    refuse_if(not sheet.now or bool(sheet.was), "hours_missing", "minutes")
    check_times(c, sheet, now)
    _check_cap(s, sheet.minutes)
    days = sorted(day_of(entry.start, c.agreed_plan.zone) for entry in sheet.now)
    logged = facts.HoursLogged(s.number, sheet.minutes, len(sheet.now), days[0], days[-1], act.sheet.hash)
    return [*_reached(s, s.minutes + sheet.minutes), logged]


def may_correct(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "started", "changes_asked", "part_accepted", "delivered")
    refuse_if(not s.sheets, "hours_missing")
    refuse_if(s.stake.hourly and s.dispute is not None, "in_dispute", milestone=s.number)


def correct(c: Contract, s: Stone, act: acts.CorrectHours, by: By, now: datetime) -> list[facts.Fact]:
    sheet = sheet_from(act.sheet.text)
    check_words(act.reason, "reason")
    more = sheet.minutes - sheet.was_minutes
    refuse_if(not (sheet.now or sheet.was) or s.minutes + more < 0, "hours_missing", "minutes")
    handed = s.handed_minutes if s.work == "delivered" else None
    refuse_if(handed is not None and more > 0 and s.minutes + more > handed, "hours_under_review", "minutes")
    check_times(c, sheet, now)
    _check_cap(s, more)
    reason = act.reason.hash if act.reason else None
    entries = max(len(sheet.now), len(sheet.was))
    corrected = facts.HoursCorrected(s.number, sheet.was_minutes, sheet.minutes, entries, act.sheet.hash, reason)
    return [*_reached(s, s.minutes + more), corrected]


def _check_cap(s: Stone, more: int) -> None:
    left = left_minutes(s)
    over = left is not None and more > left
    refuse_if(over, "cap_passed", "minutes", milestone=s.number, left=left, cap=s.stake.cap_minutes)


def _reached(s: Stone, total: int) -> list[facts.Fact]:
    """The highest mark of the cap that is reached by this, told once; after a change of the cap, only what is reached anew."""
    cap = s.stake.cap_minutes
    if not cap:
        return []
    told_cap, told = s.cap_told
    if told_cap != cap:
        told = max((mark for mark in MARKS if told_cap and s.minutes * 100 >= cap * mark), default=0)
    new = [mark for mark in MARKS if mark > told and total * 100 >= cap * mark]
    return [facts.CapReached(s.number, new[-1], total, cap)] if new else []


def logged(c: Contract, fact: facts.HoursLogged, by: By, at: datetime) -> Contract:
    stone = stone_of(c, fact.milestone)
    return c.with_stone(fact.milestone, minutes=stone.minutes + fact.minutes, sheets=stone.sheets + 1)


def corrected(c: Contract, fact: facts.HoursCorrected, by: By, at: datetime) -> Contract:
    minutes = stone_of(c, fact.milestone).minutes + fact.minutes - fact.was_minutes
    return c.with_stone(fact.milestone, minutes=minutes)


def reached(c: Contract, fact: facts.CapReached, by: By, at: datetime) -> Contract:
    return c.with_stone(fact.milestone, cap_told=(fact.cap_minutes, fact.percent))


RULES = [
    Rule(acts.LogHours, ("freelancer",), may_log, log, on_stone=True),
    Rule(acts.CorrectHours, ("freelancer",), may_correct, correct, on_stone=True),
]
FOLDS: Folds = {
    facts.HoursLogged: logged,
    facts.HoursCorrected: corrected,
    facts.CapReached: reached,
}
