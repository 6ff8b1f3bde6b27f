"""Funding: the deposit before the start, and saying that money was sent and was seen to arrive."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.invoicing import deposit, pay_by, standing
from tallystone.core.moving import ended
from tallystone.core.refusal import refuse_if
from tallystone.core.rule import Folds, Rule, need_calm, need_money, need_state, need_work, stone_of
from tallystone.core.state import DONE, By, Contract, Stone

LONGEST_PAST = timedelta(days=366)


def may_ask_funding(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_calm(s)
    refuse_if(not c.funds(s.stake), "paid_after")
    need_money(s, "unfunded")
    refuse_if(c.successor is not None, "successor_chosen")
    refuse_if(s.stake.gross_minor == 0, "nothing_to_fund")
    need_work(s, "planned", "started", "changes_asked", "delivered")
    refuse_if(c.leaves(s) and s.work == "planned", "exit_open", milestone=s.number)


def ask_funding(c: Contract, s: Stone, act: acts.AskFunding, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.FundingAsked(s.number, pay_by(c, now)), deposit(c, s, now)]


def may_claim(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed", "leaving")
    need_calm(s)
    need_money(s, "asked", "invoiced")
    refuse_if(s.work == "planned" and c.successor is not None, "successor_chosen")


def claim_paid(c: Contract, s: Stone, act: acts.ClaimPaid, by: By, now: datetime) -> list[facts.Fact]:
    check_day(c, act.on, now)
    return [facts.PaymentClaimed(s.number, act.on)]


def may_confirm_funding(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed", "leaving")
    over = s.work in DONE and not (s.closed and s.claimed_minor)
    refuse_if(not c.funds(s.stake) or over or bool(s.bills), "paid_after")
    need_money(s, "asked", "claimed_paid")


def confirm_funding(c: Contract, s: Stone, act: acts.ConfirmFunding, by: By, now: datetime) -> list[facts.Fact]:
    check_day(c, act.on, now)
    if s.closed:
        return _sent_for_nothing(c, s, s.claimed_minor, act.on, now)
    return [facts.FundingConfirmed(s.number, s.left_minor, act.on)]


def _sent_for_nothing(c: Contract, s: Stone, minor: int, on: date, now: datetime) -> list[facts.Fact]:
    """Money that was on its way when the contract was left, and that nothing is left to pay with: it is owed back."""
    return [facts.FundingConfirmed(s.number, minor, on), facts.RefundOwed(s.number, minor, pay_by(c, now))]


def claimed(c: Contract, fact: facts.PaymentClaimed, by: By, at: datetime) -> Contract:
    stone = stone_of(c, fact.milestone)
    if c.paid_before and stone.pay_by:
        c = ended(c, "funding", fact.milestone, 0, stone.pay_by, day_of(at, c.agreed_plan.zone))
    return c.with_stone(fact.milestone, money="claimed_paid", claimed_minor=stone.to_pay_minor)


def funded(c: Contract, fact: facts.FundingConfirmed, by: By, at: datetime) -> Contract:
    s = stone_of(c, fact.milestone)
    if s.pay_by:
        last = min(fact.on, day_of(at, c.agreed_plan.zone))
        c = ended(c, "funding", fact.milestone, 0, s.pay_by, last)
    held, received = s.held_minor + fact.minor, s.received_minor + fact.minor
    paid = tuple(replace(deposit, open_minor=0) for deposit in s.deposits)
    return c.with_stone(
        fact.milestone, money="funded", held_minor=held, received_minor=received, paid_on=fact.on, pay_by=None, deposits=paid,
        claimed_minor=0,
    )  # fmt: skip


def may_confirm_payment(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed", "leaving")
    refuse_if(c.funds(s.stake) and not s.bills, "paid_before")
    need_money(s, "invoiced", "claimed_paid")


def confirm_payment(c: Contract, s: Stone, act: acts.ConfirmPayment, by: By, now: datetime) -> list[facts.Fact]:
    check_day(c, act.on, now)
    bill = s.bills[0]
    arrived = facts.PaymentConfirmed(s.number, bill.minor, act.on, bill.number)
    over = s.claimed_minor - bill.minor if s.closed else 0
    if over > 0:
        return [arrived, *_sent_for_nothing(c, s, over, act.on, now)]
    return [arrived, *completed(paid(c, arrived, by, now))]


def paid(c: Contract, fact: facts.PaymentConfirmed, by: By, at: datetime) -> Contract:
    """The oldest open invoice is paid; the next one, or the rest of the work, is still to come."""
    stone = stone_of(c, fact.milestone)
    left = stone.bills[1:]
    money = "invoiced" if left else "paid" if stone.work in DONE else "unbilled"
    earned = stone.earned_minor + fact.minor if c.funds(stone.stake) else stone.earned_minor
    c = c.with_stone(
        fact.milestone, money=money, bills=left, received_minor=stone.received_minor + fact.minor, paid_on=fact.on,
        pay_by=left[0].due if left else None, earned_minor=earned, claimed_minor=0,
    )  # fmt: skip
    return standing(c, fact.milestone) if money == "unbilled" or stone.closed else c


def completed(c: Contract) -> list[facts.Fact]:
    """The last word, when every milestone is accepted and paid; where a side has left, when every sum is settled."""
    if not all(s.settled for s in c.stones):
        return []
    return [facts.Ended()] if c.left else [facts.Completed()]


def check_day(c: Contract, on: date, now: datetime) -> None:
    today = day_of(now, c.agreed_plan.zone)
    refuse_if(on > today + timedelta(days=1), "date_future", "on", day=on)
    refuse_if(on < today - LONGEST_PAST, "date_long_past", "on", day=on)


RULES = [
    Rule(acts.AskFunding, ("freelancer",), may_ask_funding, ask_funding, on_stone=True),
    Rule(acts.ClaimPaid, ("client",), may_claim, claim_paid, on_stone=True),
    Rule(acts.ConfirmFunding, ("freelancer",), may_confirm_funding, confirm_funding, on_stone=True),
    Rule(acts.ConfirmPayment, ("freelancer",), may_confirm_payment, confirm_payment, on_stone=True),
]
FOLDS: Folds = {
    facts.FundingAsked: lambda c, f, by, at: c.with_stone(f.milestone, money="asked", pay_by=f.due),
    facts.PaymentClaimed: claimed,
    facts.FundingConfirmed: funded,
    facts.PaymentConfirmed: paid,
    facts.Completed: lambda c, f, by, at: replace(c, state="completed", ended_at=at, change=None, exit=None),
}
