"""Charging back: the bank or the payment provider has taken money back. It is gone, and what it was for is in dispute."""

from dataclasses import replace
from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.funding import check_day, completed
from tallystone.core.invoicing import pay_by, standing
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule, need_state, stone_of
from tallystone.core.splitting import at_stake
from tallystone.core.state import Bill, By, Contract, Deposit, Stone
from tallystone.core.writing import check_words

KINDS = ("chargeback", "refund")


def may_charge_back(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed", "leaving", "completed", "ended")
    refuse_if(not received(s), "nothing_received", milestone=s.number)


def received(s: Stone) -> int:
    """What came in for this milestone and has not gone back: the most that can be taken back."""
    return s.received_minor - s.refunded_minor


def charge_back(c: Contract, s: Stone, act: acts.Chargeback, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.minor < 1, "amount_missing", "minor")
    refuse_if(act.minor > received(s), "charged_too_much", "minor", most_minor=received(s), currency=c.agreed_plan.currency)
    refuse_if(act.kind not in KINDS, "choose_one", "kind")
    check_day(c, act.on, now)
    check_words(act.note, "note")
    owed = min(act.minor, s.owed_back_minor)
    held = min(act.minor - owed, s.held_minor)
    note = act.note.hash if act.note else None
    gone = facts.ChargedBack(s.number, act.kind, owed, held, act.minor - owed - held, act.on, pay_by(c, now), note)
    after = stone_of(charged_back(c, gone, by, now), s.number)
    if s.dispute or not at_stake(after):
        return [gone, *completed(charged_back(c, gone, by, now))]
    return [gone, facts.Disputed(s.number, c.disputes + 1, "client", tuple(range(1, s.stake.criteria + 1)), note)]


def charged_back(c: Contract, fact: facts.ChargedBack, by: By, at: datetime) -> Contract:
    """What was held is to be paid in again, what was earned is to be paid again; a contract that was over is open again."""
    s = stone_of(c, fact.milestone)
    bills = _reopened(s, fact)
    s = replace(
        s, received_minor=s.received_minor - fact.minor, owed_back_minor=s.owed_back_minor - fact.owed_minor,
        held_minor=s.held_minor - fact.held_minor, deposits=_unpaid(s, fact.held_minor), bills=bills,
        earned_minor=s.earned_minor - (fact.earned_minor if c.funds(s.stake) else 0),
    )  # fmt: skip
    pay = fact.due if fact.held_minor or fact.earned_minor else s.pay_by
    money = "invoiced" if bills else "unfunded" if fact.held_minor and s.money != "claimed_paid" else s.money
    c = c.with_stone(s.number, **{n: getattr(s, n) for n in CHANGED}, money=money, pay_by=pay)
    if not bills:
        c = standing(c, s.number)
        c = c.with_stone(s.number, pay_by=pay if stone_of(c, s.number).money == "asked" else s.pay_by)
    return replace(c, state={"completed": "agreed", "ended": "leaving"}.get(c.state, c.state), ended_at=None)


CHANGED = ("received_minor", "owed_back_minor", "held_minor", "deposits", "bills", "earned_minor")


def _unpaid(s: Stone, minor: int) -> tuple[Deposit, ...]:
    """Deposit invoices of which this much is open again, the latest first."""
    found = []
    for deposit in reversed(s.deposits):
        more = min(minor, deposit.net_minor + deposit.tax_minor - deposit.open_minor)
        minor -= more
        found.append(replace(deposit, open_minor=deposit.open_minor + more))
    return tuple(reversed(found))


def _reopened(s: Stone, fact: facts.ChargedBack) -> tuple[Bill, ...]:
    """Invoices for accepted work that are to be paid again, the latest first, in the order in which they were written."""
    minor, left = fact.earned_minor, {b.number: b for b in s.bills}
    for billing in reversed(s.billings):
        bill = left.get(billing.number, Bill(billing.number, 0, fact.due))
        more = min(minor, billing.net_minor + billing.tax_minor - bill.minor)
        minor -= more
        if more:
            left[billing.number] = replace(bill, minor=bill.minor + more)
    return tuple(left[billing.number] for billing in s.billings if billing.number in left)


RULES = [Rule(acts.Chargeback, ("freelancer", "clock"), may_charge_back, charge_back, on_stone=True)]
FOLDS: Folds = {facts.ChargedBack: charged_back}
