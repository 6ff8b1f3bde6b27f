"""What stands on an act's page beside its form: the terms, the invoice and how to pay it, the uploads, the delivery."""

from datetime import date
from typing import Any

from tallystone.books.models import Invoice
from tallystone.core.value import value
from tallystone.pages import pinned
from tallystone.pages.act_fields import ActForm
from tallystone.pages.commenting import Talk
from tallystone.pages.place import Place
from tallystone.pages.rounds import review_rows, story
from tallystone.pages.uploads import panel
from tallystone.papers import qr
from tallystone.people.models import Business


@value
class Payment:
    """How to pay an invoice. `code` is an SVG for banking apps, or None where there can be none."""

    number: str
    open_minor: int
    due: date
    holder: str
    iban: str
    bic: str
    reference: str
    code: str | None


def terms(place: Place, form: ActForm) -> dict[str, Any]:
    """The whole terms, as they will be agreed to."""
    parties = {side: place.business(side) for side in ("freelancer", "client")}
    return {"terms": place.terms, "parties": parties, "talk": Talk(place, "agree", place.terms, plain=True)}


def thread(place: Place, form: ActForm) -> dict[str, Any]:
    """The comment that is answered, resolved or opened again."""
    talk = Talk(place, "comments")
    given = str(form["comment" if "comment" in form.fields else "answers"].value() or "")
    return {"talk": talk, "thread": next((each for each in talk.threads if str(each.number) == given), None)}


def bank(place: Place, form: ActForm) -> dict[str, Any]:
    """The freelancer's own account, as the invoice will show it."""
    return {"payee": place.business("freelancer")}


def invoice(place: Place, form: ActForm) -> dict[str, Any]:
    """The invoice that is to be paid, with its reference to look for on the account."""
    row = Invoice.objects.filter(number__in=place.stone.invoices).exclude(kind="credit").order_by("issued_at", "number").last()
    return {"invoice": row, "reference": qr.reference(row.number) if row else ""}


def payment(place: Place, form: ActForm) -> dict[str, Any]:
    """The invoice and everything that a transfer needs."""
    row = invoice(place, form)["invoice"]
    return {"invoice": row, "payment": _payment(row, place.business("freelancer")) if row else None}


def _payment(row: Invoice, payee: Business) -> Payment:
    holder = payee.account_holder or payee.name
    to_pay = row.owed_minor or row.open_minor  # less where a credit note took a part back
    code = qr.payment(
        name=holder, iban=payee.iban, amount_minor=to_pay, currency=row.currency, number=row.number, bic=payee.bic
    )
    iban, reference = qr.grouped(payee.iban), qr.reference(row.number)
    return Payment(row.number, to_pay, row.due, holder, iban, payee.bic, reference, code)


def uploads(place: Place, form: ActForm) -> dict[str, Any]:
    """The files that wait for this delivery; and what was asked for, where this is a new round."""
    return {"panel": panel(place.request, place.code, place.number), "last": story(place, current=False).last}


def snapshot(place: Place, form: ActForm) -> dict[str, Any]:
    """The delivery that is under review."""
    last = story(place).last
    return {"round": last, "rows": review_rows(form, place, last), **pinned.noted(place, form, last)}
