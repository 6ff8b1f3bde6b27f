"""`tallystone`: everything an operator does from the command line."""

import gc
import json
import os
import sys
from pathlib import Path

import click


class Commands(click.Group):
    """Ends with a sentence, not with a traceback, where the surroundings are at fault."""

    def invoke(self, ctx: click.Context) -> object:
        from django.db.utils import Error

        try:
            return super().invoke(ctx)
        except Error as trouble:
            sys.exit(f"The database cannot be used: {trouble}".strip() + "\n`tallystone doctor` says how to mend it.")
        except BrokenPipeError:
            raise
        except OSError as trouble:
            sys.exit(f"{trouble.filename or 'A file'}: {trouble.strerror or trouble}.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tallystone")
def main() -> None:
    """Tallystone: milestone contracts between freelancers and clients.

    TALLYSTONE_DATA says where the data are (./var if unset), DATABASE_URL which PostgreSQL to use (SQLite if unset). All
    settings are described in docs/hosting.md.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystone.settings")


def ready(threads: bool = False) -> None:
    """Load the settings and the rooms. What has one thread takes one connection, and hears at once where there is none."""
    import django
    from django.conf import settings

    if not threads and not settings.configured:  # a test has settings, and threads, of its own
        settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()


def print_json(data: object) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str))


@main.command()
@click.option("--demo", is_flag=True, help="Load the demo world on the first start, and show mails at /outbox.")
@click.option("--host", default=None, help="Address to listen on (TALLYSTONE_HOST, else 127.0.0.1).")
@click.option("--port", type=int, default=None, help="Port to listen on (PORT, else 8000).")
def serve(demo: bool, host: str | None, port: int | None) -> None:
    """Prepare the database and the static files, then serve the pages.

    With SQLite the worker runs inside; with PostgreSQL start `tallystone worker` beside it, or set
    TALLYSTONE_WORKER_INSIDE=1.
    """
    if demo:
        os.environ["TALLYSTONE_DEMO"] = "1"
    if port:
        os.environ["PORT"] = str(port)
    gc.disable()  # nothing is garbage while all is loaded; the web processes turn it on
    ready(threads=True)
    from tallystone.ops import serving

    serving.serve(host or os.environ.get("TALLYSTONE_HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000")))


@main.command()
def worker() -> None:
    """Send mails, typeset papers, draw previews, and watch the clock, until stopped (Ctrl-C)."""
    ready(threads=True)
    from tallystone.ops import serving

    serving.work()


@main.command()
def migrate() -> None:
    """Bring the database to this version. `serve` does it by itself."""
    ready()
    from tallystone.ops import serving

    serving.migrate()
    click.echo("The database is up to date.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the contracts and a sign-in link for each person as JSON.")
def demo(as_json: bool) -> None:
    """Load the demo world into an empty installation: contracts at different points of their lives."""
    ready()
    from tallystone.ops import demo as world
    from tallystone.ops import serving

    serving.migrate()
    try:
        told = world.load(progress=not as_json)
    except world.NotEmpty:
        sys.exit("There are contracts here already. The demo world is only loaded into an empty installation.")
    if as_json:
        print_json(told)
    else:
        world.print_signs(told)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print what was checked and every fault as JSON.")
def prove(as_json: bool) -> None:
    """Check every chain, sum and file hash. Exit code 1, and the place of each fault, when anything is wrong."""
    ready()
    from tallystone.ops import proof

    result = proof.prove(progress=not as_json)
    if as_json:
        print_json(result)
    else:
        proof.print_result(result)
    sys.exit(1 if result["faults"] else 0)


@main.command()
def rebuild() -> None:
    """Make the books (lists, sums, ledger) anew from the journal, and say where they had differed."""
    ready()
    from tallystone.ops import proof
    from tallystone.showcase import tracking

    differences = proof.rebuild()
    tracking.keep_all()
    for difference in differences:
        click.echo(difference)
    click.echo("The books differed in the places above and are mended." if differences else "The books were right.")


@main.command()
@click.argument("file_hash")
def erase(file_hash: str) -> None:
    """Erase a delivered file, named by its hash, from every contract: on request, for good. Its hash and the proof stay."""
    ready()
    from datetime import UTC, datetime

    from tallystone.ops import erasing

    codes = erasing.on_request(file_hash, datetime.now(UTC))
    if not codes:
        sys.exit("No contract has a delivered file with this hash.")
    click.echo(f"Erased from {', '.join(codes)}. The record says so; `tallystone prove` still holds.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Say what is wrong with this installation, and how to mend it. Exit code 1 when something must be mended."""
    ready()
    from tallystone.ops import doctor as clinic

    findings = clinic.examine()
    if as_json:
        print_json([f._asdict() for f in findings])
    else:
        clinic.print_findings(findings)
    sys.exit(1 if any(f.level == "wrong" for f in findings) else 0)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything (database, files, keys) into FILE, a .tar.gz. Can run while the server serves."""
    ready()
    from tallystone.ops import keeping

    keeping.backup(file)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring a backup back into an empty installation. Refuses where there are data already."""
    ready()
    from tallystone.ops import restoring

    restoring.restore(file)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print code, title, state and invoice numbers as JSON.")
def contracts(as_json: bool) -> None:
    """List all contracts: code, state, title, invoices."""
    ready()
    from tallystone.ops import listing

    rows = listing.contracts()
    if as_json:
        print_json(rows)
    else:
        listing.print_contracts(rows)


