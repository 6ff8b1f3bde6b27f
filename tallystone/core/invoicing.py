"""Invoicing: which invoice an act brings with it. Its number is left open here; the door takes it from a locked row."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tallystone.core import facts
from tallystone.core.above import payment_days
from tallystone.core.dates import day_of
from tallystone.core.money import share, worth
from tallystone.core.rule import Folds
from tallystone.core.state import Bill, By, Contract, Deposit, Stone


def pay_by(c: Contract, now: datetime) -> date:
    """The last day for a payment asked for now: payment days from today, in the contract's zone."""
    return day_of(now, c.agreed_plan.zone) + timedelta(days=payment_days(c))


def deposit(c: Contract, s: Stone, now: datetime) -> facts.InvoiceIssued:
    """The invoice for money that is held until the milestone is accepted."""
    stake = s.stake
    return facts.InvoiceIssued(s.number, "deposit", "", stake.price_minor, stake.tax_minor, stake.gross_minor, pay_by(c, now))


def final(c: Contract, s: Stone, now: datetime) -> facts.InvoiceIssued:
    """The invoice for accepted work (what no part of it was invoiced for), less what is held for it."""
    net, tax = bill(s)
    net, tax = net - s.billed_net_minor, tax - s.billed_tax_minor
    return facts.InvoiceIssued(s.number, "final", "", net, tax, net + tax - s.held_minor, pay_by(c, now))


def part(c: Contract, s: Stone, net_minor: int, tax_minor: int, now: datetime) -> facts.InvoiceIssued:
    """The invoice for an accepted part; where money is held, it is paid from that."""
    left = 0 if c.funds(s.stake) else net_minor + tax_minor
    return facts.InvoiceIssued(s.number, "part", "", net_minor, tax_minor, left, pay_by(c, now))


def bill(s: Stone) -> tuple[int, int]:
    """What a milestone comes to, net and tax: its price, or by the hour its hours so far at the agreed rate."""
    stake = s.stake
    if stake.rate_minor is None or s.work in {"accepted", "settled"}:
        return stake.price_minor, stake.tax_minor
    net = worth(s.minutes, stake.rate_minor)
    return net, share(net, stake.tax_bp or 0)


def comes_to(s: Stone) -> int:
    """What a milestone comes to as it stands, with tax: its price; by the hour, once it is handed over, its hours."""
    return sum(bill(s)) if s.work == "delivered" else s.stake.gross_minor


def rest(s: Stone) -> int:
    """What is not invoiced yet, with tax: the money of the criteria that are still open."""
    return comes_to(s) - s.billed_minor


def billed(c: Contract, number: int, net_minor: int, tax_minor: int) -> Contract:
    """By the hour, the price is from now on what the accepted hours came to."""
    stake = next(s.stake for s in c.stones if s.number == number)
    if not stake.hourly:
        return c
    return c.with_stone(number, stake=replace(stake, price_minor=net_minor, tax_minor=tax_minor))


def credit(s: Stone, paid_back: Deposit, due: date) -> facts.InvoiceIssued:
    """The credit note by which a deposit invoice, or a part of it, is taken back."""
    return facts.InvoiceIssued(s.number, "credit", "", paid_back.net_minor, paid_back.tax_minor, 0, due, paid_back.number)


def unasked(c: Contract, s: Stone, now: datetime) -> list[facts.Fact]:
    """Credit notes for the deposit invoices that nobody has paid: the final invoice asks for that money."""
    return [credit(s, deposit, pay_by(c, now)) for deposit in s.deposits if deposit.open_minor]


def numbered(happened: list[facts.Fact], take: Callable[[], str]) -> list[facts.Fact]:
    """The same facts with a number taken for each invoice, in order."""
    return [replace(f, number=take()) if isinstance(f, facts.InvoiceIssued) else f for f in happened]


def issues_invoice(happened: list[facts.Fact]) -> bool:
    return any(isinstance(f, facts.InvoiceIssued) for f in happened)


