"""Invoicing: which invoice an act brings with it. Its number is left open here; the door takes it from a locked row."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tallystone.core import facts
from tallystone.core.dates import day_of
from tallystone.core.money import share, worth
from tallystone.core.rule import Folds
from tallystone.core.state import By, Contract, Stone


def pay_by(c: Contract, now: datetime) -> date:
    """The last day for a payment asked for now: payment days from today, in the contract's zone."""
    plan = c.agreed_plan
    return day_of(now, plan.zone) + timedelta(days=plan.payment_days)


def deposit(c: Contract, s: Stone, now: datetime) -> facts.InvoiceIssued:
    """The invoice for money that is held until the milestone is accepted."""
    stake = s.stake
    return facts.InvoiceIssued(s.number, "deposit", "", stake.price_minor, stake.tax_minor, stake.gross_minor, pay_by(c, now))


def final(c: Contract, s: Stone, now: datetime) -> facts.InvoiceIssued:
    """The invoice for accepted work, less what was paid before."""
    net, tax = bill(s)
    return facts.InvoiceIssued(s.number, "final", "", net, tax, net + tax - s.received_minor, pay_by(c, now))


def bill(s: Stone) -> tuple[int, int]:
    """What a milestone comes to, net and tax: its price, or by the hour its hours so far at the agreed rate."""
    stake = s.stake
    if stake.rate_minor is None or s.work == "accepted":
        return stake.price_minor, stake.tax_minor
    net = worth(s.minutes, stake.rate_minor)
    return net, share(net, stake.tax_bp or 0)


def comes_to(s: Stone) -> int:
    """What a milestone comes to as it stands, with tax: its price; by the hour, once it is handed over, its hours."""
    return sum(bill(s)) if s.work == "delivered" else s.stake.gross_minor


def billed(c: Contract, number: int, net_minor: int, tax_minor: int) -> Contract:
    """By the hour, the price is from now on what the accepted hours came to."""
    stake = next(s.stake for s in c.stones if s.number == number)
    if not stake.hourly:
        return c
    return c.with_stone(number, stake=replace(stake, price_minor=net_minor, tax_minor=tax_minor))


def numbered(happened: list[facts.Fact], number: str) -> list[facts.Fact]:
    """The same facts with the number put in (an act issues one invoice at the most)."""
    return [replace(f, number=number) if isinstance(f, facts.InvoiceIssued) else f for f in happened]


def issues_invoice(happened: list[facts.Fact]) -> bool:
    return any(isinstance(f, facts.InvoiceIssued) for f in happened)


def issued(c: Contract, fact: facts.InvoiceIssued, by: By, at: datetime) -> Contract:
    stone = next(s for s in c.stones if s.number == fact.milestone)
    c = c.with_stone(fact.milestone, invoices=(*stone.invoices, fact.number))
    if fact.kind == "final":
        c = billed(c, fact.milestone, fact.net_minor, fact.tax_minor)
    if fact.kind == "final" and fact.open_minor:
        c = c.with_stone(fact.milestone, money="invoiced", pay_by=fact.due)
    return c


FOLDS: Folds = {facts.InvoiceIssued: issued}
