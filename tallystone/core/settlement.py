"""Settlement: a number made into money acts, to the last cent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from tallystone.core import facts
from tallystone.core.balancing import Account, taken_back
from tallystone.core.invoicing import pay_by
from tallystone.core.settling import Share, allotted
from tallystone.core.state import Contract, Stone


@dataclass(slots=True)
class Purse:
    """A milestone's deposit while it is settled."""

    stone: Stone
    net_minor: int
    tax_minor: int
    held_minor: int

    @property
    def due_minor(self) -> int:
        return self.net_minor + self.tax_minor

    @property
    def over_minor(self) -> int:
        return max(0, self.held_minor - self.due_minor)

    @property
    def lacks_minor(self) -> int:
        return max(0, self.due_minor - self.held_minor)


def settlement(c: Contract, told: list[Share], minor: int, now: datetime) -> list[facts.Fact]:
    """The money acts by which these milestones come to this number: deposits released, what is lacking invoiced, what is over
    owed back; invoices of deposits taken back as far as they are over it, and whole where nobody paid them."""
    due, amounts = pay_by(c, now), allotted(told, minor)
    purses = [Purse(t.stone, *amount, t.stone.held_minor) for t, amount in zip(told, amounts, strict=True)]
    happened: list[facts.Fact] = [note for purse in purses for note in _credits(purse, due)]
    happened += _moves(purses)
    return happened + [fact for purse in purses for fact in _ends(purse, due)]


def _credits(purse: Purse, due: date) -> Iterator[facts.Fact]:
    s = purse.stone
    price, tax = s.billed_net_minor + purse.net_minor, s.billed_tax_minor + purse.tax_minor
    target = replace(s.stake, price_minor=price, tax_minor=tax)
    return taken_back(Account(s, target, s.paid_minor, list(s.deposits)), due)


def _moves(purses: list[Purse]) -> Iterator[facts.Fact]:
    """What one milestone has too much of pays what another one lacks, before anything is given back or asked for."""
    for source in purses:
        for want in purses:
            if moved := min(source.over_minor, want.lacks_minor):
                source.held_minor, want.held_minor = source.held_minor - moved, want.held_minor + moved
                yield facts.DepositMoved(source.stone.number, want.stone.number, moved)


def _ends(purse: Purse, due: date) -> Iterator[facts.Fact]:
    number, used = purse.stone.number, min(purse.held_minor, purse.due_minor)
    if used:
        yield facts.Released(number, used)
    if purse.due_minor:
        yield facts.InvoiceIssued(number, "final", "", purse.net_minor, purse.tax_minor, purse.due_minor - used, due)
    if purse.over_minor:
        yield facts.RefundOwed(number, purse.over_minor, due)
