"""The payment code: the exact words of EPC069-12, and none where banks could not pay by it."""

from types import SimpleNamespace

import pytest
import segno

from tallystone.papers import qr
from tests.papers.samples import IBAN

GOOD = {"name": "Maya Lindqvist", "iban": IBAN, "amount_minor": 97_600, "currency": "EUR", "number": "2026-0042"}


@pytest.fixture
def payload(monkeypatch):
    """What the code would say, line by line."""
    said = SimpleNamespace(lines=[])
    make = segno.make_qr

    def listen(content, **options):
        said.lines = content.decode().split("\n")
        return make(content, **options)

    monkeypatch.setattr(segno, "make_qr", listen)
    return said


def test_the_words_of_the_guideline(payload):
    assert qr.payment(**GOOD, bic="CGDI PT PL").startswith("<svg")
    head = ["BCD", "002", "1", "SCT", "CGDIPTPL", "Maya Lindqvist"]
    assert payload.lines == [*head, IBAN, "EUR976.00", "", "RF8820260042"]


def test_the_longest_words_fit_the_guideline(payload):
    assert qr.payment(**GOOD | {"name": "Ж" * 90, "number": "№" * 60, "amount_minor": qr.LARGEST_MINOR}, bic="DEUTDEFF500")
    text = "\n".join(payload.lines).encode()
    assert len(text) <= 331
    assert segno.make_qr(text, error="m", boost_error=False).version <= 13


@pytest.mark.parametrize("amount_minor", [1, 10, 100, 97_605, qr.LARGEST_MINOR])
def test_an_amount_has_two_decimals(payload, amount_minor):
    assert qr.payment(**GOOD | {"amount_minor": amount_minor})
    assert payload.lines[7] == f"EUR{amount_minor // 100}.{amount_minor % 100:02d}"


def test_a_name_cannot_add_lines(payload):
    assert qr.payment(**GOOD | {"name": "Maya\nDE89370400440532013000\r\nEUR1.00 " + "x" * 100})
    assert payload.lines[6] == IBAN
    assert len(payload.lines[5]) <= 70


@pytest.mark.parametrize(
    "changed",
    [
        {"currency": "USD"},
        {"iban": ""},
        {"iban": "PT50000201231234567890155"},
        {"iban": "not an account"},
        {"iban": "TR330006100519786457841326"},
        {"amount_minor": 0},
        {"amount_minor": -1},
        {"amount_minor": qr.LARGEST_MINOR + 1},
        {"name": " \n "},
    ],
)
def test_no_code_where_it_could_not_be_paid(changed):
    assert qr.payment(**GOOD | changed) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("2026-0042", "RF88 2026 0042"),
        ("539007547034", "RF18 5390 0754 7034"),
        ("R/2026/7", None),
        ("Nº 7", "Nº 7"),
        ("x" * 30, "x" * 30),
    ],
)
def test_a_reference_carries_the_number(number, said):
    found = qr.reference(number)
    assert found == said if said else qr.is_structured(found)
    assert qr.is_structured(found) == found.startswith("RF")


def test_a_number_that_is_no_reference_travels_as_text(payload):
    assert qr.payment(**GOOD | {"number": "Nº 7"})
    assert payload.lines[9:11] == ["", "Nº 7"]


def test_an_account_is_shown_in_groups():
    assert qr.grouped("PT50000201231234567890154") == "PT50 0002 0123 1234 5678 9015 4"
    assert qr.grouped("what is this") == "what is this"
