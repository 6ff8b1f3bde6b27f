"""Postal addresses as they stand on terms, agreements and invoices."""

from tallystone import reader
from tallystone.showing import locale_of


def country_name(code: str) -> str:
    """PT -> "Portugal", in the reader's language."""
    return locale_of(reader.current().locale).territories.get(code, code)


def postal(address: str, country: str) -> str:
    """The address with its country below, once, however it was typed."""
    lines = [line.strip() for line in address.strip().splitlines()]
    name = country_name(country) if country else ""
    if name and (not lines or lines[-1].casefold() != name.casefold()):
        lines.append(name)
    return "\n".join(lines)
