"""Payment by QR code (EPC069-12) and what it needs: a valid IBAN, shown in groups, and a payment reference."""

import re

LARGEST_MINOR = 99_999_999_999  # 999,999,999.99 euros, the guideline's limit
# Where SEPA transfers reach (European Payments Council, EPC409-09); an IBAN alone does not say that euros can be sent so.
SEPA = (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS "
    "SE SI SK SM VA"
)


def payment(*, name: str, iban: str, amount_minor: int, currency: str, number: str, bic: str = "") -> str | None:
    """The code as SVG for banking apps, or None where there can be none (not euros, no IBAN that SEPA reaches, no amount).

    `number` is the invoice's; it travels as `reference(number)`, which the invoice must show as well.
    """
    from segno import make_qr
    from stdnum import iban as ibans

    holder, account = " ".join(name.split())[:70], ibans.compact(iban)
    reachable = currency == "EUR" and account[:2] in SEPA.split() and ibans.is_valid(account)
    if not (reachable and holder and 0 < amount_minor <= LARGEST_MINOR):
        return None
    text = lines(holder, account, _bic(bic), amount_minor, reference(number))
    # The guideline asks for level M and no more than version 13; the text is UTF-8 (1).
    code = make_qr(text.encode(), error="m", boost_error=False, mode="byte")
    return code.svg_inline(border=4, omitsize=True, dark="#1f1d1a", light="#ffffff")


def lines(holder: str, iban: str, bic: str, amount_minor: int, said: str) -> str:
    """What the code says: always two decimals; `said` as a structured reference where it is one, else as free text."""
    structured, free = (said.replace(" ", ""), "") if is_structured(said) else ("", said)
    amount = f"EUR{amount_minor // 100}.{amount_minor % 100:02d}"
    said_lines = ("BCD", "002", "1", "SCT", bic, holder, iban, amount, "", structured, free)
    return "\n".join(said_lines).rstrip("\n")


def reference(number: str) -> str:
    """The creditor reference (ISO 11649, "RF45 2026 0042") that carries an invoice's number, or else the number itself."""
    letters = re.sub(r"[-/. ]", "", number).upper()
    if not re.fullmatch(r"[0-9A-Z]{1,21}", letters):
        return " ".join(number.split())[:35]
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


def _bic(bic: str) -> str:
    letters = bic.replace(" ", "").upper()
    return letters if re.fullmatch(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?", letters) else ""
