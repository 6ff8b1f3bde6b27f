"""One mail address, read strictly: no lists, no twins, no control characters."""

import pytest

from tallystone.core.refusal import Refusal
from tallystone.people.addresses import masked, read_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Ines@Studio.Example ", "ines@studio.example"),
        ("i.nes+job@a-b.example", "i.nes+job@a-b.example"),
        ("o'neil@xn--mnchen-3ya.example", "o'neil@xn--mnchen-3ya.example"),
    ],
)
def test_one_form(typed, address):
    assert read_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", "email_unreadable"),
        ("ines", "email_unreadable"),
        ("ines@", "email_unreadable"),
        ("ines@studio", "email_unreadable"),
        ("Ines <ines@studio.example>", "email_several"),
        ("ines@studio.example,mallory@evil.example", "email_several"),
        ("ines@studio.example;mallory@evil.example", "email_several"),
        ("ines@studio.example mallory@evil.example", "email_several"),
        ("ines@studio.example@evil.example", "email_several"),
        ('"ines mallory"@studio.example', "email_several"),
        ('"ines"@studio.example', "email_unreadable"),
        ("<ines@studio.example>", "email_unreadable"),
        ("ines@studio.example\nBcc: mallory@evil.example", "email_unreadable"),
        ("ines@studio.example\r", "email_unreadable"),
        ("in\x00es@studio.example", "email_unreadable"),
        ("ınes@studio.example", "email_letters"),  # dotless i: upper() makes it an I
        ("іnes@studio.example", "email_letters"),  # Cyrillic
        ("\u212aim@studio.example", "email_letters"),  # Kelvin sign: lower() makes it a k
        ("ines@studiо.example", "email_letters"),
        ("ines＠studio.example", "email_letters"),
        ("a" * 65 + "@studio.example", "email_unreadable"),
        ("a@" + "b." * 130 + "example", "email_unreadable"),
    ],
)
def test_refused(typed, name):
    with pytest.raises(Refusal) as refusal:
        read_address(typed)
    assert (refusal.value.name, refusal.value.field) == (name, "email")


def test_masked_tells_the_first_letter_only():
    assert masked("ines@studio.example") == "i…@studio.example"
