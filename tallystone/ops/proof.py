"""Proof: everything that can be checked about an installation, checked: chains and words, sums, files, seals."""

from collections.abc import Iterator
from typing import Any

import click
from rich.progress import Progress

from tallystone.books import checking, rebuilding
from tallystone.books.models import Contract, Invoice, Paper
from tallystone.files import store
from tallystone.files.models import Blob
from tallystone.hours import matching as hours
from tallystone.journal import proving
from tallystone.journal.models import Entry
from tallystone.journal.proving import Fault
from tallystone.ops import matching
from tallystone.ops.progress import bars_on_terminal
from tallystone.papers import seal


def prove(progress: bool = False) -> dict[str, Any]:
    """What was counted, and every fault with its place; no fault means that all of it holds."""
    with bars_on_terminal(progress) as bars:
        faults = list(proving.prove(_bar(bars, "Chains")))
        faults += checking.check(_bar(bars, "Sums"))
        faults += matching.check(_bar(bars, "Books"))
        faults += hours.check(_bar(bars, "Hours"))
        faults += _files(bars)
        faults += _papers(bars)
    counted = {
        "contracts": Contract.objects.count(),
        "entries": Entry.objects.count(),
        "invoices": Invoice.objects.count(),
        "files": Blob.objects.count(),
        "papers": Paper.objects.count(),
    }
    return {"holds": not faults, "checked": counted, "faults": [{"place": f.place, "what": f.what} for f in faults]}


def _bar(bars: Progress, name: str) -> proving.Progress:
    task = bars.add_task(name)
    return lambda done, total: bars.update(task, completed=done, total=total)


def _files(bars: Progress) -> Iterator[Fault]:
    """Every kept file still has the bytes of its hash."""
    task = bars.add_task("Files", total=Blob.objects.count())
    for digest in Blob.objects.order_by("hash").values_list("hash", flat=True).iterator():
        state = store.check(digest)
        if state in {"altered", "missing"}:
            yield Fault(f"file {digest}", f"the bytes are {state}")
        bars.advance(task)


def _papers(bars: Progress) -> Iterator[Fault]:
    """The seal of every paper covers all of it. An erased paper has none left to check."""
    task = bars.add_task("Seals", total=Paper.objects.count())
    for paper in Paper.objects.order_by("code", "kind", "about").iterator():
        try:
            with store.open_blob(paper.file) as stream:
                sealed = seal.check(stream.read())
        except FileNotFoundError:
            if store.check(paper.file) != "erased":
                yield Fault(f"{paper.code} {paper.kind} {paper.about}", "the paper is missing")
        else:
            if sealed is None or not (sealed.intact and sealed.covers_whole):
                yield Fault(f"{paper.code} {paper.kind} {paper.about}", "the seal does not hold")
        bars.advance(task)


def print_result(result: dict[str, Any]) -> None:
    counted = ", ".join(f"{count:,} {name}" for name, count in result["checked"].items())
    click.echo(f"Checked: {counted}.")
    for fault in result["faults"]:
        click.echo(f"✗ {fault['place']}: {fault['what']}")
    click.echo("✓ All of it holds." if result["holds"] else f"✗ Faults: {len(result['faults'])}.")


def rebuild() -> list[str]:
    """Make the books anew; the places where they had differed."""
    with bars_on_terminal() as bars:
        return [str(difference) for difference in rebuilding.rebuild(_bar(bars, "Books"))]
