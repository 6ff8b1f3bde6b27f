"""What came of a story: the same, whether it was played in browsers or through the door; and what its papers say."""

from dataclasses import replace
from typing import Any

import pypdfium2

from tallystone.books.models import Invoice
from tallystone.core.state import Stone
from tallystone.journal import chain, prose

MOMENTS = dict.fromkeys((
    "started_at", "handed_at", "delivered_at", "noticed_at", "reminded_at", "reported_at", "review_until", "accepted_at",
    "looked_at", "settled_at",
))  # fmt: skip


def outcome(code: str) -> dict[str, Any]:
    """Everything about a contract but its code, its hashes, its invoice numbers and the seconds at which things happened."""
    contract = chain.fold(code)
    invoices = Invoice.objects.filter(code=code).order_by("milestone", "kind")
    return {
        "state": (contract.state, contract.version, contract.offered_by),
        "terms": prose.terms(contract.terms),
        "acts": [(told.by.side, told.act) for told in chain.entries(code) if told.by.side != "clock"],
        "clock": sorted(told.act for told in chain.entries(code) if told.by.side == "clock"),
        "stones": [_nameless(s) for s in contract.stones],
        "accepted": [s.accepted_at and s.accepted_at.date() for s in contract.stones],
        "invoices": list(invoices.values_list("milestone", "kind", "net_minor", "tax_minor", "open_minor", "due", "paid_on")),
    }


def _nameless(s: Stone) -> Stone:
    """A milestone without its moments, hashes and numbers of invoices."""
    deposits = tuple(replace(deposit, number="") for deposit in s.deposits)
    billings = tuple(replace(billing, number="") for billing in s.billings)
    numbers = {"invoices": ("",) * len(s.invoices), "deposits": deposits, "billings": billings}
    return replace(s, **MOMENTS, snapshot="", **numbers)


def words_of(paper: bytes) -> str:
    """The text of a PDF without its blanks and line ends (hashes are broken over lines)."""
    document = pypdfium2.PdfDocument(paper)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(text.split())
