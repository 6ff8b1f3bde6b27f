"""`tallystone import-hours`: a file of hours from the command line, by the same rules as on its page."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from tallystone.acting.sentences import sentence
from tallystone.books.models import Contract
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.hours.exposure import OPEN
from tallystone.hours.importing import Choices, Looked, bring, look
from tallystone.hours.layouts import Table, decoded, layout_of, mapping_of, missing, table_of
from tallystone.hours.rows import dates_of, read_rows
from tallystone.journal import chain
from tallystone.pages.hours_import_words import why
from tallystone.people.models import Member


class NotReadable(Exception):
    """The file, the contract or the person cannot be used: a sentence."""


def read(file: Path) -> Table:
    """The file as a table, or NotReadable."""
    try:
        return table_of(decoded(file.read_bytes()))
    except Refusal as refusal:
        raise NotReadable(f"{file}: {sentence(refusal)}") from None


def choices(table: Table, code: str, zone: str, milestone: int | None, only: str, doubtful: bool) -> Choices:
    """How the file is read: as its columns say; all of it, or one project, to one milestone."""
    layout = layout_of(table.heads)
    mapping = mapping_of(layout, table.heads)
    if lacking := missing(mapping):
        raise NotReadable(f"No column was found for: {', '.join(lacking)}. On the contract's page columns can be chosen.")
    contract = chain.fold(code)
    open_ = [s.number for s in contract.stones if s.work in OPEN]
    number = _milestone(open_, milestone)
    read_as = Choices(mapping, zone or contract.agreed_plan.zone, dates_of(table, mapping["day"], layout.dates))
    kinds = {row.kind for row in read_rows(table, read_as)} if only else {""}
    chosen = {kind: number for kind in kinds if not only or kind == only or kind.split(" · ")[0] == only}
    if not chosen:
        raise NotReadable(f"No row is of the project {only}.")
    return replace(read_as, milestones=chosen, doubtful=doubtful)


def _milestone(open_: list[int], chosen: int | None) -> int:
    number = chosen or (open_[0] if len(open_) == 1 else 0)
    if number not in open_:
        told = ", ".join(map(str, open_)) or "none"
        raise NotReadable(f"Choose a milestone that is being worked on with --milestone ({told}).")
    return number


def person_of(code: str, email: str) -> By:
    """Whose hours these are: of the freelancer's business, by mail address; else its first owner."""
    row = Contract.objects.filter(code=code).first()
    if row is None or row.agreed_at is None:
        raise NotReadable(f"There is no agreed contract {code} here. `tallystone contracts` lists those that are.")
    members = Member.objects.filter(business_id=row.freelancer_id, left__isnull=True).order_by("id").select_related("person")
    wanted = [m for m in members if m.person.email == email.lower()] if email else [m for m in members if m.role == "owner"]
    if not wanted:
        raise NotReadable(f"Nobody with the address {email} works for the freelancer of {code}.")
    return By("freelancer", wanted[0].person_id, wanted[0].role)


def print_looked(looked: Looked, dry: bool) -> None:
    """What comes in, and what does not, with the reason and a line."""
    word = "would be added" if dry else "to add"
    click.echo(f"{looked.count} entries {word} ({looked.minutes // 60} h {looked.minutes % 60} min)")
    click.echo(f"{looked.known} are there already")
    click.echo(f"{len(looked.doubtful)} are doubtful: they overlap hours that are there (--doubtful brings them in too)")
    click.echo(f"{len(looked.left)} are left out")
    for name, count, first in looked.why_left:
        click.echo(f"  {count}, the first on line {first.line}: {why(name)}")


def run(table: Table, code: str, chosen: Choices, by: By, dry: bool) -> None:
    """Look, and bring it in where it is no dry run."""
    now = datetime.now(UTC)
    looked = look(code, table, chosen, by, now)
    print_looked(looked, dry)
    if dry or not looked.count:
        return
    with click.progressbar(length=len(table.rows), label="Bringing in", file=sys.stderr) as bar:
        added = bring(
            f"command{now:%Y%m%d%H%M%S}", code, table, chosen, by, now, lambda done, _all: bar.update(done - bar.pos), looked
        )
    click.echo(f"{added} entries came in.")
