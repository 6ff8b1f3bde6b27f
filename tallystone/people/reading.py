"""What people type about a business, read strictly: tax numbers, tax rates, bank accounts. Refusals name the field."""

import re
import unicodedata

import stdnum.eu.vat
import stdnum.exceptions
import stdnum.iban

from tallystone.core.refusal import Refusal, refuse_if

EU = frozenset({"EL", *(state.upper() for state in stdnum.eu.vat.MEMBER_STATES)} - {"GR"})
VAT_SHAPE = re.compile(r"([A-Z]{2})[0-9A-Z+*]{7,13}")
IBAN_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{1,38}")
ACCOUNT_SHAPE = re.compile(r"[0-9A-Za-z/ .-]{3,42}")
PERCENT = re.compile(r"([0-9]{1,2})(?:[.,]([0-9]{1,2}))?")
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}  # letters of some scripts are written with them


def read_line(typed: str, field: str) -> str:
    """One line of text without characters that cannot be seen (they could turn a name around or split a mail's head)."""
    text = " ".join(typed.replace("\t", " ").split(" ")).strip()
    refuse_if(any(map(_unseen, set(text))), "text_unreadable", field)
    return text


def read_lines(typed: str, field: str) -> str:
    """The same for a few lines, such as a postal address; empty lines around them are dropped."""
    lines = [read_line(line, field) for line in typed.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip()


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN and letter not in JOINERS


def read_tax_number(typed: str, field: str = "tax_number") -> str:
    """A tax number. What looks like an EU VAT number is checked as one (form and check digits); all else is kept as typed."""
    text = read_line(typed, field)
    compact = re.sub(r"[ .-]", "", text).upper()
    looks = VAT_SHAPE.fullmatch(compact)
    if not looks or looks.group(1) not in EU or not any(letter.isdigit() for letter in compact):
        return text
    try:
        return stdnum.eu.vat.validate(compact)
    except stdnum.exceptions.ValidationError as wrong:
        raise Refusal("tax_number_wrong", field, typed=compact) from wrong


def read_tax_rate(typed: str, field: str = "tax_rate") -> int:
    """Basis points of a percentage: "19" -> 1900, "8,1" -> 810, nothing -> 0."""
    text = typed.strip().removesuffix("%").strip()
    if not text:
        return 0
    looks = PERCENT.fullmatch(text)
    if not looks or not text.isascii():
        raise Refusal("tax_rate_unreadable", field)
    return int(looks.group(1)) * 100 + int((looks.group(2) or "").ljust(2, "0"))


def read_account(typed: str, field: str = "iban") -> str:
    """An IBAN (ISO 13616, its check digits included) without spaces, or an account number of another form."""
    text = read_line(typed, field)
    compact = re.sub(r"[ .-]", "", text).upper()
    if not text:
        return ""
    if not IBAN_SHAPE.fullmatch(compact):
        refuse_if(not ACCOUNT_SHAPE.fullmatch(text), "account_unreadable", field)
        return text
    try:
        return stdnum.iban.validate(compact)
    except stdnum.exceptions.ValidationError as wrong:
        raise Refusal("iban_wrong", field) from wrong


def shown_account(account: str) -> str:
    """An IBAN in groups of four, as banks print it; any other number as it is."""
    return stdnum.iban.format(account) if stdnum.iban.is_valid(account) else account
