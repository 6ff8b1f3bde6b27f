"""Changing: after the agreement, terms change only by a change order that the other side accepts, word for word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tallystone.core import acts, facts
from tallystone.core.balancing import balanced, open_to_change
from tallystone.core.dates import day_of, end_of
from tallystone.core.funding import completed
from tallystone.core.proposing import LONGEST_OFFER, SIDES
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_calm, need_state, need_work
from tallystone.core.shape import Milestone, Stake, Terms, terms_from
from tallystone.core.state import By, Change, Contract, Stone
from tallystone.core.writing import LINE_LENGTH, Fault, check_words, faults

FIXED = ("currency", "funding", "tax_bp", "zone", "ownership")
EXCUSED = {"no_milestones", "numbers_wrong", "price_zero"}  # said otherwise of a change: milestones keep their numbers
ROUND_DAYS = timedelta(days=14)


def live(c: Contract, now: datetime) -> Change | None:
    """The change order that can be answered now, if there is one."""
    return c.change if c.change and end_of(c.change.until, c.agreed_plan.zone) > now else None


def may_offer(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(c.left is not None, "left_already")
    change = live(c, now)
    refuse_if(change is not None and change.offered_by == by.side, "own_change")


def offer(c: Contract, act: acts.OfferChange, by: By, now: datetime) -> list[facts.Fact]:
    change = live(c, now)
    refuse_if(act.answers != (change.terms if change else ""), "change_changed")
    refuse_if(act.was.hash != c.terms, "terms_changed")
    check_words(act.note, "note")
    was, today = terms_from(act.was.text), day_of(now, c.agreed_plan.zone)
    for fault in change_faults(c, was, act.terms, today):
        raise Refusal(fault.name, fault.field, **fault.told)
    refuse_if(was == act.terms, "nothing_changed")
    refuse_if(act.until < today, "date_past", "until", day=act.until)
    refuse_if(act.until > today + LONGEST_OFFER, "date_far", "until", day=act.until)
    note = act.note.hash if act.note else None
    return [_offered(c, change, was, act, by.side, act.until, note, act.grew_from)]


def change_faults(c: Contract, was: Terms, now: Terms, today: date) -> Iterator[Fault]:
    """Every fault of terms that are to replace those in force, in the order in which they are read."""
    for name in FIXED:
        if getattr(was, name) != getattr(now, name):
            yield Fault(name, "fixed_by_agreement")
    for name in ("acceptance_follows", "payment_follows"):
        if getattr(now, name) and c.above is None:
            yield Fault(name, "nothing_above")
    yield from _keeping(c, was, now)
    if not now.milestones:
        yield Fault("milestones", "no_milestones")
    kept = _kept_days(was, now)
    for fault in faults(now, today):
        excused = fault.name in EXCUSED or (fault.name == "date_past" and fault.field in kept)
        if not excused:
            yield fault


def _kept_days(was: Terms, now: Terms) -> set[str]:
    """The fields of days that stay as they were, and may have passed."""
    old_days, old = {d.due for d in was.duties}, {m.number: m.due for m in was.milestones}
    duties = {f"duties.{n}.due" for n, duty in enumerate(now.duties, 1) if duty.due in old_days}
    return duties | {f"milestones.{m.number}.due" for m in now.milestones if old.get(m.number) == m.due}


def _keeping(c: Contract, was: Terms, now: Terms) -> Iterator[Fault]:
    """What is accepted or under review stays, word for word; numbers are never given twice."""
    if not _numbered(c, [m.number for m in now.milestones]):
        yield Fault("milestones", "numbers_wrong")
    for promise in c.promises:
        if was.duties[promise.number - 1 :][:1] != now.duties[promise.number - 1 :][:1]:
            yield Fault(f"duties.{promise.number}.text", "duty_fixed", {"duty": promise.number})
    for number in touched(was, now):
        stone = c.stone(number)
        if stone and stone.work != "cancelled" and not open_to_change(stone):
            yield Fault(f"milestones.{number}", "milestone_fixed", {"milestone": number})
        elif stone and _paying(stone, _of(now, number)):
            yield Fault(f"milestones.{number}", "payment_under_way", {"milestone": number})


def _numbered(c: Contract, numbers: list[int]) -> bool:
    """Are these numbers in order, the new ones the next that were never given, and no cancelled one among them?"""
    known, gone = [s.number for s in c.stones], {s.number for s in c.stones if s.work == "cancelled"}
    added = [n for n in numbers if n not in known]
    expected = list(range(max(known) + 1, max(known) + 1 + len(added)))
    return numbers == sorted(set(numbers)) and added == expected and not gone.intersection(numbers)


def _paying(stone: Stone, m: Milestone | Stake | None) -> bool:
    """Is money on its way for this milestone, whose price would change meanwhile?"""
    return stone.money == "claimed_paid" and (m is None or m.price_minor != stone.stake.price_minor)


def _of(terms: Terms, number: int) -> Milestone | None:
    return next((m for m in terms.milestones if m.number == number), None)


def touched(was: Terms, now: Terms) -> tuple[int, ...]:
    """The numbers of milestones that are removed, added, or not the same in every word."""
    numbers = sorted({m.number for m in (*was.milestones, *now.milestones)})
    return tuple(n for n in numbers if _of(was, n) != _of(now, n))


def _offered(
    c: Contract, change: Change | None, was: Terms, act: acts.OfferChange | acts.PriceRound, side: str, until: date,
    note: str | None = None, grew_from: str | None = None,
) -> facts.ChangeOffered:  # fmt: skip
    number = change.number if change else c.changes + 1
    touches = touched(was, act.terms)
    return facts.ChangeOffered(number, side, act.words.hash, act.terms.plan(), until, touches, note, grew_from)


def offered(c: Contract, fact: facts.ChangeOffered, by: By, at: datetime) -> Contract:
    version = c.change.version + 1 if c.change and c.change.number == fact.number else 1
    change = Change(fact.number, version, fact.side, fact.terms, fact.plan, fact.until, fact.touches)
    return replace(c, change=change, changes=fact.number)


def may_answer_change(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    if c.change is None:
        raise Refusal("no_change")
    refuse_if(c.change.offered_by == by.side, "own_change")
    refuse_if(live(c, now) is None, "change_expired", until=c.change.until)


def accept_change(c: Contract, act: acts.AcceptChange, by: By, now: datetime) -> list[facts.Fact]:
    change = _change(c)
    refuse_if(act.terms != change.terms, "change_changed")
    for fault in moved_on(c, change):
        raise Refusal(fault.name, fault.field, **fault.told)
    check_words(act.name, "name", LINE_LENGTH, missing="name_missing")
    accepted = facts.ChangeAccepted(change.number, change.terms, act.name.hash, act.method)
    after = change_accepted(c, accepted, by, now)
    money = balanced(c, change.plan, now)
    owed = any(isinstance(fact, facts.RefundOwed) for fact in money)
    return [accepted, *money, *([] if owed else completed(after))]


def moved_on(c: Contract, change: Change) -> Iterator[Fault]:
    """Why a change order cannot be accepted as things stand now: what it touches was handed over or is being paid."""
    for number in change.touches:
        stone = c.stone(number)
        if stone and not open_to_change(stone):
            yield Fault(f"milestones.{number}", "milestone_fixed", {"milestone": number})
        elif stone and _paying(stone, change.plan.stake(number)):
            yield Fault(f"milestones.{number}", "payment_under_way", {"milestone": number})


def change_accepted(c: Contract, fact: facts.ChangeAccepted, by: By, at: datetime) -> Contract:
    change = _change(c)
    plan, known = change.plan, {s.number for s in c.stones}
    stones = [_after(c, s, plan.stake(s.number)) for s in c.stones]
    stones += [Stone(stake, money=plan.money_at_first(stake)) for stake in plan.milestones if stake.number not in known]
    return replace(c, terms=change.terms, plan=plan, stones=tuple(stones), change=None, version=c.version + 1, exit=None)


def _after(c: Contract, s: Stone, stake: Stake | None) -> Stone:
    """A milestone under the new terms: as it was, changed, or cancelled."""
    if not open_to_change(s):
        return s
    if stake is None:
        return replace(s, work="cancelled", last_terms=c.terms, next_on=None, unmet=(), moved_from=None)
    moved = s.stake.due if s.stake.due != stake.due else s.moved_from
    unmet = tuple(n for n in s.unmet if n <= stake.criteria)
    money = s.money if c.funds(s.stake) == c.funds(stake) else c.agreed_plan.money_at_first(stake)
    return replace(s, stake=stake, moved_from=moved, unmet=unmet, money=money)


def decline_change(c: Contract, act: acts.DeclineChange, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", missing="reason_missing")
    return [facts.ChangeDeclined(_change(c).number, act.reason.hash)]


def may_withdraw_change(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    if c.change is None:
        raise Refusal("no_change")
    refuse_if(c.change.offered_by != by.side, "not_own_change")


def withdraw_change(c: Contract, act: acts.WithdrawChange, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason")
    return [facts.ChangeWithdrawn(_change(c).number, act.reason.hash if act.reason else None)]


def may_lapse_change(c: Contract, by: By, now: datetime) -> None:
    refuse_if(c.state != "agreed" or c.change is None or live(c, now) is not None, "not_due")


def lapse_change(c: Contract, act: acts.LapseChange, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.ChangeLapsed(_change(c).number)]


def may_price_round(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(c.left is not None, "left_already")
    need_work(s, "changes_asked")
    need_calm(s)
    plan = c.agreed_plan
    refuse_if(s.round <= plan.rounds_of(s.number) or not plan.extra_round_minor, "no_extra_round", milestone=s.number)
    refuse_if(live(c, now) is not None, "change_open")


def price_round(c: Contract, s: Stone, act: acts.PriceRound, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.was.hash != c.terms, "terms_changed")
    was = terms_from(act.was.text)
    refuse_if(act.terms != with_round(was, s.number, s.round), "change_changed")
    until = day_of(now, c.agreed_plan.zone) + ROUND_DAYS
    return [_offered(c, None, was, act, "freelancer", until)]


def with_round(was: Terms, number: int, round_: int) -> Terms:
    """The terms in force, with this round of one milestone agreed for the price of a round."""
    m = was.milestone(number)
    dearer = replace(m, rounds=round_, price_minor=m.price_minor + was.extra_round_minor)
    return replace(was, milestones=tuple(dearer if each.number == number else each for each in was.milestones))


def _change(c: Contract) -> Change:
    if c.change is None:
        raise Refusal("no_change")
    return c.change


def _over(c: Contract, fact: facts.Fact, by: By, at: datetime) -> Contract:
    return replace(c, change=None)


RULES = [
    Rule(acts.OfferChange, SIDES, may_offer, offer),
    Rule(acts.AcceptChange, SIDES, may_answer_change, accept_change),
    Rule(acts.DeclineChange, SIDES, may_answer_change, decline_change),
    Rule(acts.WithdrawChange, SIDES, may_withdraw_change, withdraw_change),
    Rule(acts.LapseChange, ("clock",), may_lapse_change, lapse_change),
    Rule(acts.PriceRound, ("clock",), may_price_round, price_round, on_stone=True),
]
FOLDS: Folds = {
    facts.ChangeOffered: offered,
    facts.ChangeAccepted: change_accepted,
    facts.ChangeDeclined: _over,
    facts.ChangeWithdrawn: _over,
    facts.ChangeLapsed: _over,
}
