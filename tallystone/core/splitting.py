"""Splitting: the money of a milestone in dispute, to the last cent: what is at stake, and what a number makes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from tallystone.core import facts
from tallystone.core.delivering import released
from tallystone.core.funding import completed
from tallystone.core.invoicing import bill, credit, issued, pay_by
from tallystone.core.money import parted
from tallystone.core.refunding import refund_owed
from tallystone.core.rule import Folds, stone_of
from tallystone.core.state import CLOCK, DONE, By, Contract, Deposit, Stone


def at_stake(s: Stone) -> int:
    """What a dispute is about, with tax: open invoices, and the work that is not invoiced yet. Nothing of nothing begun."""
    owed = sum(b.minor for b in s.bills)
    if s.work in DONE or (s.work == "planned" and not s.held_minor):
        return owed
    return owed + sum(unbilled(s))


def unbilled(s: Stone) -> tuple[int, int]:
    """Net and tax of what is not invoiced yet; by the hour, of the hours so far."""
    net, tax = bill(s)
    return net - s.billed_net_minor, tax - s.billed_tax_minor


def shown(s: Stone, minor: int) -> int:
    """The nearest to a number that the record shows; that far silence goes.

    Not less than what is invoiced for accepted work. Not more than that and the work handed over; before anything was handed
    over, its share that was last reported.
    """
    owed = sum(b.minor for b in s.bills)
    rest = at_stake(s) - owed
    earned = rest if s.handed_at else rest * s.percent // 100 if s.work != "planned" else 0
    return max(owed, min(minor, owed + earned))


def settlement(
    c: Contract, s: Stone, minor: int, how: str, now: datetime, offer: int | None = None, reason: str | None = None
) -> list[facts.Fact]:
    """The end of a dispute and the money acts that follow from its number: credit notes, release, final invoice, refund."""
    due, owed = pay_by(c, now), sum(b.minor for b in s.bills)
    kept, number = min(minor, owed), s.dispute.number if s.dispute else 0
    held, rest = _pieces(s, minor - kept)
    cut = list(_cut(s, owed - kept, due))
    net, tax = _remaining(s, cut)
    net, tax = net + held[0] + rest[0], tax + held[1] + rest[1]
    happened: list[facts.Fact] = [facts.DisputeSettled(s.number, number, minor, net, tax, how, offer, reason), *cut]
    happened += [] if s.work in DONE else _earned(s, held, rest, due)
    return [*happened, *completed(_after(c, happened, now))]


def _earned(s: Stone, held: tuple[int, int], rest: tuple[int, int], due: date) -> Iterator[facts.Fact]:
    """The work that was not invoiced: its deposit corrected and released, its invoice, and what goes back."""
    yield from _deposits(s, held, due)
    net, tax, out = held[0] + rest[0], held[1] + rest[1], sum(held)
    if out:
        yield facts.Released(s.number, out)
    if net + tax:
        yield facts.InvoiceIssued(s.number, "final", "", net, tax, net + tax - out, due)
    if s.held_minor > out:
        yield facts.RefundOwed(s.number, s.held_minor - out, due)


def _after(c: Contract, happened: list[facts.Fact], at: datetime) -> Contract:
    """The contract once these facts have happened: was it the last that was open?"""
    for fact in happened:
        c = MONEY[type(fact)](c, fact, CLOCK, at)
    return c


def _pieces(s: Stone, minor: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Net and tax of what the freelancer gets for work that was not invoiced: from the money held, and beyond it."""
    if s.work in DONE:
        return (0, 0), (0, 0)
    whole, lying, out = unbilled(s), held_parts(s), min(minor, s.held_minor)
    held = parted(out, *lying)
    beyond = (max(0, whole[0] - lying[0]), max(0, whole[1] - lying[1]))
    return held, parted(minor - out, *beyond)


def held_parts(s: Stone) -> tuple[int, int]:
    """Net and tax of the money that is held, as its deposit invoices say."""
    net = sum(d.net_minor for d in s.deposits) - s.billed_net_minor
    tax = sum(d.tax_minor for d in s.deposits) - s.billed_tax_minor
    if net >= 0 and tax >= 0 and net + tax == s.held_minor:
        return net, tax
    return parted(s.held_minor, *unbilled(s))


def _cut(s: Stone, minor: int, due: date) -> Iterator[facts.InvoiceIssued]:
    """Credit notes that take this much back from open invoices, the latest first."""
    every = {each.number: each for each in s.billings}
    for owed in reversed(s.bills):
        less = min(minor, owed.minor)
        if less:
            net, tax = parted(less, every[owed.number].net_minor, every[owed.number].tax_minor)
            minor -= less
            yield facts.InvoiceIssued(s.number, "credit", "", net, tax, less, due, owed.number)


def _remaining(s: Stone, cut: list[facts.InvoiceIssued]) -> tuple[int, int]:
    """Net and tax of what stays invoiced."""
    return s.billed_net_minor - sum(f.net_minor for f in cut), s.billed_tax_minor - sum(f.tax_minor for f in cut)


def _deposits(s: Stone, held: tuple[int, int], due: date) -> Iterator[facts.InvoiceIssued]:
    """Credit notes for what deposit invoices are over the money that they will have paid for, the latest first."""
    net = sum(d.net_minor for d in s.deposits) - s.billed_net_minor - held[0]
    tax = sum(d.tax_minor for d in s.deposits) - s.billed_tax_minor - held[1]
    for deposit in reversed(s.deposits):
        back = replace(deposit, net_minor=min(deposit.net_minor, max(0, net)), tax_minor=min(deposit.tax_minor, max(0, tax)))
        net, tax = net - back.net_minor, tax - back.tax_minor
        if back.net_minor or back.tax_minor:
            yield credit(s, back, due)


def settled(c: Contract, fact: facts.DisputeSettled, by: By, at: datetime) -> Contract:
    """The milestone's price is from now on what it came to. Accepted work stays accepted; all other is settled."""
    s = stone_of(c, fact.milestone)
    stake = replace(s.stake, price_minor=fact.net_minor, tax_minor=fact.tax_minor)
    c = c.with_stone(s.number, stake=stake, dispute=None)
    if s.work in DONE:
        return c.with_stone(s.number, money="invoiced") if s.bills else c
    deposits: tuple[Deposit, ...] = tuple(replace(d, open_minor=0) for d in s.deposits)
    money = "invoiced" if s.bills else "unfunded" if c.funds(s.stake) else "unbilled"
    return c.with_stone(
        s.number, work="settled", money=money, deposits=deposits, review_until=None, next_on=None, unmet=(), settled_at=at,
        pay_by=s.bills[0].due if s.bills else None,
    )  # fmt: skip


FOLDS: Folds = {facts.DisputeSettled: settled}
MONEY: Folds = {**FOLDS, facts.InvoiceIssued: issued, facts.Released: released, facts.RefundOwed: refund_owed}
