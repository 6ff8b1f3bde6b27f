"""Papers of real contracts: each entry's papers, sealed, with texts that are right and amounts that add up."""

import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from tallystone.books.models import Invoice, Paper
from tallystone.files import store
from tallystone.journal import prose
from tallystone.ops import worker
from tallystone.papers import seal
from tallystone.people.models import Person
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
AMOUNT = re.compile(r"(-?[\d,]+\.\d\d) EUR")


def paper(life, kind: str, about: str = "") -> str:
    """The words of a paper, after a look at its seal and its length."""
    worker.work_off()
    found = Paper.objects.get(code=life.code, kind=kind, about=about or life.code)
    with store.open_blob(found.file) as stream:
        pdf = stream.read()
    sealed = seal.check(pdf)
    assert (sealed.intact, sealed.covers_whole, sealed.ours) == (True, True, True)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1 or kind != "invoice"
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages).replace("\u200b", ""))


def number(life, kind: str, milestone: int = 1) -> str:
    return Invoice.objects.get(code=life.code, milestone=milestone, kind=kind).number


def amounts(text: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in AMOUNT.findall(text.replace("\N{NO-BREAK SPACE}", " "))]


def test_the_agreement_says_who_agreed_to_what():
    life = cast.agreed("before", count=2)
    text = paper(life, "agreement")
    for said in (
        "Agreement between Jonas Brandt Webdesign and Studio Almada", "Kastanienallee 12", "2800-125 Almada",
        "Five pages, a form, one language.", "Photographs.", "Send the logo", "Opens on a phone", "Stage 2",
        "Proposed these terms, word for word", "Maya Serrano, Studio Almada", "confirmed it with a fresh code", "(Lisbon)",
        life.contract.terms, "Net 3,001.00 EUR", "Tax 19 % 570.20 EUR", "Total 3,571.20 EUR",
    ):  # fmt: skip
        assert said in text.replace("\N{NO-BREAK SPACE}", " ")
    row = life.row
    assert (row.net_minor, row.tax_minor) == (300_100, 57_020)


def test_the_deposit_and_the_final_invoice():
    life = cast.accepted("before", count=2)
    first, last = number(life, "deposit"), number(life, "final")
    deposit, final = paper(life, "invoice", first), paper(life, "invoice", last)
    plain = deposit.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Deposit invoice {first}" in plain
    assert "Tax 19 % 190.10 EUR" in plain
    assert "DE89 3704 0044 0532 0130 00" in plain
    assert "when milestone 1 is accepted" in plain
    assert amounts(deposit) == [Decimal(a) for a in ("1000.50", "1000.50", "190.10", "1190.60", "1190.60")]
    plain = final.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Invoice {last}" in plain
    assert f"Already paid by deposit invoice {first} (with 190.10 EUR tax)" in re.sub(" +", " ", plain)
    assert "Paid by the deposit. Nothing is left to pay." in plain
    assert "IBAN" not in plain
    net, again, tax, gross, _of_it, paid, due = amounts(final)
    assert net == again
    assert net + tax == gross == -paid
    assert due == 0


def test_an_invoice_that_is_paid_afterwards():
    life = cast.accepted("after", count=2)
    text = paper(life, "invoice", number(life, "final")).replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("Jonas Brandt Webdesign Invoice ")
    assert "Already paid" not in text
    assert "Amount due 1,190.60 EUR" in text
    assert "RF" in text
    assert "Scan with your banking app" in text


@pytest.mark.parametrize(("rate", "shown"), [(770, "7.7 %"), (2_550, "25.5 %"), (1_900, "19 %"), (1, "0.01 %")])
def test_the_tax_rate_is_that_of_the_terms(rate, shown):
    life = cast.accepted("after", count=1, tax_bp=rate, milestones=(cast.milestone(1, cast.today(), 5_003),))
    text = paper(life, "invoice", number(life, "final")).replace("\N{NO-BREAK SPACE}", " ")
    assert f"Tax {shown} " in text or not life.row.tax_minor


def test_no_tax_says_why():
    life = cast.accepted("after", count=1, tax_bp=0)
    type(life.cast.brandt).objects.filter(pk=life.cast.brandt.pk).update(tax_note="Small business, § 19 UStG.")
    text = paper(life, "invoice", number(life, "final"))
    assert "Tax " not in text.replace("Tax number", "")
    assert "Small business, § 19 UStG." in text


def test_numbers_as_the_freelancer_writes_them():
    life = cast.accepted("after", count=1)
    Person.objects.filter(pk=life.cast.jonas.pk).update(locale="de-DE")
    text = paper(life, "invoice", number(life, "final")).replace("\N{NO-BREAK SPACE}", " ")
    assert "1.190,60 EUR" in text
    assert "Tax 19 %" in text


def test_the_closing_statement_adds_up():
    life = cast.completed("after", count=2)
    text = paper(life, "statement").replace("\N{NO-BREAK SPACE}", " ")
    assert "Agreed 3,571.20 EUR Paid 3,571.20 EUR Left to pay 0.00 EUR" in text
    assert "Accepted by Studio Almada" in text
    assert number(life, "final", 2) in text
    assert "Nothing is left to do or to pay." in text


def test_an_invoice_outlives_the_words_of_its_terms():
    life = cast.accepted("after", count=1)
    prose.erase(life.contract.terms)
    assert "Tax 190.10 EUR" in paper(life, "invoice", number(life, "final")).replace("\N{NO-BREAK SPACE}", " ")


def test_each_paper_is_made_once_and_stays_as_it_was():
    life = cast.accepted("after", count=1)
    worker.work_off()
    before = dict(Paper.objects.values_list("kind", "file"))
    type(life.cast.brandt).objects.filter(pk=life.cast.brandt.pk).update(name="Another name")
    from tallystone.acting.models import Job

    Job.objects.filter(kind="entry").update(done=None)
    worker.work_off()
    assert dict(Paper.objects.values_list("kind", "file")) == before
