"""The ledger: facts as balanced transfers between seven accounts, in minor units of the contract's currency."""

from collections.abc import Iterable, Iterator

from tallystone.core import facts
from tallystone.core.state import Contract
from tallystone.core.value import value

BANK, DEPOSITS, RECEIVABLE, EARNED, TAX = "bank", "deposits", "receivable", "earned", "tax"
CARRIED, REFUNDS = "carried", "refunds"


@value
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
        yield from _final(fact)
    elif isinstance(fact, facts.InvoiceIssued) and fact.kind == "credit" and fact.open_minor:
        yield Transfer(fact.milestone, EARNED, RECEIVABLE, fact.net_minor)
        yield Transfer(fact.milestone, TAX, RECEIVABLE, fact.tax_minor)
    elif isinstance(fact, facts.ChargedBack):
        yield Transfer(fact.milestone, REFUNDS, BANK, fact.owed_minor)
        yield Transfer(fact.milestone, DEPOSITS, BANK, fact.held_minor)
        yield Transfer(fact.milestone, RECEIVABLE, BANK, fact.earned_minor)
    elif isinstance(fact, facts.DepositMoved):
        yield Transfer(fact.milestone, DEPOSITS, CARRIED, fact.minor)
        yield Transfer(fact.to, CARRIED, DEPOSITS, fact.minor)
    elif isinstance(fact, facts.RefundOwed):
        yield Transfer(fact.milestone, DEPOSITS, REFUNDS, fact.minor)
    elif isinstance(fact, facts.Refunded):
        yield Transfer(fact.milestone, REFUNDS, BANK, fact.minor)


def _final(fact: facts.InvoiceIssued) -> Iterator[Transfer]:
    """Earned and tax: from the deposit as far as it goes, the rest is receivable."""
    deposit = fact.net_minor + fact.tax_minor - fact.open_minor
    net = min(deposit, fact.net_minor)
    yield Transfer(fact.milestone, DEPOSITS, EARNED, net)
    yield Transfer(fact.milestone, DEPOSITS, TAX, deposit - net)
    yield Transfer(fact.milestone, RECEIVABLE, EARNED, fact.net_minor - net)
    yield Transfer(fact.milestone, RECEIVABLE, TAX, fact.tax_minor - (deposit - net))
