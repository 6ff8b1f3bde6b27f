"""The papers of a contract: the agreement, invoices with what is paid, the closing statement."""

from datetime import date

from django.urls import reverse

from tallystone.books.models import Invoice, Paper
from tallystone.core.state import Contract
from tallystone.core.value import value
from tallystone.drafting.orders import orders
from tallystone.journal import chain


@value
class Bill:
    """An invoice as the list shows it; `state` is paid, claimed or open."""

    number: str
    kind: str
    milestone: int
    gross_minor: int
    open_minor: int
    due: date
    paid_on: date | None
    state: str
    href: str


@value
class Filed:
    """Addresses of agreement and statement ("" where there is none), and the invoices in the order of their numbers."""

    agreement: str
    statement: str
    bills: list[Bill]
    changes: list[tuple[int, str]]  # accepted change orders: number, address
    waiting: set[str]  # kinds and numbers that are not typeset yet


def filed(contract: Contract) -> Filed:
    """The papers of this contract; two queries."""
    typeset = set(Paper.objects.filter(code=contract.code).values_list("kind", "about"))
    invoices = Invoice.objects.filter(code=contract.code).order_by("issued_at", "number")
    agreed, done = contract.agreed_at is not None, contract.state in {"completed", "ended"}
    bills = [_bill(contract, row) for row in invoices] if agreed else []
    expected = {("agreement", contract.code)} | {("invoice", bill.number) for bill in bills}
    return Filed(
        agreement=address(contract.code, "agreement", contract.code) if agreed else "",
        statement=address(contract.code, "statement", contract.code) if done else "",
        bills=bills,
        changes=[(n, address(contract.code, "change", str(n))) for n in sorted(int(a) for k, a in typeset if k == "change")],
        waiting={about for _kind, about in expected - typeset},
    )


def is_expected(code: str, agreed: bool, completed: bool, kind: str, about: str) -> bool:
    """Does this paper exist, or will it in a moment?"""
    if kind == "agreement":
        return agreed and about == code
    if kind == "statement":
        return completed and about == code
    if kind == "change":
        return any(order.outcome == "accepted" and str(order.number) == about for order in orders(code))
    if kind == "handover":
        c = chain.fold(code)
        return bool(c.handover) and about in {str(n + 1) for n in range(c.handover.version)}
    return kind == "invoice" and Invoice.objects.filter(code=code, number=about).exists()


def address(code: str, kind: str, about: str) -> str:
    return reverse("paper", args=[code, kind, about])


def _bill(contract: Contract, row: Invoice) -> Bill:
    stone = contract.stone(row.milestone)
    claimed = stone is not None and stone.money == "claimed_paid"
    paid = not row.owed_minor and (row.paid_on is not None or not row.open_minor or row.kind in {"part", "final"})
    return Bill(
        number=row.number,
        kind=row.kind,
        milestone=row.milestone,
        gross_minor=row.net_minor + row.tax_minor,
        open_minor=row.owed_minor or row.open_minor,
        due=row.due,
        paid_on=row.paid_on,
        state="paid" if paid else "claimed" if claimed else "open",
        href=address(contract.code, "invoice", row.number),
    )
