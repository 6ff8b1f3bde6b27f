"""An invoice as data for the typesetter."""

from django.utils.translation import gettext as _

from tallystone.books.models import Contract, Invoice, Milestone
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.papers import data, labels, qr, settled
from tallystone.papers.parties import businesses, logo, party
from tallystone.showing import day, money, percent


def invoice(row: Contract, seq: int, number: str) -> data.InvoiceData:
    """The invoice with this number, issued by the entry `seq`.

    Names, addresses, accounts and the logo are those of the moment at which the paper is made; what is changed in the
    settings later changes no paper.
    """
    bill = Invoice.objects.get(number=number)
    milestone = Milestone.objects.get(code=row.code, number=bill.milestone)
    seller, buyer = businesses(row)
    told = next(chain.entries(row.code, after=seq - 1, up_to=seq))
    gross = bill.net_minor + bill.tax_minor
    deposit, credit = bill.kind == "deposit", bill.kind == "credit"
    subject = {"title": row.title, "number": milestone.number, "code": row.code}
    return data.InvoiceData(
        lang="en",
        issued=int(bill.issued_at.timestamp()),
        title=_("Credit note") if credit else _("Deposit invoice") if deposit else _("Invoice"),
        number=number,
        seller=party(seller, "freelancer"),
        buyer=party(buyer, "client"),
        issued_on=day(bill.issued_at),
        supplied_on=_("when milestone %(number)s is accepted") % subject if deposit else "" if credit else day(bill.issued_at),
        due_on=day(bill.due) if bill.open_minor else "",
        subject=_("%(title)s, milestone %(number)s (contract %(code)s)") % subject,
        lines=(_line(row, milestone, bill, told),),
        net=money(bill.net_minor, bill.currency),
        taxes=_taxes(row, bill),
        exemption="" if bill.tax_minor else seller.tax_note,
        gross=money(gross, bill.currency),
        due=money(gross if credit else bill.open_minor, bill.currency),
        labels=labels.invoice() | ({"left": _("Taken back")} if credit else {}),
        deductions=settled.deductions(row, bill),
        bank=_bank(seller, number) if bill.open_minor else None,
        qr=_qr(seller, bill) or "",
        paid=_paid(bill, told),
        logo=logo(seller),
        head=told.hash,
    )


def _line(row: Contract, milestone: Milestone, bill: Invoice, told: Told) -> data.Line:
    text, detail = _("Milestone %(number)s: %(title)s"), ""
    if bill.kind == "part":
        text = _("Part of milestone %(number)s: %(title)s")
    elif bill.kind == "deposit":
        held = _("Work due %(day)s. Held until it is accepted; a final invoice follows then.") % {"day": day(milestone.due)}
        text, why = settled.deposit_line(row, bill, told)
        detail = f"{why} {held}".strip()
    elif bill.kind == "credit":
        text, detail = settled.credit_line(bill, told)
    said = {"number": milestone.number, "title": milestone.title, "corrects": bill.corrects}
    if bill.corrects:
        said["day"] = day(Invoice.objects.get(number=bill.corrects).issued_at)
    return data.Line(text=text % said, detail=detail, net=money(bill.net_minor, bill.currency))


def _taxes(row: Contract, bill: Invoice) -> tuple[data.Amount, ...]:
    """The tax by its rate in the terms; without the rate where the terms were erased."""
    if not bill.tax_minor:
        return ()
    terms = prose.terms(chain.fold(row.code).terms)
    label = _("Tax %(percent)s") % {"percent": percent(terms.tax_bp)} if terms else _("Tax")
    return (data.Amount(label=label, amount=money(bill.tax_minor, bill.currency)),)


def _paid(bill: Invoice, told: Told) -> str:
    """The sentence in place of the bank details, where nothing is to be paid."""
    if bill.open_minor:
        return ""
    if bill.kind == "credit":
        return settled.gone_to(bill, told)
    if bill.kind == "deposit":
        return _("Paid by money that was held. Nothing is left to pay.")
    return _("Paid by the deposit. Nothing is left to pay.")


def _bank(seller, number: str) -> data.Bank | None:
    if not seller.iban:
        return None
    return data.Bank(
        holder=seller.account_holder or seller.name,
        iban=qr.grouped(seller.iban),
        reference=qr.reference(number),
        bic=seller.bic,
    )


def _qr(seller, bill: Invoice) -> str | None:
    return qr.payment(
        name=seller.account_holder or seller.name, iban=seller.iban, amount_minor=bill.open_minor,
        currency=bill.currency, number=bill.number, bic=seller.bic,
    )  # fmt: skip
