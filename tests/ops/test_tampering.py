"""Whoever has the database's own password changes something past the triggers: `prove` ends with 1 and names the place."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.storage import default_storage
from django.db import connection

from tallystone.books.models import Paper
from tallystone.core import acts
from tallystone.files import store, uploads
from tallystone.journal import prose
from tallystone.ops import worker
from tallystone.ops.command import main
from tests import cast
from tests.flushing import unsealed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


@pytest.fixture
def life():
    """Milestone 1 is delivered with a file, accepted and paid."""
    life = cast.started("after", count=2)
    digest = uploads.attach(life.cast.jonas, life.code, 1, b"the drafts", "drafts.txt").blob_id
    life.jonas(acts.Deliver(1, prose.words('{"note":"Here."}'), (digest,), (1, 2)))
    life.maya(acts.Accept(1, life.stone(1).snapshot))
    life.maya(acts.ClaimPaid(1, cast.today()))
    life.jonas(acts.ConfirmPayment(1, cast.today()))
    life.file = digest
    return life


def prove() -> tuple[int, dict]:
    said = CliRunner().invoke(main, ["prove", "--json"])
    return said.exit_code, json.loads(said.stdout)


def places(said: dict) -> set[str]:
    return {fault["place"] for fault in said["faults"]}


def change(sql: str, life) -> None:
    with unsealed(), connection.cursor() as cursor:
        cursor.execute(sql.replace(":code", f"'{life.code}'"))


def test_an_untouched_record_holds(life):
    code, said = prove()
    assert (code, said["holds"], said["faults"]) == (0, True, [])
    assert said["checked"]["contracts"] == said["checked"]["invoices"] == 1


SWAP = "UPDATE journal_entry SET seq = CASE seq WHEN 3 THEN 40 ELSE 3 END WHERE code = :code AND seq IN (3, 4)"
EDIT = "UPDATE journal_entry SET text = REPLACE(text, 'Started', 'Stortad') WHERE code = :code AND seq = 3"
DONE = {
    "an entry edited": (EDIT, "entry 3"),
    "an entry deleted": ("DELETE FROM journal_entry WHERE code = :code AND seq = 2", "entry 3"),
    "entries reordered": (SWAP, "entry 3"),
    "the tail cut off": ("DELETE FROM journal_entry WHERE code = :code AND seq > 5", "head"),
    "a head edited": ("UPDATE journal_head SET hash = SUBSTR(hash, 2) || SUBSTR(hash, 1, 1) WHERE code = :code", "head"),
    "a head deleted": ("DELETE FROM journal_head WHERE code = :code", "head"),
    "a transfer edited": ("UPDATE books_transfer SET minor = minor + 1 WHERE code = :code AND debit = 'bank'", "milestone 1"),
    "a transfer deleted": ("DELETE FROM books_transfer WHERE code = :code AND debit = 'bank'", "milestone 1"),
    "a sum edited": ("UPDATE books_milestone SET received_minor = 5 WHERE code = :code AND number = 1", "milestone 1"),
    "a price edited": ("UPDATE books_milestone SET price_minor = 5 WHERE code = :code AND number = 2", "milestone 2"),
    "a contract's sum edited": ("UPDATE books_contract SET net_minor = 5 WHERE code = :code", "books"),
    "an invoice edited": ("UPDATE books_invoice SET net_minor = 5 WHERE code = :code", "milestone 1"),
}  # fmt: skip


@pytest.mark.parametrize("what", DONE)
def test_it_is_found(life, what):
    sql, place = DONE[what]
    change(sql, life)
    code, said = prove()
    assert code == 1
    assert f"{life.code} {place}" in places(said)


def test_prose_edited(life):
    hash_ = life.contract.terms
    change(f"UPDATE journal_prose SET text = REPLACE(text, 'Five pages', 'Six pages') WHERE hash = '{hash_}'", life)
    code, said = prove()
    assert (code, places(said)) == (1, {f"{life.code} words {hash_[:12]}"})


def test_prose_deleted(life):
    hash_ = life.contract.terms
    change(f"DELETE FROM journal_prose WHERE hash = '{hash_}'", life)
    assert places(prove()[1]) == {f"{life.code} words {hash_[:12]}"}


def test_the_last_invoice_deleted(life):
    change("DELETE FROM books_invoice WHERE code = :code", life)
    assert f"{life.code} milestone 1" in places(prove()[1])


@pytest.mark.parametrize(("after", "what"), [(b"the DRAFTS", "the bytes are altered"), (None, "the bytes are missing")])
def test_a_file_changed_or_removed(life, after, what):
    path = default_storage.path(store.Blob(hash=life.file).key)
    if after is None:
        default_storage.delete(path)
    else:
        Path(path).write_bytes(after)
    code, said = prove()
    default_storage.delete(path)
    assert code == 1
    assert {"place": f"file {life.file}", "what": what} in said["faults"]


def test_a_file_removed_with_its_row(life):
    change(f"DELETE FROM files_upload WHERE blob_id = '{life.file}'", life)
    change(f"DELETE FROM files_blob WHERE hash = '{life.file}'", life)
    assert places(prove()[1]) == {f"file {life.file}"}


def test_erased_words_and_files_still_prove(life):
    prose.erase(life.contract.terms)
    store.erase(life.file)
    assert prove()[0] == 0


def test_papers_replaced(life):
    worker.work_off()
    assert prove()[0] == 0
    other = Paper.objects.get(code=life.code, kind="invoice").file
    change(f"UPDATE books_paper SET file = '{other}' WHERE code = :code AND kind = 'agreement'", life)
    code, said = prove()
    assert code == 1
    assert places(said) == {f"{life.code} agreement {life.code}"}


def test_a_paper_without_a_seal(life):
    worker.work_off()
    paper = Paper.objects.get(code=life.code, kind="agreement")
    bare = store.keep(b"%PDF-1.7 forged").hash
    change(f"UPDATE books_paper SET file = '{bare}' WHERE id = {paper.pk}", life)
    whats = {fault["what"] for fault in prove()[1]["faults"]}
    assert whats == {"the seal does not hold", "the books name another paper than the chain"}
