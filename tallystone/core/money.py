"""Amounts as whole minor units (cents). Strict reading of what people type; one rule for rounding."""

import re

from tallystone.core.refusal import Refusal

MOST_MINOR = 10**12
# ISO 4217 minor units; every currency not named here has two decimals.
EXPONENTS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
PLAIN = re.compile(r"[0-9]{1,40}(\.[0-9]*)?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}( [0-9]{3}){1,12}(\.[0-9]*)?")


def exponent(currency: str) -> int:
    """How many decimals this currency has (ISO 4217)."""
    return EXPONENTS.get(currency, 2)


def read_amount(typed: str, currency: str, decimal: str = ".", field: str = "price") -> int:
    """Minor units from what a person typed, e.g. "1,200.50"; `decimal` is the reader's mark. Refuses all that is unclear."""
    text = typed.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("'", " ").replace("’", " ")
    if not text:
        raise Refusal("amount_missing", field)
    if text.startswith(("-", "−")):
        raise Refusal("amount_negative", field)
    text = _with_point(text, decimal, exponent(currency))
    if not text.isascii() or not (PLAIN.fullmatch(text) or GROUPED.fullmatch(text)):
        raise Refusal("amount_unreadable", field, typed=typed[:40], currency=currency)
    whole, _, part = text.replace(" ", "").partition(".")
    places = exponent(currency)
    if len(part) > places:
        raise Refusal("amount_decimals", field, given=len(part), places=places, currency=currency)
    minor: int = int(whole) * 10**places + int(part.ljust(places, "0") or "0")
    if minor > MOST_MINOR:
        raise Refusal("amount_too_large", field, currency=currency)
    return minor


def _with_point(text: str, decimal: str, places: int) -> str:
    """The same number with a point for decimals and spaces for groups."""
    group = "," if decimal == "." else "."
    tail = text.rpartition(group)[2]
    lone = text.count(group) == 1 and decimal not in text and " " not in text
    if lone and (len(tail) != 3 or not tail.isdigit()):
        return text.replace(group, ".")  # "1200,5" can only be meant as decimals, wherever one lives
    return text.replace(group, " ").replace(decimal, ".")


def share(minor: int, basis_points: int) -> int:
    """This many hundredths of a per cent of an amount, halves rounded up."""
    return (minor * basis_points + 5_000) // 10_000


def parted(minor: int, net_minor: int, tax_minor: int) -> tuple[int, int]:
    """A part of a gross amount as net and tax, in the proportion of the whole; the tax is rounded, the net takes the rest."""
    whole = net_minor + tax_minor
    tax = (2 * minor * tax_minor + whole) // (2 * whole) if whole else 0
    return minor - tax, tax


def worth(minutes: int, rate_minor: int) -> int:
    """What these minutes come to at a rate an hour, halves rounded up: once for the sum, never entry by entry."""
    return (minutes * rate_minor + 30) // 60


def plainly(minor: int, currency: str) -> str:
    """An amount as digits with a point, e.g. "1200.50": for data, not for reading."""
    places = exponent(currency)
    if places == 0:
        return str(minor)
    whole, part = divmod(abs(minor), 10**places)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{places}d}"