def issued(c: Contract, fact: facts.InvoiceIssued, by: By, at: datetime) -> Contract:
    stone = next(s for s in c.stones if s.number == fact.milestone)
    c = c.with_stone(fact.milestone, invoices=(*stone.invoices, fact.number))
    if fact.kind == "deposit":
        paid_for = Deposit(fact.number, fact.net_minor, fact.tax_minor, fact.open_minor)
        return standing(c.with_stone(fact.milestone, deposits=(*stone.deposits, paid_for)), fact.milestone)
    if fact.kind == "credit":
        if any(each.number == fact.corrects for each in stone.billings):
            return _taken_back(c, stone, fact)
        return standing(c.with_stone(fact.milestone, deposits=tuple(_less(stone.deposits, fact))), fact.milestone)
    if fact.kind == "final":
        c = billed(c, fact.milestone, fact.net_minor, fact.tax_minor)
    net, tax = stone.billed_net_minor + fact.net_minor, stone.billed_tax_minor + fact.tax_minor
    billings = (*stone.billings, Deposit(fact.number, fact.net_minor, fact.tax_minor, fact.open_minor))
    c = c.with_stone(fact.milestone, billed_net_minor=net, billed_tax_minor=tax, billings=billings)
    c = _owed(c, stone, Bill(fact.number, fact.open_minor, fact.due)) if fact.open_minor else c
    return standing(c, fact.milestone) if stone.closed else c


def _owed(c: Contract, s: Stone, owed: Bill) -> Contract:
    """One more open invoice. They are paid one after the other: what was said of the oldest stays."""
    bills = (*s.bills, owed)
    money = s.money if s.bills or (s.money == "claimed_paid" and c.funds(s.stake)) else "invoiced"
    return c.with_stone(s.number, bills=bills, money=money, pay_by=bills[0].due)


def _taken_back(c: Contract, s: Stone, fact: facts.InvoiceIssued) -> Contract:
    """An open invoice after a credit note: less is to be paid, or nothing more."""
    bills = tuple(replace(b, minor=b.minor - fact.open_minor) if b.number == fact.corrects else b for b in s.bills)
    bills = tuple(b for b in bills if b.minor)
    money = s.money if bills else "paid" if s.received_minor else "released"
    return c.with_stone(
        s.number, billings=tuple(_less(s.billings, fact)), bills=bills, money=money, pay_by=bills[0].due if bills else None,
        billed_net_minor=s.billed_net_minor - fact.net_minor, billed_tax_minor=s.billed_tax_minor - fact.tax_minor,
    )  # fmt: skip


def _less(deposits: tuple[Deposit, ...], fact: facts.InvoiceIssued) -> Iterator[Deposit]:
    """The deposit invoices after a credit note; those that came to nothing are left out."""
    for each in deposits:
        if each.number == fact.corrects:
            each = replace(each, net_minor=each.net_minor - fact.net_minor, tax_minor=each.tax_minor - fact.tax_minor)
        if each.net_minor or each.tax_minor:
            yield each


def standing(c: Contract, number: int) -> Contract:
    """The state of a deposit after a change order touched it: asked for, funded, to be given back, or nothing."""
    s = next(s for s in c.stones if s.number == number)
    if not s.closed and s.money in {"claimed_paid", "released", "paid", "invoiced"}:
        return c
    if s.work == "settled":
        money = "refund_owed" if s.owed_back_minor else "refunded" if s.refunded_minor else s.money
        return c.with_stone(number, money=money, pay_by=None)
    if any(deposit.open_minor for deposit in s.deposits):
        return c.with_stone(number, money="asked")
    if s.closed:
        return c.with_stone(number, money=_closed_money(s), pay_by=s.bills[0].due if s.bills else None)
    if not c.funds(s.stake):
        return c.with_stone(number, money="unbilled", pay_by=None)
    funded = s.held_minor and s.held_minor >= s.stake.gross_minor
    return c.with_stone(number, money="funded" if funded else "unfunded", pay_by=None)


def _closed_money(s: Stone) -> str:
    """The state of the money of a milestone that ended unfinished: what is still to come, else what came of it."""
    if s.claimed_minor:
        return "claimed_paid"
    if s.bills:
        return "invoiced"
    if s.owed_back_minor:
        return "refund_owed"
    return "paid" if s.paid_minor else "refunded" if s.refunded_minor else "unfunded"


FOLDS: Folds = {facts.InvoiceIssued: issued}
