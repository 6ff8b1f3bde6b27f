"""What the command line lists: contracts, a journal, an invoice."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tallystone.books.models import Contract, Invoice, Milestone, Paper
from tallystone.files import store
from tallystone.journal import chain
from tallystone.journal.models import Entry
from tallystone.notices.telling import names_of, tell
from tallystone.ops.jobs import file_paper


def contracts() -> list[dict[str, Any]]:
    """Each contract with code, title, state and the numbers of its invoices."""
    numbers = defaultdict(list)
    for code, number in Invoice.objects.order_by("issued_at", "number").values_list("code", "number"):
        numbers[code].append(number)
    rows = Contract.objects.order_by("begun", "code").values("code", "title", "state")
    return [{**row, "invoices": numbers[row["code"]]} for row in rows]


def print_contracts(rows: list[dict[str, Any]]) -> None:
    table = Table("Code", "State", "Title", "Invoices", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row["code"], row["state"], escape(row["title"]), ", ".join(row["invoices"]))
    Console().print(table if rows else "No contracts yet.")


def journal(code: str) -> list[dict[str, Any]]:
    """The entries of a contract; `text` and `hash` exactly as the columns of the same names hold them."""
    rows = Entry.objects.filter(code=code).order_by("seq").values("code", "seq", "at", "act_id", "text", "hash")
    return [dict(row) for row in rows]


def print_journal(code: str) -> None:
    titles = dict(Milestone.objects.filter(code=code).values_list("number", "title"))
    names = names_of(Contract.objects.get(code=code), titles)
    for told in chain.entries(code):
        for line in tell(told, names):
            click.echo(f"{told.seq:>4}  {told.at:%Y-%m-%d %H:%M}  {line.sentence}  {told.hash[:12]}")


def invoice_pdf(number: str) -> bytes | None:
    """The sealed PDF of an invoice; typeset now if the worker has not come to it yet."""
    bill = Invoice.objects.filter(number=number).first()
    if bill is None:
        return None
    paper = Paper.objects.filter(code=bill.code, kind="invoice", about=number).first()
    file = paper.file if paper else file_paper(bill.code, _entry_of(bill), "invoice", number, datetime.now(UTC))[0]
    with store.open_blob(file) as stream:
        return bytes(stream.read())


def _entry_of(bill: Invoice) -> int:
    """The entry that issued this invoice."""
    told = (t for t in chain.entries(bill.code) if any(getattr(f, "number", None) == bill.number for f in t.facts))
    return next(told).seq