@main.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print the entries with their exact stored text and hash as JSON.")
def journal(code: str, as_json: bool) -> None:
    """Show the journal of the contract CODE in plain sentences, or as it is stored (--json)."""
    ready()
    from tallystone.ops import listing

    rows = listing.journal(code)
    if not rows:
        sys.exit(f"There is no contract {code} here. `tallystone contracts` lists those that are.")
    if as_json:
        print_json(rows)
    else:
        listing.print_journal(code)


@main.command()
@click.argument("number")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to write the PDF.")
def invoice(number: str, out: Path) -> None:
    """Write the sealed PDF of the invoice NUMBER to a file."""
    ready()
    from tallystone.ops import listing

    found = listing.invoice_pdf(number)
    if found is None:
        sys.exit(f"There is no invoice {number} here. `tallystone contracts` lists the numbers.")
    out.write_bytes(found)
    click.echo(f"Invoice {number} is in {out}.")


@main.command("receive-mail")
def receive_mail() -> None:
    """Take one mail from standard input: an answer to a letter, as a mail server pipes it (docs/hosting.md)."""
    ready()
    from tallystone.notices.replying import MOST_BYTES
    from tallystone.ops.receiving import receive

    sys.exit(receive(sys.stdin.buffer.read(MOST_BYTES + 1)))


@main.command("export-showcase")
@click.argument("name")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--address", default="", help="Where it will be found, such as https://example.com, for previews and the feed.")
def export_showcase(name: str, folder: Path, address: str) -> None:
    """Write a public profile as plain files into a folder, to be hosted anywhere."""
    ready()
    from tallystone.ops import showing_elsewhere as elsewhere

    try:
        written = elsewhere.export(name.removeprefix("@"), folder, address)
    except elsewhere.NotShown:
        sys.exit(f"There is no public profile {name}. There are: {', '.join(elsewhere.slugs()) or 'none yet'}.")
    click.echo(f"{len(written)} files are in {folder}. Write them again when a client takes a consent back.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shown", type=click.Choice(["text", "json", "sarif"]), default="text", help="How to print them.")
@click.option("--fail-on", type=click.Choice(["note", "warning", "error"]), default="error", help="Exit code 1 from here on.")
@click.option("--language", default="auto", help="Whose rules for words to use: en, de or es; told from the text if not named.")
def check(file: Path, shown: str, fail_on: str, language: str) -> None:
    """Say where the terms in FILE are fuzzy, why, and how to mend it.

    FILE is terms as text (Markdown with a front matter) or JSON, or any plain text, which is then taken as a scope.

    Exit code 1 when a finding is as serious as --fail-on says, 2 when FILE cannot be read.
    """
    from datetime import UTC, datetime

    from tallystone.ops import checking

    try:
        checked = checking.check(file, language, datetime.now(UTC).date())
    except checking.NotReadable as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(2)
    click.echo(checking.SHOWN[shown](checked))
    sys.exit(1 if checking.fails(checked, fail_on) else 0)


@main.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def standing(code: str, as_json: bool) -> None:
    """Say where the contract CODE stands, and what leaving it now would come to for either side. Nothing is written."""
    ready()
    from datetime import UTC, datetime

    from tallystone.ops import standing as where

    try:
        told = where.asked(code, datetime.now(UTC))
    except where.NotThere as trouble:
        sys.exit(str(trouble))
    if as_json:
        print_json(where.data(told))
    else:
        click.echo("\n".join(where.lines(code, told)))


@main.command()
@click.argument("code")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write them; on the screen if not given.")
def export(code: str, out: Path | None) -> None:
    """Write the terms of the contract CODE, in force or on offer, as one Markdown file."""
    ready()
    from tallystone.ops import texts

    try:
        text = texts.export(code)
    except texts.NoTerms as trouble:
        sys.exit(str(trouble))
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"The terms of {code} are in {out}.")


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--for", "email", required=True, help="Mail address of the freelancer whose draft it becomes.")
@click.option("--loose", is_flag=True, help="Take any text, as far as it goes, and keep the rest beside the draft.")
def import_terms(file: Path, email: str, loose: bool) -> None:
    """Make a draft of the terms in FILE, a Markdown file as `export` writes it.

    A file with faults is refused with the line of each, and nothing is kept. Exit code 2 then.
    """
    ready()
    from tallystone.ops import texts

    try:
        click.echo(texts.bring(file, email, loose))
    except texts.NotTaken as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(2)


@main.command("import-hours")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--contract", "code", required=True, help="Code of the contract to which the hours belong.")
@click.option("--milestone", type=int, default=None, help="Number of the milestone; needed where several are at work.")
@click.option("--project", default="", help="Bring in only the rows of this project.")
@click.option("--zone", default="", help="Time zone of the file's times (the contract's, if unset).")
@click.option("--person", default="", help="Mail address of who worked (the freelancer's owner, if unset).")
@click.option("--doubtful", is_flag=True, help="Bring in also what overlaps hours that are there.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added, skipped and doubtful.")
def import_hours(
    file: Path, code: str, milestone: int | None, project: str, zone: str, person: str, doubtful: bool, dry_run: bool
) -> None:
    """Bring hours from FILE, a CSV export of Toggl Track, Clockify, Harvest or Kimai, into a contract.

    The same file again adds nothing. Exit code 2 when it cannot be read.
    """
    ready()
    from tallystone.ops import hours

    try:
        by = hours.person_of(code, person)
        table = hours.read(file)
        hours.run(table, code, hours.choices(table, code, zone, milestone, project, doubtful), by, dry_run)
    except hours.NotReadable as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
