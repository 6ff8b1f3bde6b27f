"""`tallystone standing`: where a contract stands, from the record alone, for a person or a program."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from tallystone.books.models import Contract, Milestone
from tallystone.core.money import plainly
from tallystone.core.standing import Standing, standing
from tallystone.journal import chain

STAGES = {
    "accepted_paid": "accepted and paid", "accepted_unpaid": "accepted, not paid yet",
    "delivered": "delivered, not reviewed yet",
    "in_progress": "in progress", "not_begun": "not begun", "ended": "ended unfinished",
}  # fmt: skip


class NotThere(Exception):
    """There is no such contract, or nothing was agreed; the text says which."""


def asked(code: str, now: datetime) -> Standing:
    """Where it stands now. Raises NotThere."""
    row = Contract.objects.filter(code=code).first()
    if row is None:
        raise NotThere(f"There is no contract {code} here. `tallystone contracts` lists those that are.")
    if row.agreed_at is None:
        raise NotThere(f"Contract {code} was never agreed, so nobody can leave it.")
    return standing(chain.fold(code), now)


def data(told: Standing) -> dict[str, Any]:
    """The same as plain data: sums in minor units, days as in ISO 8601."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(told), default=str))
    return plain


def lines(code: str, told: Standing) -> Iterator[str]:
    """The same to be read."""
    titles = dict(Milestone.objects.filter(code=code).values_list("number", "title"))
    yield f"{code} on {told.today}, in {told.currency} with tax"
    for line in told.lines:
        held = f", {plainly(line.held_minor, told.currency)} held" if line.held_minor else ""
        unpaid = f", {plainly(line.unpaid_minor, told.currency)} to be paid" if line.unpaid_minor else ""
        what = f"  {line.number}. {titles.get(line.number, '')}: {plainly(line.price_minor, told.currency)}"
        yield f"{what}, {STAGES[line.stage]}{held}{unpaid}; rights: {line.rights}"
    yield f"Held {plainly(told.held_minor, told.currency)}, to be paid {plainly(told.unpaid_minor, told.currency)}, " + (
        f"to be given back {plainly(told.owed_back_minor, told.currency)}. Nothing is held back of what is accepted."
    )
    if told.outcomes:
        yield f"Notice given today ends on {told.last_day}."
    for o in told.outcomes:
        sums = (o.figure_minor, o.fee_minor, o.released_minor, o.refund_minor, o.invoice_minor)
        figure, fee, released, refund, invoice = (plainly(minor, told.currency) for minor in sums)
        when = f"after milestone {o.boundary}" if o.boundary else "now"
        why = " for cause" if o.cause else ""
        yield (
            f"If the {o.leaver} leaves {when}{why}: {figure} (kill fee {fee}); released {released}, given back {refund}, "
            f"to be invoiced {invoice}."
        )
