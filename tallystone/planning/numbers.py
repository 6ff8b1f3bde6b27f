"""Days, amounts, lengths and shares in the forms in which people write them. What could mean two things is not read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from tallystone.core.money import MOST_MINOR, exponent
from tallystone.core.value import value

MOST_MINUTES = 600_000
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner enero ene", "february feb februar febrero", "march mar märz maerz marzo",
            "april apr abril abr", "may mai mayo", "june jun juni junio", "july jul juli julio", "august aug agosto ago",
            "september sept sep septiembre", "october oct oktober okt octubre", "november nov noviembre",
            "december dec dezember dez diciembre dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:,?[ ]+(?:de[ ]+)?((?:19|20)[0-9]{2})\b)?"
DAYS = re.compile(
    r"\b(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})\b"
    rf"|\b(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|\.)?[ ]+(?:of[ ]+|de[ ]+)?(?P<month>{MONTH})\b\.?{YEAR}"
    rf"|\b(?P<month2>{MONTH})\b\.?[ ]+(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?\b{YEAR}"
    r"|(?<![0-9.,/])(?P<one>[0-3]?[0-9])(?P<mark>[./])(?P<two>[0-3]?[0-9])(?P=mark)(?P<year>(?:20)?[0-9]{2})(?![0-9.,/]*[0-9])",
    re.IGNORECASE,
)
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "euros": "EUR", "dollars": "USD", "pounds": "GBP"}
CODES = "EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|ZAR|ILS|SGD|HKD|KRW"
CURRENCY = "|".join([CODES, *(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))])
DIGITS = r"(?:[0-9]{1,3}(?:[.,'’ \u00a0\u202f][0-9]{3}){1,4}|[0-9]{1,12})(?:[.,][0-9]{1,2})?(?![0-9])"
AMOUNTS = re.compile(
    rf"(?:(?<![A-Za-z])(?P<before>{CURRENCY})[ \u00a0]?(?P<digits>{DIGITS})"
    rf"|(?<![0-9.,'’])(?P<digits2>{DIGITS})[ \u00a0\u202f]?(?P<after>{CURRENCY})(?![A-Za-z]))(?:\.?[–-]{{1,2}})?",
    re.IGNORECASE | re.ASCII,
)
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SMALL = {word: n for n, word in enumerate(WORDS, 1)}
LENGTHS = re.compile(
    rf"\b([0-9]{{1,3}}|{'|'.join(SMALL)})[ -]?(?:(?:working|business|work)[ -])?(days?|weeks?|months?)\b",
    re.IGNORECASE | re.ASCII,
)
WORKING_DAYS = {"day": 1, "week": 5, "month": 21}
SHARES = re.compile(
    r"(?<![0-9.,])([0-9]{1,3})(?:[.,]([0-9]{1,2}))?[ \u00a0]?(?:%|percent\b|per cent\b)", re.IGNORECASE | re.ASCII
)
HOURS = re.compile(
    r"([0-9]{1,5})(?:[.,]([0-9]{1,2}))?[ ]?(?:h|hours?)(?:[ ]([0-9]{1,2})[ ]?(?:m|min|minutes))?", re.IGNORECASE | re.ASCII
)
EACH_HOUR = re.compile(
    r"[ \u00a0]?(?:/|an\b|per\b|the\b|each\b|pro\b|je\b|die\b|por\b|la\b)[ ]?(?:hours?|hr|h|stunde|std|hora)\b\.?",
    re.IGNORECASE,
)
SOME_HOURS = re.compile(
    r"(?:(?:up to|at most|no more than|max\.?|maximum|bis zu|höchstens|maximal|hasta|máximo)[ ])?"
    r"(?<![0-9.,])([0-9]{1,5})(?:[.,]([0-9]{1,2}))?[ \u00a0]?(?:hours|hour|hrs|h|stunden|std|horas)\b\.?(?:[ ]at most\b)?",
    re.IGNORECASE,
)


@value
class Found:
    """A value and where it stands in its line. `unsure`: the year or the currency was not written out."""

    start: int
    end: int
    value: Any  # a date, or a whole number
    currency: str = ""
    unsure: bool = False


def days(text: str, today: date | None = None) -> Iterator[Found]:
    """The days named in a line. Without a year it is the next such day from `today` on; 3/4/2026 is not read."""
    for found in DAYS.finditer(text):
        day = _day(found, today)
        if day:
            yearless = not (found["iso"] or found["year"] or found[4] or found[7])
            yield Found(found.start(), found.end(), day, unsure=yearless)


def day(text: str) -> date | None:
    """The day that this whole text names with its year, or None."""
    found = DAYS.fullmatch(text.strip())
    return _day(found, None) if found else None


def amounts(text: str) -> Iterator[Found]:
    """The amounts in a line that name their currency, in minor units; "1,200" and "1.200" are both twelve hundred."""
    for found in AMOUNTS.finditer(text):
        sign = (found["before"] or found["after"]).lower()
        currency = SIGNS.get(sign, sign.upper())
        minor = minor_of(found["digits"] or found["digits2"], currency)
        if minor is not None:
            yield Found(found.start(), found.end(), minor, currency, unsure=sign in "$¥")


def rate(text: str, amount: Found) -> Found | None:
    """This amount with the words behind it that make it one an hour, or None."""
    found = EACH_HOUR.match(text, amount.end)
    return replace(amount, end=found.end()) if found else None


def some_hours(text: str) -> Iterator[Found]:
    """Hours in a line, in minutes: "up to 10 hours", "7,5 Std."."""
    for found in SOME_HOURS.finditer(text):
        count = (int(found[1]) * 6000 + int((found[2] or "").ljust(2, "0") or "0") * 60 + 50) // 100
        if 0 < count <= MOST_MINUTES:
            yield Found(found.start(), found.end(), count)


def minor_of(digits: str, currency: str) -> int | None:
    """Minor units of digits with whatever marks they have; None where there are more decimals than the currency has."""
    bare = re.sub("['’ \u00a0\u202f]", "", digits)
    marks = re.sub("[0-9]", "", bare)
    tail = re.split("[.,]", bare)[-1] if marks else ""
    decimals = tail if marks and (len(set(marks)) == 2 or (len(marks) == 1 and len(tail) != 3)) else ""
    whole = re.sub("[.,]", "", bare.removesuffix(decimals) if decimals else bare)
    places = exponent(currency)
    if len(decimals) > places or not whole.isascii() or not whole.isdigit():
        return None
    minor = int(whole) * 10**places + int(decimals.ljust(places, "0") or "0")
    return minor if minor <= MOST_MINOR else None


def lengths(text: str) -> Iterator[Found]:
    """Lengths in working days: a week is 5, a month 21."""
    for found in LENGTHS.finditer(text):
        count = SMALL.get(found[1].lower()) or int(found[1])
        yield Found(found.start(), found.end(), count * WORKING_DAYS[found[2].lower().rstrip("s")])


def shares(text: str) -> Iterator[Found]:
    """Percentages in basis points."""
    for found in SHARES.finditer(text):
        yield Found(found.start(), found.end(), int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")))


def minutes(text: str) -> int | None:
    """ "40 h", "1.5 hours" or "40 h 30 min" as minutes."""
    found = HOURS.fullmatch(text.strip())
    if not found or (found[2] and found[3]):
        return None
    hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    return (hundredths * 60 + 50) // 100 + int(found[3] or 0)


def _day(found: re.Match[str], today: date | None) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["mark"]:
            return _numeric(int(found["one"]), int(found["two"]), found["year"], found["mark"])
        month = MONTHS[(found["month"] or found["month2"]).lower()]
        return _with_year(int(found["day"] or found["day2"]), month, found[4] or found[7], today)
    except (ValueError, KeyError):
        return None


def _numeric(one: int, two: int, year: str, mark: str) -> date | None:
    if mark == "/" and one <= 12 and two <= 12 and one != two:
        return None  # the third of April or the fourth of March
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    return date(whole, one, two) if two > 12 else date(whole, two, one)


def _with_year(day: int, month: int, year: str | None, today: date | None) -> date | None:
    if year:
        return date(int(year), month, day)
    if today is None:
        return None
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)
