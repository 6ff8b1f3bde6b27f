"""Papers: what they say, that people's text stays text, that the same data give the same bytes."""

import base64
import re
import socket
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tallystone.papers import data, typeset
from tallystone.papers.road import SHAPES
from tests.papers import samples

HOSTILE = '#read("/etc/passwd") $x^2$ *bold* _it_ #image("/etc/hostname") @ref <l> `raw` // c #{1+1} = H'
PAPERS = {
    "agreement": samples.agreement,
    "change": samples.change,
    "handover": samples.handover,
    "invoice": samples.invoice,
    "statement": samples.statement,
    "track": samples.track,
}


def words(pdf: bytes) -> str:
    """All text of a PDF, spaces and line ends as one space, invisible places to break left out."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def standard(pdf: bytes) -> tuple[str, str]:
    said = PdfReader(BytesIO(pdf)).metadata, PdfReader(BytesIO(pdf)).trailer["/Root"].get("/Metadata")
    xmp = said[1].get_object().get_data().decode() if said[1] else ""
    part = re.search(r"pdfaid:part>(\d)", xmp), re.search(r"pdfuaid:part>(\d)", xmp)
    return tuple(found.group(1) if found else "" for found in part)


@pytest.mark.parametrize("kind", typeset.KINDS)
def test_a_paper_is_archivable_readable_aloud_and_the_same_each_time(kind):
    paper = typeset.pdf(kind, PAPERS[kind]())
    assert standard(paper) == ("3", "1")
    assert typeset.pdf(kind, PAPERS[kind]()) == paper
    assert typeset.pdf(kind, PAPERS[kind](issued=samples.MOMENT + 1)) != paper


def test_an_agreement_says_all_that_was_agreed():
    text = words(typeset.pdf("agreement", samples.agreement()))
    for said in (
        *("A new website for the harbour ferry", "Maya Lindqvist Studio", "20457 Hamburg", "PT 245 678 901"),
        *("Background", "The booking system behind the page", "by 10 March 2026", "Go live and hand over"),
        *("4.2 Elena’s team can change a departure time alone.", "€1,476.00", "€5,904.00", "3 March 2026, 09:30 (Lisbon)"),
        *("Name typed, confirmed with a code", samples.HASH, samples.HEAD, "K7Q2M4", "Page 1 of 3"),
    ):
        assert said in text


def test_an_invoice_says_what_to_pay_and_how():
    text = words(typeset.pdf("invoice", samples.invoice()))
    for said in (
        *("Invoice 2026-0042", "3 April 2026", "1 April 2026", "17 April 2026", "Draw the pages", "VAT 23 % on €1,200.00"),
        *("€276.00", "€1,476.00", "Already paid by deposit invoice 2026-0038", "−€500.00", "Amount due €976.00"),
        *("PT50 0002 0123 1234 5678 9015 4", "CGDIPTPL", "RF88 2026 0042", "Scan with your banking app"),
    ):
        assert said in text


def test_a_paid_invoice_says_so_and_shows_no_account():
    text = words(typeset.pdf("invoice", samples.invoice(paid="Paid on 3 March 2026")))
    assert "Paid on 3 March 2026" in text
    assert "PT50" not in text
    assert "Scan" not in text


def test_a_handover_says_where_all_of_it_stands():
    text = words(typeset.pdf("handover", samples.handover()))
    for said in (
        *("A new website for the harbour ferry", "What you must know Texts come from Rita.", "Where to begin Finish the menu."),
        *(
            "2. Draw the pages",
            "Not met The menu covers the text",
            "Delivery 1, 10 March 2026",
            "menu.png",
            "Half of it is drawn.",
        ),
        *("No problem is known.", "Hosting is passed on: by the provider", "By year or by place?", samples.HASH, samples.HEAD),
    ):
        assert said in text


def test_a_statement_says_how_each_milestone_ended():
    text = words(typeset.pdf("statement", samples.statement()))
    for said in (
        "by Elena Ruiz",
        "deemed accepted: the review time ended in silence",
        "2026-0043",
        "9 April 2026",
        samples.HEAD,
    ):
        assert said in text
    assert "Completed on 3 May 2026. Nothing is left to do or to pay." in text


def test_text_is_never_markup():
    hostile = replace(samples.MAYA, name=HOSTILE, address=HOSTILE)
    stages = samples.milestones(2, title=HOSTILE, deliverables=HOSTILE, criteria=(HOSTILE,), due=HOSTILE, price=HOSTILE)
    clause = data.Clause(title=HOSTILE, text=HOSTILE, points=(data.Point(text=HOSTILE, due=HOSTILE),))
    changed = {"title": HOSTILE, "parties": (hostile, hostile), "milestones": stages, "clauses": (clause,)}
    text = words(typeset.pdf("agreement", samples.agreement(**changed)))
    assert text.count('#read("/etc/passwd") $x^2$ *bold*') >= 10
    assert "#{1+1}" in text
    assert "root:" not in text
    assert Path("/etc/hostname").read_text().strip() not in text


def test_nothing_is_fetched(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("A paper asked for the network.")

    monkeypatch.setattr(socket, "socket", refuse)
    assert "https://evil.example" in words(typeset.pdf("invoice", samples.invoice(note='#import "https://evil.example/x"')))


def test_templates_read_no_file_no_package_and_evaluate_nothing():
    for template in typeset.TEMPLATES.glob("*.typ"):
        source = template.read_text()
        assert not re.search(r"\b(read|eval|csv|yaml|toml|cbor|xml|plugin|bibliography)\(|@preview|@local", source), (
            template.name
        )
        assert set(re.findall(r'import "([^"]+)"', source)) <= {"paper.typ", "road.typ"}
        assert set(re.findall(r"image\((\w+)", source)) <= {"bytes"}


def test_a_template_cannot_read_outside_its_folder(tmp_path):
    import typst

    outside = tmp_path / "outside.typ"
    outside.write_text('#read("/etc/passwd")')
    for text in ('#read("/etc/passwd")', '#read("../typeset.py")', '#import "@preview/cetz:0.3.0"'):
        with pytest.raises(typst.TypstError):
            typeset._compiler().compile(input=text.encode(), format="pdf")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nul\x00 bell\x07 escape\x1b", "nul bell escape"),
        ("pay \u202e00.001\u202c", "pay 00.001"),
        ("zero\u200b\u200d\ufeffwidth", "zero\u200dwidth"),
        ("lone \ud800 private \ue000 none \uffff", "lone \ufffd private \ufffd none \ufffd"),
        ("Žluťoučký Ελληνικά Кириллица Việt €", "Žluťoučký Ελληνικά Кириллица Việt €"),
    ],
)
def test_odd_characters_keep_the_standard(text, shown):
    paper = typeset.pdf("invoice", samples.invoice(subject=text))
    assert standard(paper) == ("3", "1")
    assert shown.replace("\u200d", "") in words(paper).replace("\u200d", "")


def test_a_character_without_a_font_leaves_the_standard_and_says_so():
    paper = typeset.pdf("invoice", samples.invoice(subject="\U00013000 \U0001f9ff"))
    assert standard(paper) == ("", "")
    assert "shown as empty boxes" in words(paper)
    assert "€976.00" in words(paper)


@pytest.mark.parametrize("text", ["עברית שלום", "العربية", "👩‍👩‍👧 😀", "渡し船の新しい"])
def test_every_script_gives_a_paper(text):
    assert "€976.00" in words(typeset.pdf("invoice", samples.invoice(subject=text, lines=(data.Line(text=text, net="€1"),))))


def test_endless_words_break_and_stay_on_the_page():
    paper = typeset.pdf("agreement", samples.agreement(milestones=samples.milestones(1, deliverables="W" * 100_000)))
    assert words(paper).count("W") >= 100_000
    assert len(PdfReader(BytesIO(paper)).pages) > 50
    page = PdfReader(BytesIO(paper)).pages[9]
    lines = [line for line in page.extract_text().replace("\u200b", "").splitlines() if line.startswith("WW")]
    assert lines
    assert max(map(len, lines)) < 45


def test_a_name_of_any_length_is_cut():
    paper = typeset.pdf("invoice", samples.invoice(seller=replace(samples.MAYA, name="N" * 100_000)))
    assert 900 < words(paper).count("N") < 5_000


def test_a_hundred_milestones_flow_and_tables_repeat_their_heads():
    pages = [
        p.extract_text()
        for p in PdfReader(BytesIO(typeset.pdf("statement", samples.statement(milestones=samples.milestones(100))))).pages
    ]
    assert len(pages) > 8
    assert all("MILESTONE" in page.upper() for page in pages[1:-1])
    assert "€5,904.00" in pages[-1] or "€5,904.00" in pages[-2]


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    for count in range(1, 14):
        pages = PdfReader(BytesIO(typeset.pdf("agreement", samples.agreement(milestones=samples.milestones(count))))).pages
        for page in pages:
            lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
            before_foot = lines[-2] if lines[-1].startswith("Page") or "Page" in lines[-1] else lines[-1]
            assert before_foot not in {
                "Terms",
                "Milestones",
                "Price in all",
                "Calendar",
                "Agreed by both sides",
                "ACCEPTED WHEN",
            }
            assert not before_foot.startswith("Due ")


def test_a_logo_is_shown_and_a_broken_one_left_out():
    image = BytesIO()
    Image.new("RGB", (600, 200), (27, 90, 65)).save(image, "PNG")
    whole = base64.b64encode(image.getvalue()).decode()
    assert len(PdfReader(BytesIO(typeset.pdf("invoice", samples.invoice(logo=whole)))).pages[0].images) == 1
    broken = base64.b64encode(image.getvalue()[:60]).decode()
    for logo in ("", broken, '"/><image href="file:///etc/passwd"/>', "PHN2Zy8+"):
        paper = typeset.pdf("invoice", samples.invoice(logo=logo))
        assert len(PdfReader(BytesIO(paper)).pages[0].images) == 0
        assert "€976.00" in words(paper)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no paper"):
        typeset.pdf("../paper", samples.invoice())


@pytest.mark.parametrize("count", [5, 8, 30])
def test_every_shape_of_a_stone_can_be_drawn(count):
    stages = [replace(one, shape=SHAPES[at % len(SHAPES)]) for at, one in enumerate(samples.milestones(count))]
    shown = [tuple(stages), tuple(replace(one, shape="planned") for one in stages)]
    drawn, plain = (typeset.pdf("agreement", samples.agreement(milestones=one)) for one in shown)
    assert standard(drawn) == ("3", "1")
    assert drawn != plain
