"""Balancing: what a change order does to deposits. Every cent that is held stays held, moves on, or is owed back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from tallystone.core import facts
from tallystone.core.invoicing import credit, pay_by
from tallystone.core.shape import CARRY, Plan, Stake
from tallystone.core.state import Contract, Deposit, Stone

OPEN = ("planned", "started", "changes_asked")


def open_to_change(s: Stone) -> bool:
    """May a change order touch this milestone? Nothing of it is accepted, under review, or in dispute."""
    return s.work in OPEN and not s.met and s.dispute is None


@dataclass(slots=True)
class Account:
    """One milestone's deposit while it is worked out, its invoices, what was paid in.

    `stake` is the new one; None where nothing is to be held any more: it is removed, or from now on by the hour.
    """

    stone: Stone
    stake: Stake | None
    paid_minor: int
    bills: list[Deposit]
    moved_in: bool = False

    @property
    def gross_minor(self) -> int:
        return self.stake.gross_minor if self.stake else 0

    @property
    def lacks_minor(self) -> int:
        return max(0, self.gross_minor - self.paid_minor)

    @property
    def over_minor(self) -> int:
        return max(0, self.paid_minor - self.gross_minor)

    @property
    def asked(self) -> bool:
        """Was money asked for already, or work begun: is a difference to be asked for at once?"""
        begun = self.stone.work in {"started", "changes_asked"}
        return begun or bool(self.stone.deposits) or self.moved_in


def balanced(c: Contract, plan: Plan, now: datetime) -> list[facts.Fact]:
    """The facts by which deposits follow the new plan: credit notes, money moved, refunds owed, differences asked for."""
    if not c.paid_before:
        return []
    due = pay_by(replace(c, plan=plan), now)
    changed = [account for account in _accounts(c, plan) if _due(c, account.stone) != account.gross_minor]
    happened: list[facts.Fact] = [note for account in changed for note in taken_back(account, due)]
    if plan.surplus == CARRY:
        happened += _moves(changed, _accounts(c, plan), due)
    happened += [facts.RefundOwed(a.stone.number, a.over_minor, due) for a in changed if a.over_minor]
    return happened + [fact for account in changed if account.asked for fact in _asked(account, due)]


def _accounts(c: Contract, plan: Plan) -> list[Account]:
    """Every milestone that is still open, those that the plan adds last."""
    known = {s.number for s in c.stones}
    added = [Stone(stake) for stake in plan.milestones if stake.number not in known]
    stones = [s for s in (*c.stones, *added) if open_to_change(s)]
    return [Account(s, _funded(plan, s.number), s.paid_minor, list(s.deposits)) for s in stones]


def _funded(plan: Plan, number: int) -> Stake | None:
    stake = plan.stake(number)
    return stake if stake and plan.funds(stake) else None


def _due(c: Contract, s: Stone) -> int:
    """What is held, or is to be held, for a milestone as it is now."""
    return s.stake.gross_minor if c.funds(s.stake) else 0


def taken_back(account: Account, due: date) -> Iterator[facts.Fact]:
    """Unpaid invoices are taken back whole, paid ones as far as they are over the new price, the latest first."""
    for bill in [bill for bill in account.bills if bill.open_minor]:
        account.bills.remove(bill)
        yield credit(account.stone, bill, due)
    stake = account.stake
    net = sum(b.net_minor for b in account.bills) - (stake.price_minor if stake else 0)
    tax = sum(b.tax_minor for b in account.bills) - (stake.tax_minor if stake else 0)
    for at, bill in reversed(list(enumerate(account.bills))):
        back = replace(bill, net_minor=min(bill.net_minor, max(0, net)), tax_minor=min(bill.tax_minor, max(0, tax)))
        net, tax = net - back.net_minor, tax - back.tax_minor
        left = (bill.net_minor - back.net_minor, bill.tax_minor - back.tax_minor)
        account.bills[at] = replace(bill, net_minor=left[0], tax_minor=left[1])
        if back.net_minor or back.tax_minor:
            yield credit(account.stone, back, due)


def _moves(changed: list[Account], every: list[Account], due: date) -> Iterator[facts.Fact]:
    """What is over goes to milestones that lack money: differences of this change first, then what comes next."""
    mine = {account.stone.number for account in changed}
    others = [a for a in every if a.stone.number not in mine and a.stone.money == "unfunded" and not a.stone.deposits]
    wants = [*(a for a in changed if a.asked), *(a for a in changed if not a.asked), *others]
    for source in changed:
        for want in wants:
            moved = min(source.over_minor, want.lacks_minor)
            if moved:
                source.paid_minor, want.paid_minor, want.moved_in = source.paid_minor - moved, want.paid_minor + moved, True
                yield facts.DepositMoved(source.stone.number, want.stone.number, moved)
    changed += [a for a in others if a.moved_in]


def _asked(account: Account, due: date) -> Iterator[facts.Fact]:
    """The invoice over what was not invoiced yet; what was not paid of it is asked for."""
    stake, number = account.stake, account.stone.number
    if stake is None:
        return
    net = stake.price_minor - sum(b.net_minor for b in account.bills)
    tax = stake.tax_minor - sum(b.tax_minor for b in account.bills)
    if account.lacks_minor:
        yield facts.FundingAsked(number, due)
    if net > 0 or tax > 0:
        yield facts.InvoiceIssued(number, "deposit", "", net, tax, account.lacks_minor, due)
