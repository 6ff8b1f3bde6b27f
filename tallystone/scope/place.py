"""Where a side is: its country, and what its address says of region and city."""

import re

from tallystone.core.value import value

_ZIP = re.compile(r"\b([A-Z]{2})\.?,?\s+(\d{5})(?:-\d{4})?\b|\b(\d{5})(?:-\d{4})?\s*$", re.MULTILINE)
# Postal codes by their first three digits (USPS Publication 65): a state or a city is told from them, not from its name.
STATES = {"NY": ((100, 149), (63, 63)), "CA": ((900, 961),), "IL": ((600, 629),)}
CITIES = {"New York": ((100, 104), (111, 114), (116, 116)), "Los Angeles": ((900, 901),)}


@value
class Place:
    """A side's place. `region` and `city` are empty where the address does not say; `address` is as it was written."""

    country: str = ""
    region: str = ""
    city: str = ""
    address: str = ""


def place_of(country: str, address: str) -> Place:
    """The place that an address names. Only what the postal code proves is taken; nothing is guessed from names."""
    country, region, city = country.strip().upper(), "", ""
    codes = list(_ZIP.finditer(address)) if country == "US" else []
    if codes:
        state, code, alone = codes[-1].groups()
        first = int((code or alone)[:3])
        region, city = _in(STATES, first) or f"{state or ''}", _in(CITIES, first)
    return Place(country, region, city, address.strip())


def _in(table: dict[str, tuple[tuple[int, int], ...]], code: int) -> str:
    return next((name for name, ranges in table.items() if any(low <= code <= high for low, high in ranges)), "")
