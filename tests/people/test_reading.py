"""Tax numbers, rates and accounts as people type them."""

import pytest

from tallystone.core.refusal import Refusal
from tallystone.people import reading


@pytest.mark.parametrize(
    ("read", "typed", "kept"),
    [
        (reading.read_tax_number, "DE 136 695 976", "DE136695976"),
        (reading.read_tax_number, "fr 83 404 833 048", "FR83404833048"),
        (reading.read_tax_number, "12/345/67890", "12/345/67890"),
        (reading.read_tax_number, "CHE-107.787.577 MWST", "CHE-107.787.577 MWST"),
        (reading.read_tax_number, "", ""),
        (reading.read_tax_rate, "19", 1900),
        (reading.read_tax_rate, "8,1 %", 810),
        (reading.read_tax_rate, "7.75", 775),
        (reading.read_tax_rate, "", 0),
        (reading.read_account, "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        (reading.read_account, "021000021 / 12345", "021000021 / 12345"),
        (reading.read_account, " ", ""),
    ],
)
def test_kept(read, typed, kept):
    assert read(typed, "field") == kept


@pytest.mark.parametrize(
    ("read", "typed", "name"),
    [
        (reading.read_tax_number, "DE136695977", "tax_number_wrong"),
        (reading.read_tax_number, "DE1366\u202e95977", "text_unreadable"),
        (reading.read_account, "GB82 WEST 1234 5698 7654 33", "iban_wrong"),
        (reading.read_account, "<b>1</b>", "account_unreadable"),
        (reading.read_line, "Ines\nBcc: x", "text_unreadable"),
        (reading.read_line, "Ines\x00", "text_unreadable"),
        *((reading.read_tax_rate, typed, "tax_rate_unreadable") for typed in ("100", "-1", "1e1", "１９", "7.777", "many")),
    ],
)
def test_refused(read, typed, name):
    with pytest.raises(Refusal) as refusal:
        read(typed, "field")
    assert (refusal.value.name, refusal.value.field) == (name, "field")
