"""Delivering: start, report, hand over a snapshot; the client accepts, asks for changes, or says nothing."""

from dataclasses import replace
from datetime import datetime, timedelta

from tallystone.core import acts, facts
from tallystone.core.above import review_days
from tallystone.core.dates import day_of, review_end
from tallystone.core.funding import completed
from tallystone.core.invoicing import bill, billed, final, unasked
from tallystone.core.parting import may_answer
from tallystone.core.proposing import expired
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.reminding import end_after, outstanding, over
from tallystone.core.rule import Folds, Rule, need_calm, need_state, need_work, numbers, stone_of
from tallystone.core.state import DONE, By, Contract, Stone
from tallystone.core.writing import PROSE_LENGTH, check_words


def may_start(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "planned")
    refuse_if(bool(c.fee_for), "earned_by_itself")
    refuse_if(c.successor is not None, "successor_chosen")
    refuse_if(c.leaves(s), "exit_open", milestone=s.number)
    unpaid = c.funds(s.stake) and s.money != "funded" and s.stake.gross_minor > 0
    refuse_if(unpaid, "not_funded", milestone=s.number, money=s.money)
    before = [o for o in c.stones if o.number < s.number and o.work not in DONE and not o.dispute]
    refuse_if(bool(before) and not c.agreed_plan.parallel, "earlier_milestone_open", milestones=numbers(before))


def start(c: Contract, s: Stone, act: acts.Start, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.Started(s.number)]


def may_work(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "started", "changes_asked", "part_accepted")


