"""The ledger: facts as balanced transfers between five accounts, in minor units of the contract's currency."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tallystone.core import facts
from tallystone.core.rule import stone_of
from tallystone.core.state import Contract

BANK, DEPOSITS, RECEIVABLE, EARNED, TAX = "bank", "deposits", "receivable", "earned", "tax"


@dataclass(frozen=True, slots=True)
class Transfer:
    """This much goes from `credit` to `debit`, for one milestone. A transfer balances by its form."""

    milestone: int
    debit: str
    credit: str
    minor: int


def transfers(c: Contract, happened: Iterable[facts.Fact]) -> list[Transfer]:
    """The transfers that these facts mean; none of nothing."""
    return [t for fact in happened for t in _of(c, fact) if t.minor]


def _of(c: Contract, fact: facts.Fact) -> Iterator[Transfer]:
    if isinstance(fact, facts.FundingConfirmed):
        yield Transfer(fact.milestone, BANK, DEPOSITS, fact.minor)
    elif isinstance(fact, facts.PaymentConfirmed):
        yield Transfer(fact.milestone, BANK, RECEIVABLE, fact.minor)
    elif isinstance(fact, facts.InvoiceIssued) and fact.kind in {"part", "final"}:
        stone = stone_of(c, fact.milestone)
        paid_from = DEPOSITS if c.funds(stone.stake) else RECEIVABLE
        yield Transfer(fact.milestone, paid_from, EARNED, fact.net_minor)
        yield Transfer(fact.milestone, paid_from, TAX, fact.tax_minor)
