"""Canaries between contracts: what is paid, who is named and what is agreed below is nowhere above, and the other way round."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from tallystone.books.models import Invoice, Paper
from tallystone.core import acts
from tallystone.files import uploads
from tallystone.files.models import Blob
from tallystone.journal import prose
from tallystone.journal.models import Entry, Prose
from tallystone.notices.models import Letter
from tallystone.ops import clock
from tests import below
from tests import cast as people
from tests.conftest import browser_of

pytestmark = pytest.mark.django_db(transaction=True)
BELOW = ("765.43", "76543", "Canary Film", "The canary cut", "canaries are quiet")  # price, titles and words of below
ABOVE = ("1,000.50", "100050", "2,000.50", "Studio Almada", "Maya Serrano", "maya@almada.example", "A website for the studio")


@pytest.fixture(params=[1, 0], ids=["workers shown", "workers hidden"])
def pair(request):
    """The whole life of both, with everything that brings letters, papers, invoices and reminders."""
    outer = below.free(workers_shown=request.param)
    one = people.replace(below.inner_terms().milestones[0], title="The canary cut", criteria=("canaries are quiet", "It ends"))
    both = {"acceptance_follows": 1, "payment_follows": 1}
    made = below.subcontracted(outer, title="Canary Film", milestones=(one,), **both)
    made.work()
    made.ines(acts.Start(1))
    made.ines(acts.Report(1, 30, prose.words("Half of it."), people.today()))
    made.work(datetime.now(UTC) + timedelta(days=1))
    upload = uploads.attach(made.person, made.inner.code, 1, b"%PDF-1.4 canary", "canary.pdf")
    made.ines(acts.Deliver(1, prose.words('{"note":"Done"}'), (upload.blob_id,), (1, 2)))
    uploads.take(made.inner.code, 1, [upload.blob_id])
    made.work()
    people.deliver(outer, 1)
    outer.maya(acts.Accept(1, outer.stone(1).snapshot))
    made.work()
    clock.tick(datetime.now(UTC) + timedelta(days=20))
    made.work(datetime.now(UTC) + timedelta(days=20))
    assert Invoice.objects.filter(code=made.inner.code).exists()
    return made


def pages(life: people.Life) -> list[str]:
    """Every address of a contract and its milestones that is read."""
    code = life.code
    found = [f"/contracts/{code}{rest}" for rest in ("", "/history", "/terms", "/comments", "/changes", "/compare", "/hours")]
    for number in range(1, len(life.contract.stones) + 1):
        there = f"/contracts/{code}/milestones/{number}"
        found += [there, *(f"{there}/{act}" for act in ("accept", "ask", "report", "deliver", "start", "claim-paid"))]
    return found


def said(browser, life: people.Life) -> str:
    return "\n".join(browser.get(each).content.decode(errors="replace") for each in [*pages(life), "/"])


def test_the_client_reads_nothing_of_what_is_below_on_any_page(pair):
    text = said(browser_of(pair.outer.cast.maya), pair.outer)
    assert [word for word in (*BELOW, pair.inner.code) if word in text] == []
    named = "Rocha Filmes" in text
    assert named == bool(pair.outer.contract.agreed_plan.workers_shown)
    assert "Ines" not in text


def test_the_subcontractor_reads_nothing_of_what_is_above_on_any_page(pair):
    text = said(browser_of(pair.person), pair.inner)
    assert [word for word in (*ABOVE, pair.outer.code) if word in text] == []


def test_neither_reaches_the_other_contract_by_any_address(pair):
    maya, ines = browser_of(pair.outer.cast.maya), browser_of(pair.person)
    for browser, life in ((maya, pair.inner), (ines, pair.outer)):
        for address in pages(life):
            assert browser.get(address).status_code in {404, 405}, address


def test_files_of_one_are_not_there_for_the_other(pair):
    upload = uploads.within_reach(pair.inner.code, "client").get()
    address = f"/contracts/{pair.inner.code}/files/{upload.blob_id}/{upload.name}"
    there = f"/contracts/{pair.outer.code}/files/{upload.blob_id}/{upload.name}"
    assert browser_of(pair.outer.cast.maya).get(address).status_code == 404
    assert browser_of(pair.outer.cast.maya).get(there).status_code == 404
    assert browser_of(pair.person).get(there).status_code == 404


def test_letters_name_nothing_of_the_other_contract(pair):
    for letter in Letter.objects.all():
        text = f"{letter.subject}\n{letter.text}\n{letter.html}"
        if letter.to == people.MAYA:
            assert [word for word in (*BELOW, pair.inner.code) if word in text] == [], letter.subject
            assert ("Rocha" in text) <= bool(pair.outer.contract.agreed_plan.workers_shown), letter.subject
        if letter.to == below.INES:
            assert [word for word in (*ABOVE, pair.outer.code) if word in text] == [], letter.subject
    assert {people.MAYA, below.INES} <= set(Letter.objects.values_list("to", flat=True))


def test_papers_name_nothing_of_the_other_contract(pair):
    papers = list(Paper.objects.filter(code__in=[pair.outer.code, pair.inner.code]))
    assert {(paper.code, paper.kind) for paper in papers} >= {
        (code, kind) for code in (pair.outer.code, pair.inner.code) for kind in ("agreement", "invoice")
    }
    for paper in papers:
        blob = Blob.objects.get(pk=paper.file)
        with default_storage.open(blob.key) as file:
            text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)
        never = (*BELOW, pair.inner.code, "Rocha") if paper.code == pair.outer.code else (*ABOVE, pair.outer.code)
        assert [word for word in never if word in text] == [], (paper.kind, paper.about)


def test_the_record_above_and_its_words_hold_nothing_of_below(pair):
    entries = "\n".join(Entry.objects.filter(code=pair.outer.code).values_list("text", flat=True))
    words = "\n".join(Prose.objects.filter(code=pair.outer.code).values_list("text", flat=True))
    assert [word for word in (*BELOW, pair.inner.code) if word in entries or word in words] == []
    assert ("Rocha Filmes" in words) == bool(pair.outer.contract.agreed_plan.workers_shown)
    assert "Rocha" not in entries


def test_the_record_below_holds_of_above_its_code_and_milestone_alone(pair):
    entries = "\n".join(Entry.objects.filter(code=pair.inner.code).values_list("text", flat=True))
    words = "\n".join(Prose.objects.filter(code=pair.inner.code).values_list("text", flat=True))
    assert [word for word in ABOVE if word in entries or word in words] == []
    assert re.findall(rf'"code":"{pair.outer.code}"', entries) == [f'"code":"{pair.outer.code}"']