def report(c: Contract, s: Stone, act: acts.Report, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(not 0 <= act.percent <= 100, "out_of_range", "percent", least=0, most=100)
    check_words(act.note, "note", missing="text_missing")
    today = day_of(now, c.agreed_plan.zone)
    refuse_if(act.next_on < today, "date_past", "next_on", day=act.next_on)
    refuse_if(act.next_on > today + timedelta(days=90), "date_far", "next_on", day=act.next_on)
    return [facts.Reported(s.number, act.percent, act.note.hash, act.next_on)]


def deliver(c: Contract, s: Stone, act: acts.Deliver, by: By, now: datetime) -> list[facts.Fact]:
    every, ticked = set(range(1, s.stake.criteria + 1)), {*act.ticked, *s.met}
    missing = sorted(every.difference(ticked))
    refuse_if(bool(missing), "criteria_unticked", f"criteria.{missing[0] if missing else 0}", criteria=missing)
    refuse_if(not every.issuperset(ticked), "no_such_criterion", "criteria")
    return [facts.Delivered(s.number, s.round + 1, act.snapshot.hash, act.files, tuple(sorted(every)))]


def delivered(c: Contract, fact: facts.Delivered, by: By, at: datetime) -> Contract:
    return c.with_stone(
        fact.milestone, work="delivered", round=fact.round, snapshot=fact.snapshot, delivered_at=at, percent=100,
        noticed_at=None, reminded_at=None, reminded="", review_until=None, next_on=None,
        handed_minutes=stone_of(c, fact.milestone).minutes,
        handed_at=stone_of(c, fact.milestone).handed_at or at,
    )  # fmt: skip


def may_review(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "delivered")


def may_accept(c: Contract, s: Stone, by: By, now: datetime) -> None:
    may_review(c, s, by, now)
    need_calm(s)


def retract(c: Contract, s: Stone, act: acts.Retract, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.Retracted(s.number)]


def retracted(c: Contract, fact: facts.Retracted, by: By, at: datetime) -> Contract:
    stone = stone_of(c, fact.milestone)
    back = "changes_asked" if stone.unmet else "part_accepted" if stone.met else "started"
    handed = stone.handed_at if stone.round > 1 else None
    return c.with_stone(fact.milestone, work=back, round=stone.round - 1, review_until=None, snapshot="", handed_at=handed)


def ask_changes(c: Contract, s: Stone, act: acts.AskChanges, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.snapshot != s.snapshot, "snapshot_changed")
    refuse_if(not act.unmet, "unmet_missing", "unmet")
    refuse_if(not set(act.unmet) <= set(range(1, s.stake.criteria + 1)), "no_such_criterion", "unmet")
    refuse_if(not set(act.unmet) <= set(s.open_criteria), "criterion_accepted", "unmet", criteria=list(s.met))
    check_words(act.reasons, "reasons", 10 * PROSE_LENGTH, missing="why_missing")
    return [facts.ChangesAsked(s.number, s.round, tuple(sorted(set(act.unmet))), act.reasons.hash)]


def changes_asked(c: Contract, fact: facts.ChangesAsked, by: By, at: datetime) -> Contract:
    return c.with_stone(fact.milestone, work="changes_asked", unmet=fact.unmet, review_until=None)


def accept(c: Contract, s: Stone, act: acts.Accept, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.snapshot != s.snapshot, "snapshot_changed")
    check_words(act.note, "note")
    note = act.note.hash if act.note else None
    return [facts.Accepted(s.number, s.snapshot, note), *consequences(c, s, now)]


def consequences(c: Contract, s: Stone, now: datetime) -> list[facts.Fact]:
    """What acceptance brings: the money released where it was held, the invoice, and perhaps the end."""
    if sum(bill(s)) == s.billed_minor:
        done = c.with_stone(s.number, work="accepted", money=s.money if s.bills else "paid")
        return [facts.Released(s.number, 0), *completed(done)]
    if c.funds(s.stake):
        released = [facts.Released(s.number, s.held_minor), *unasked(c, s, now), final(c, s, now)]
        money = "invoiced" if s.left_minor else "released"
        return [*released, *completed(c.with_stone(s.number, work="accepted", money=money))]
    return [final(c, s, now)]


def accepted(c: Contract, number: int, at: datetime, deemed: bool) -> Contract:
    return c.with_stone(number, work="accepted", accepted_at=at, deemed=deemed, review_until=None, unmet=())


def released(c: Contract, fact: facts.Released, by: By, at: datetime) -> Contract:
    """Money that was held is the freelancer's: all of it with the last criterion, a share with a part."""
    s = stone_of(c, fact.milestone)
    paid_after = s.money if s.bills else "paid" if s.received_minor else "released"  # the last criterion may be worth nothing
    claimed = s.money == "claimed_paid" and s.left_minor  # what was said to be sent pays the invoice that follows
    whole = "claimed_paid" if claimed else "released" if c.funds(s.stake) else paid_after
    money = whole if s.work in DONE else s.money
    held, earned = s.held_minor - fact.minor, s.earned_minor + fact.minor
    c = c.with_stone(fact.milestone, money=money, held_minor=held, earned_minor=earned)
    return c if fact.minor else billed(c, fact.milestone, 0, 0)


def may_lapse(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed", "proposed")
    refuse_if(not expired(c, now) and not any(over(s, now) for s in c.stones), "not_due")


def lapse(c: Contract, act: acts.Lapse, by: By, now: datetime) -> list[facts.Fact]:
    if not act.milestone:
        refuse_if(not expired(c, now), "not_due")
        return [facts.Lapsed(0)]
    s = stone_of(c, act.milestone)
    may_review(c, s, by, now)
    refuse_if(not over(s, now), "not_due", until=s.review_until)
    return [facts.Lapsed(s.number, s.snapshot), *consequences(c, s, now)]


def lapsed(c: Contract, fact: facts.Lapsed, by: By, at: datetime) -> Contract:
    if not fact.milestone:
        return replace(c, state="expired", ended_at=at)
    stone = stone_of(c, fact.milestone)
    return accepted(c, fact.milestone, stone.review_until or at, deemed=True)  # whenever the clock came by


def notice(c: Contract, s: Stone, act: acts.Notice, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.round != s.round, "snapshot_changed")
    if act.kind == "delivered":
        refuse_if(s.noticed_at is not None, "already_noticed")
        plan = c.agreed_plan
        return [facts.Noticed(s.number, s.round, act.kind, review_end(now, review_days(c), plan.zone))]
    open_now = dict(outstanding(s, c.agreed_plan.zone))
    if s.review_until is None or act.kind not in open_now or open_now[act.kind] > now:
        raise Refusal("not_due")
    return [facts.Noticed(s.number, s.round, act.kind, end_after(s, s.review_until, now))]


def noticed(c: Contract, fact: facts.Noticed, by: By, at: datetime) -> Contract:
    if fact.kind == "delivered":
        return c.with_stone(fact.milestone, review_until=fact.until, noticed_at=at)
    return c.with_stone(fact.milestone, review_until=fact.until, reminded_at=at, reminded=fact.kind)


RULES = [
    Rule(acts.Start, ("freelancer",), may_start, start, on_stone=True),
    Rule(acts.Report, ("freelancer",), may_work, report, on_stone=True),
    Rule(acts.Deliver, ("freelancer",), may_work, deliver, on_stone=True),
    Rule(acts.Retract, ("freelancer",), may_answer, retract, on_stone=True),
    Rule(acts.AskChanges, ("client",), may_answer, ask_changes, on_stone=True),
    Rule(acts.Accept, ("client",), may_accept, accept, on_stone=True),
    Rule(acts.Notice, ("clock",), may_review, notice, on_stone=True),
    Rule(acts.Lapse, ("clock",), may_lapse, lapse),
]
FOLDS: Folds = {
    facts.Started: lambda c, f, by, at: c.with_stone(f.milestone, work="started", started_at=at),
    facts.Reported: lambda c, f, by, at: c.with_stone(f.milestone, percent=f.percent, next_on=f.next_on, reported_at=at),
    facts.Delivered: delivered,
    facts.Retracted: retracted,
    facts.ChangesAsked: changes_asked,
    facts.Accepted: lambda c, f, by, at: accepted(c, f.milestone, at, deemed=False),
    facts.Lapsed: lapsed,
    facts.Released: released,
    facts.Noticed: noticed,
}
