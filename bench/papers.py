"""An invoice as PDF, against the plainest page that reportlab can draw."""

import io
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from statistics import median
from typing import Any

from django.utils.translation import override

from bench import world
from bench.recording import browsers_of, play_on
from tallystone.books.models import Contract, Invoice
from tallystone.papers import seal, typeset
from tallystone.papers.invoice import invoice
from tallystone.papers.parties import paper_reader
from tallystone.reader import reading

WORDS = (
    "Jonas Brandt Webdesign, Kastanienallee 12, 10435 Berlin, Germany",
    "Tax number DE 123 456 789",
    "Studio Almada, Rua da Judiaria 8, 2800-125 Almada, Portugal",
    "Issued on 23 November 2026, contract K7Q2M4",
    "Supplied when milestone 1 is accepted",
    "Held until the milestone is accepted; a final invoice follows then.",
    "Jonas Brandt, DE89 3704 0044 0532 0130 00, reference 12-0007",
    "Head of the chain: 9f3a12c8b1d04e7fa6c25be0917d3384",
) * 2


def measure(given: dict[str, Any]) -> dict[str, float]:
    """Milliseconds (medians, by turns): reportlab's page, the invoice, the invoice sealed, both with the queries before."""
    row, bill = _issued()
    ways: dict[str, Callable[[int], Any]] = {
        "reportlab": _page,
        "invoice": partial(_invoice, row, bill),
        "sealed": partial(_sealed, row, bill),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(given.get("rounds", 20) + 2):
        for name, make in ways.items():
            began = time.perf_counter()
            make(turn)
            if turn > 1:  # the first are warming up
                times[name].append((time.perf_counter() - began) * 1000)
    medians = {name: median(each) for name, each in times.items()}
    return {**medians, "ratio": medians["invoice"] / medians["reportlab"]}


def _issued() -> tuple[Contract, Invoice]:
    """A contract with a deposit invoice."""
    pair = world.pairs(1)[0]
    proposal = world.propose(pair, 1)[0]
    play_on(browsers_of(pair), proposal, 2)
    return Contract.objects.get(code=proposal["code"]), Invoice.objects.get(code=proposal["code"])


def _invoice(row: Contract, bill: Invoice, turn: int) -> bytes:
    """From the database to the PDF; each time with another amount, for the typesetter remembers what it has set before."""
    with override("en"), reading(paper_reader(row)):
        told = asdict(invoice(row, row.seq, bill.number))
    return typeset.pdf("invoice", {**told, "net": f"{turn:,}.00 EUR"})


def _sealed(row: Contract, bill: Invoice, turn: int) -> bytes:
    return seal.seal(_invoice(row, bill, turn + 1_000), "Issued by Tallystone")


def _page(turn: int) -> bytes:
    """The words of an invoice on one page: paragraphs and a table, in one of the fonts that every reader has."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    made, style = io.BytesIO(), getSampleStyleSheet()
    table = [
        ("What", "Amount"),
        ("Deposit for milestone 1: Stage 1 of the website", f"{turn:,}.00 EUR"),
        ("Tax 19 %", "190.10 EUR"),
    ]
    story = [
        Paragraph("Deposit invoice 12-0007", style["Title"]),
        *(Paragraph(line, style["Normal"]) for line in WORDS),
        Table([*table, ("To be paid by 7 December 2026", "1,190.60 EUR")]),
    ]
    SimpleDocTemplate(made, pagesize=A4).build(story)
    return made.getvalue()
