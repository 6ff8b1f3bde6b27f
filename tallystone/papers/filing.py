"""Filing: which papers an entry calls for, and making one: typeset, sealed, kept by its hash."""

import io
from collections.abc import Callable
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import override

from tallystone.books.models import Contract
from tallystone.core import facts
from tallystone.files import store
from tallystone.journal.chain import Told
from tallystone.papers import seal, typeset
from tallystone.papers.agreement import agreement
from tallystone.papers.change import change
from tallystone.papers.data import AgreementData, ChangeData, HandoverData, StatementData
from tallystone.papers.handover import handover
from tallystone.papers.invoice import invoice
from tallystone.papers.parties import paper_reader
from tallystone.papers.statement import statement
from tallystone.reader import reading

WHOLE: dict[str, Callable[[Contract, int], AgreementData | ChangeData | HandoverData | StatementData]] = {
    "agreement": agreement, "change": change, "statement": statement, "handover": handover,
}  # fmt: skip


def wanted(told: Told, code: str) -> list[tuple[str, str]]:
    """(kind, about) of the papers that this entry calls for."""
    found = []
    for fact in told.facts:
        if isinstance(fact, facts.Agreed):
            found.append(("agreement", code))
        elif isinstance(fact, facts.InvoiceIssued):
            found.append(("invoice", fact.number))
        elif isinstance(fact, facts.ChangeAccepted):
            found.append(("change", str(fact.number)))
        elif isinstance(fact, facts.HandedOver):
            found.append(("handover", str(fact.version)))
        elif isinstance(fact, facts.Completed | facts.Ended):
            found.append(("statement", code))
    return found


def make(row: Contract, seq: int, kind: str, about: str) -> str:
    """Typeset and seal a paper; the hash under which the file is kept."""
    with override("en"), reading(paper_reader(row)):
        data = invoice(row, seq, about) if kind == "invoice" else WHOLE[kind](row, seq)
        reason = _("Issued by Tallystone for contract %(code)s") % {"code": row.code}
    pdf = seal.seal(typeset.pdf(kind, asdict(data)), reason)
    return store.keep(io.BytesIO(pdf), bound=True).hash
