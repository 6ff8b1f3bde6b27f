"""Checking: do the books balance? Each sum is asked of two tables that were written independently."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import Sum

from tallystone.books.models import Contract, Invoice, Milestone, Transfer
from tallystone.core.ledger import BANK, CARRIED, DEPOSITS, EARNED, RECEIVABLE, REFUNDS, TAX
from tallystone.journal.proving import Fault, Progress, stretches

Place = tuple[str, int]  # contract, milestone


def check(progress: Progress | None = None) -> list[Fault]:
    """Every sum that does not come out, contract by contract, and every gap in a freelancer's invoice numbers."""
    faults, done, total = list(_gaps()), 0, Contract.objects.count()
    for codes in stretches():
        if seen := check_between(codes[0], codes[-1]):  # asked twice: an act may fall between two of our questions
            faults += [fault for fault in check_between(codes[0], codes[-1]) if fault in seen]
        done += len(codes)
        if progress:
            progress(done, max(done, total))
    return faults


def check_between(first: str, last: str) -> list[Fault]:
    """The faults of the contracts with codes from first to last."""
    between = {"code__gte": first, "code__lte": last}
    accounts, invoices = _balances(between), _invoiced(between)
    faults = [
        Fault(f"{t.code} entry {t.seq}", "a transfer of nothing") for t in Transfer.objects.filter(**between, minor__lte=0)
    ]
    for stone in Milestone.objects.filter(**between).order_by("code", "number"):
        place = (stone.code, stone.number)
        for what in _uneven(stone, accounts.pop(place, {}), invoices.pop(place, [])):
            faults.append(Fault(f"{stone.code} milestone {stone.number}", what))
    faults += [Fault(f"{code} milestone {n}", "money without a milestone") for code, n in {**accounts, **invoices}]
    return faults


def _uneven(stone: Milestone, account: dict[str, int], invoices: list[Invoice]) -> Iterator[str]:
    deposits = [i for i in invoices if i.kind == "deposit"]
    final = [i for i in invoices if i.kind in {"part", "final"}]  # one of the whole, or parts and at last the rest
    numbers = {i.number for i in final}
    credits = [i for i in invoices if i.kind == "credit"]
    back = [i for i in credits if i.corrects in numbers]  # of work that was invoiced, by the end of a dispute
    gross = stone.price_minor + stone.tax_minor
    sums = {
        "received": (stone.received_minor - stone.refunded_minor, account.get(BANK, 0) + account.get(CARRIED, 0)),
        "owed back": (stone.owed_back_minor, -account.get(REFUNDS, 0)),
        "held": (stone.held_minor, -account.get(DEPOSITS, 0)),
        "earned": (sum(i.net_minor for i in final) - sum(i.net_minor for i in back), -account.get(EARNED, 0)),
        "tax": (sum(i.tax_minor for i in final) - sum(i.tax_minor for i in back), -account.get(TAX, 0)),
        "owed": (sum(i.owed_minor for i in final), account.get(RECEIVABLE, 0)),
    }
    for name, (told, moved) in sums.items():
        if told != moved:
            yield f"{name} is {told}, but the transfers say {moved}"
    billed, closed = sum(_gross(i) for i in final), [i for i in final if i.kind == "final"]
    whole = gross + sum(_gross(i) for i in back)
    asked = sum(_gross(i) for i in deposits) - sum(_gross(i) for i in credits if i not in back)
    expected = {0, whole, *(whole - i.open_minor for i in closed)}
    wrong = asked not in expected or billed > whole or (closed and billed != whole)
    unfinished = stone.work in {"cancelled", "handed_over"}
    if asked > billed if unfinished else wrong:  # of what ended unfinished, no more stays asked than was settled
        yield "an invoice is not over the agreed amount"
    taken = {i.corrects: i.open_minor for i in back}
    if any(i.open_minor > taken.get(i.number, 0) and not (i.paid_on or i.owed_minor) for i in final):
        yield "an invoice is neither owed nor paid"
    if len(closed) > 1:
        yield "it was invoiced twice"


def _gross(invoice: Invoice) -> int:
    return invoice.net_minor + invoice.tax_minor


def _balances(between: dict[str, str]) -> dict[Place, dict[str, int]]:
    """Each account's debits less its credits, by place."""
    found: dict[Place, dict[str, int]] = {}
    for side, sign in (("debit", 1), ("credit", -1)):
        rows = Transfer.objects.filter(**between).values("code", "milestone", side).annotate(sum=Sum("minor")).order_by()
        for row in rows:
            account = found.setdefault((row["code"], row["milestone"]), {})
            account[row[side]] = account.get(row[side], 0) + sign * row["sum"]
    return found


def _invoiced(between: dict[str, str]) -> dict[Place, list[Invoice]]:
    rows = Invoice.objects.filter(**between).order_by("code", "milestone", "number")
    return {place: list(same) for place, same in groupby(rows, attrgetter("code", "milestone"))}


def _gaps() -> Iterator[Fault]:
    """A freelancer's numbers run from 1 without a gap ("12-0007": the business, then the number)."""
    numbers: dict[int, list[int]] = {}
    for business, number in Invoice.objects.values_list("business_id", "number").iterator():
        numbers.setdefault(business, []).append(int(number.rpartition("-")[2]))
    for business, given in numbers.items():
        if missing := sorted(set(range(1, max(given) + 1)).difference(given)):
            yield Fault(f"business {business}", f"invoice number {missing[0]} is missing")
