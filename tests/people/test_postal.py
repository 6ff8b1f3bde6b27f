"""Postal addresses name their country, once."""

import pytest

from tallystone.people.postal import postal


@pytest.mark.parametrize(
    ("address", "country", "stands"),
    [
        ("Rua da Rosa 12\n1200-385 Lisboa", "PT", "Rua da Rosa 12\n1200-385 Lisboa\nPortugal"),
        ("Rua da Rosa 12\r\n1200-385 Lisboa\r\nPORTUGAL ", "PT", "Rua da Rosa 12\n1200-385 Lisboa\nPORTUGAL"),
        ("Rua da Rosa 12", "", "Rua da Rosa 12"),
        ("", "PT", "Portugal"),
        ("", "", ""),
    ],
)
def test_the_country_stands_below_once(address, country, stands):
    assert postal(address, country) == stands
