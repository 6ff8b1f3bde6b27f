"""What an invoice has to do with those before it: by which it is paid, whose place it takes, what it takes back and why."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.utils.translation import gettext as _

from tallystone.books.models import Contract, Invoice
from tallystone.core.facts import ChangeAccepted, ChangeOffered, DepositMoved, DisputeSettled, InvoiceIssued, RefundOwed
from tallystone.journal.chain import Told, entries
from tallystone.papers.data import Amount
from tallystone.showing import day, money

OnIt = TypeVar("OnIt", InvoiceIssued, DepositMoved, RefundOwed)


def deductions(row: Contract, bill: Invoice) -> tuple[Amount, ...]:
    """What is paid of this invoice already, by each deposit invoice that paid it."""
    paid = bill.net_minor + bill.tax_minor - bill.open_minor
    if bill.kind == "credit" or not paid:
        return ()
    if bill.kind == "deposit":
        return (Amount(label=_("Paid by money that was held already"), amount=money(-paid, bill.currency)),)
    return tuple(_by_deposits(deposits(row, bill), paid, bill))


def _by_deposits(found: list[Invoice], paid: int, bill: Invoice) -> Iterator[Amount]:
    """Each deposit invoice with its own amount; all in one line, where a part of them pays other parts of the work."""
    whole = sum(each.net_minor + each.tax_minor for each in found)
    if whole > paid:
        told = {"numbers": listed(found), "tax": money(bill.tax_minor, bill.currency)}
        yield Amount(label=_by(told, len(found), bill.tax_minor), amount=money(-paid, bill.currency))
        return
    for each in found:
        told = {"numbers": each.number, "tax": money(each.tax_minor, bill.currency)}
        amount = money(-each.net_minor - each.tax_minor, bill.currency)
        yield Amount(label=_by(told, 1, each.tax_minor), amount=amount)
    if whole < paid:
        yield Amount(label=_("Paid by money that was held already"), amount=money(whole - paid, bill.currency))


def _by(told: dict[str, str], count: int, tax_minor: int) -> str:
    if count > 1:
        both = _("Already paid by deposit invoices %(numbers)s (with %(tax)s tax)")
        return (both if tax_minor else _("Already paid by deposit invoices %(numbers)s")) % told
    one = _("Already paid by deposit invoice %(numbers)s (with %(tax)s tax)")
    return (one if tax_minor else _("Already paid by deposit invoice %(numbers)s")) % told


def deposits(row: Contract, bill: Invoice) -> list[Invoice]:
    """The deposit invoices of this milestone before this invoice, less what was taken back of them, oldest first."""
    rows = Invoice.objects.filter(code=row.code, milestone=bill.milestone, issued_at__lte=bill.issued_at)
    found = {
        each.number: each for each in rows.filter(kind="deposit").exclude(number=bill.number).order_by("issued_at", "number")
    }
    for credit in rows.filter(kind="credit"):
        if credit.corrects in found:
            found[credit.corrects].net_minor -= credit.net_minor
            found[credit.corrects].tax_minor -= credit.tax_minor
    return [each for each in found.values() if each.net_minor or each.tax_minor]


def listed(found: Iterable[Invoice]) -> str:
    return ", ".join(each.number for each in found)


def deposit_line(row: Contract, bill: Invoice, told: Told) -> tuple[str, str]:
    """What a deposit invoice is over: the whole deposit, or what it differs by; and the sentence below it."""
    before = deposits(row, bill)
    if before:
        texts = {"numbers": listed(before), **_change(told)}
        below = _("Change order %(order)s made this milestone dearer. Asked for before by %(numbers)s.") % texts
        return _("Difference to the deposit for milestone %(number)s: %(title)s"), below
    instead = [f.corrects for f in _facts(told, InvoiceIssued, bill.milestone) if f.kind == "credit"]
    if instead:
        below = _("In place of deposit invoice %(numbers)s, which is taken back.") % {"numbers": ", ".join(instead)}
        return _("Deposit for milestone %(number)s: %(title)s"), below
    return _("Deposit for milestone %(number)s: %(title)s"), ""


def credit_line(bill: Invoice, told: Told) -> tuple[str, str]:
    """What a credit note takes back, and why."""
    corrected = Invoice.objects.get(number=bill.corrects)
    whole = (bill.net_minor, bill.tax_minor) == (corrected.net_minor, corrected.tax_minor)
    if corrected.kind != "deposit":
        part = _("Part of invoice %(corrects)s of %(day)s for milestone %(number)s: %(title)s")
        return _("Invoice %(corrects)s of %(day)s for milestone %(number)s: %(title)s") if whole else part, _why(bill, told)
    text = _("Deposit invoice %(corrects)s of %(day)s for milestone %(number)s: %(title)s")
    if not whole:
        text = _("Part of deposit invoice %(corrects)s of %(day)s for milestone %(number)s: %(title)s")
    return text, _why(bill, told)


def _why(bill: Invoice, told: Told) -> str:
    for split in told.facts:
        if isinstance(split, DisputeSettled) and split.milestone == bill.milestone:
            whole = {"amount": money(split.net_minor + split.tax_minor, bill.currency)}
            return _("The dispute about this milestone has ended: it comes to %(amount)s with tax.") % whole
    issued = list(_facts(told, InvoiceIssued, bill.milestone))
    final = next((f.number for f in issued if f.kind == "final"), "")
    if final:
        return _("It was not paid before the work was accepted: invoice %(number)s asks for that money.") % {"number": final}
    order = _change(told)
    if not order:
        return _("It is taken back.")
    anew = next((f.number for f in issued if f.kind == "deposit"), "")
    if anew:
        return _("Change order %(order)s: deposit invoice %(number)s takes its place.") % {**order, "number": anew}
    if _removed(bill, told):
        return _("Change order %(order)s removed this milestone.") % order
    return _("Change order %(order)s made this milestone cheaper.") % order


def _removed(bill: Invoice, told: Told) -> bool:
    """Is the milestone of this credit note not among the terms that came into force with it?"""
    offered = [f.plan for each in entries(bill.code, up_to=told.seq) for f in each.facts if isinstance(f, ChangeOffered)]
    return all(stake.number != bill.milestone for stake in offered[-1].milestones)


def gone_to(bill: Invoice, told: Told) -> str:
    """What became of the money that was paid for what a credit note takes back."""
    told_of = [
        _("%(sum)s of what was paid for this milestone pays for milestone %(to)s.")
        % {"sum": money(f.minor, bill.currency), "to": f.to}
        for f in _facts(told, DepositMoved, bill.milestone)
    ]
    told_of += [
        _("%(sum)s of what was paid for this milestone is given back by %(day)s.")
        % {"sum": money(f.minor, bill.currency), "day": day(f.due)}
        for f in _facts(told, RefundOwed, bill.milestone)
    ]
    return " ".join(told_of) or _("Nothing is to be paid for what is taken back here.")


def _facts(told: Told, kind: type[OnIt], milestone: int) -> Iterator[OnIt]:
    return (fact for fact in told.facts if isinstance(fact, kind) and fact.milestone == milestone)


def _change(told: Told) -> dict[str, str]:
    return next(({"order": str(f.number)} for f in told.facts if isinstance(f, ChangeAccepted)), {})
