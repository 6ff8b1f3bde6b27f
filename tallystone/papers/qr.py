"""Payment by QR code (EPC069-12) and what it needs: a valid IBAN, shown in groups, and a payment reference."""

import re
from decimal import Decimal

LARGEST_MINOR = 99_999_999_999  # 999,999,999.99 euros, the guideline's limit


def payment(*, name: str, iban: str, amount_minor: int, currency: str, number: str, bic: str = "") -> str | None:
    """The code as SVG for banking apps, or None where there can be none (not euros, no valid IBAN, no amount).

    `number` is the invoice's; it travels as `reference(number)`, which the invoice must show as well.
    """
    from segno.helpers import make_epc_qr
    from stdnum import iban as ibans

    holder = " ".join(name.split())[:70]
    if currency != "EUR" or not 0 < amount_minor <= LARGEST_MINOR or not holder or not ibans.is_valid(iban):
        return None
    said = reference(number)
    code = make_epc_qr(
        name=holder,
        iban=ibans.compact(iban),
        bic=_bic(bic),
        amount=Decimal(amount_minor).scaleb(-2),
        encoding="utf-8",
        **({"reference": said.replace(" ", "")} if is_structured(said) else {"text": said}),
    )
    return code.svg_inline(border=4, omitsize=True, dark="#1f1d1a", light="#ffffff")


def reference(number: str) -> str:
    """The creditor reference (ISO 11649, "RF45 2026 0042") that carries an invoice's number, or else the number itself."""
    letters = re.sub(r"[-/. ]", "", number).upper()
    if not re.fullmatch(r"[0-9A-Z]{1,21}", letters):
        return " ".join(number.split())[:140]
    digits = "".join(str(int(letter, 36)) for letter in f"{letters}RF00")
    whole = f"RF{98 - int(digits) % 97:02d}{letters}"
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def is_structured(said: str) -> bool:
    """Whether a reference is a valid creditor reference, which banks check, and not free text."""
    from stdnum import iso11649

    return iso11649.is_valid(said)


def grouped(iban: str) -> str:
    """An IBAN in groups of four; anything else unchanged."""
    from stdnum import iban as ibans

    return ibans.format(iban) if ibans.is_valid(iban) else iban


def _bic(bic: str) -> str | None:
    letters = bic.replace(" ", "").upper()
    return letters if re.fullmatch(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?", letters) else None
