"""Money, dates and states as the reader's language writes them."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tallystone import reader
from tallystone.core.money import exponent

WORK = {
    "planned": _("Planned"),
    "started": _("Started"),
    "delivered": _("Under review"),
    "changes_asked": _("Changes asked"),
    "part_accepted": _("Part accepted"),
    "accepted": _("Accepted"),
    "cancelled": _("Cancelled"),
    "settled": _("Settled"),
    "handed_over": _("Ended unfinished"),
    "disputed": _("In dispute"),
}
SHAPES = {
    "planned": "outline",
    "started": "half",
    "changes_asked": "half",
    "part_accepted": "half",
    "delivered": "notched",
    "accepted": "solid",
    "cancelled": "struck",
    "settled": "solid",
    "handed_over": "half",
    "disputed": "split",
}
MONEY = {
    "unfunded": _("Not funded yet"),
    "asked": _("Funding asked"),
    "claimed_paid": _("Said to be sent"),
    "funded": _("Funded"),
    "released": _("Released"),
    "unbilled": _("Not invoiced yet"),
    "invoiced": _("Invoiced"),
    "paid": _("Paid"),
    "refund_owed": _("To be sent back"),
    "refunded": _("Sent back"),
}

STATE = {
    "draft": _("A draft"),
    "proposed": _("Proposed"),
    "agreed": _("Under way"),
    "completed": _("Completed"),
    "leaving": _("Being ended"),
    "ended": _("Ended early"),
    "declined": _("Declined"),
    "withdrawn": _("Withdrawn"),
    "expired": _("Expired"),
}
ROLES = {
    "owner": _("Owner"),
    "manager": _("Manager"),
    "member": _("Member"),
    "bookkeeper": _("Bookkeeper"),
    "guest": _("Guest"),
}


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """The Babel locale of a language tag. Plain English is written day first, as most who share it do."""
    try:
        return Locale.parse("en_GB" if tag == "en" else tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _locale() -> Locale:
    return locale_of(reader.current().locale)


@lru_cache(maxsize=512)
def _pattern(locale: Locale, digits: int) -> str:
    """The locale's own grouping, with exactly so many decimals and the currency's code behind."""
    whole = (locale.decimal_formats[None].pattern or "#,##0").split(";")[0].split(".")[0]
    return whole + ("." + "0" * digits if digits else "") + "\N{NO-BREAK SPACE}¤¤"


def money(minor: int | None, currency: str = "EUR") -> str:
    """120000 in EUR -> "1,200.00 EUR": the number as the reader writes it, then the code. None gives a dash."""
    if minor is None or minor == "":
        return "–"
    if not reader.current().prices:
        return gettext("an amount")
    return _money(int(minor), currency, reader.current().locale)


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, tag: str) -> str:
    """Remembered: a page says the same amounts often, and Babel takes its time."""
    locale, digits = locale_of(tag), exponent(currency)
    amount = Decimal(minor).scaleb(-digits)
    return format_currency(amount, currency, _pattern(locale, digits), locale=locale, currency_digits=False)


def amount(minor: int | None, currency: str = "EUR") -> str:
    """120000 in EUR -> "1,200.00": without the code, where it stands beside in small type."""
    if not reader.current().prices:
        return "–"
    return money(minor, currency).removesuffix(currency).rstrip()


def percent(basis_points: int) -> str:
    """1900 -> "19 %", 770 -> "7.7 %"."""
    return f"{format_decimal(Decimal(basis_points) / 100, locale=_locale())}\N{NO-BREAK SPACE}%"


def duration(minutes: int | None) -> str:
    """750 -> "12 h 30 min", 45 -> "45 min", 120 -> "2 h"."""
    if not reader.current().hours:
        return gettext("some time")
    hours, rest = divmod(abs(minutes or 0), 60)
    space = "\N{NO-BREAK SPACE}"
    parts = ([f"{hours:,}{space}h"] if hours else []) + ([f"{rest}{space}min"] if rest or not hours else [])
    return ("−" if (minutes or 0) < 0 else "") + space.join(parts)


def day(value: dt.date | None) -> str:
    """A date -> "12 March 2026"; a moment is first taken to the reader's zone."""
    return _date(_local(value), "long", reader.current().locale) if value else ""


@lru_cache(maxsize=4096)
def _date(value: dt.date, shape: str, tag: str) -> str:
    """Remembered like amounts: lists say the same days again and again."""
    return format_date(value, shape, locale=locale_of(tag))


@lru_cache(maxsize=4096)
def _short(value: dt.date, tag: str) -> str:
    return format_skeleton("MMMd", value, locale=locale_of(tag))


def short_day(value: dt.date | None) -> str:
    """A date -> "12 Mar", where the year is plain from what stands around it."""
    return _short(_local(value), reader.current().locale) if value else ""


def moment(value: dt.datetime | None, zone: str = "") -> str:
    """A moment -> "Thursday, 12 March 2026, 18:00 (Lisbon)" in that zone, or in the reader's."""
    if not value:
        return ""
    name = zone or reader.current().zone
    there = value.astimezone(ZoneInfo(name))
    tag, locale = reader.current().locale, _locale()
    clock = format_time(there, "short", locale=locale)
    return f"{_date(there.date(), 'full', tag)}, {clock} ({place(name, locale)})"


@lru_cache(maxsize=512)
def place(zone: str, locale: Locale) -> str:
    """A zone -> the town people know it by: "Europe/Lisbon" -> "Lisbon", "UTC" -> "UTC"."""
    if "/" not in zone:
        return zone
    return get_timezone_location(zone, locale=locale, return_city=True)


def work_word(work: str) -> str:
    """The plain word for a state of the work."""
    return str(WORK.get(work, work))


def state_word(state: str) -> str:
    """The plain word for where a whole contract stands."""
    return str(STATE.get(state, state))


def role_word(role: str) -> str:
    """The plain word for somebody's role in a business."""
    return str(ROLES.get(role, role))


def work_shape(work: str) -> str:
    """The shape of the stone for a state of the work."""
    return SHAPES.get(work, "outline")


def money_word(state: str) -> str:
    """The plain word for a state of the money."""
    return str(MONEY.get(state, state))


def _local(value: dt.date) -> dt.date:
    """The day alone, in the reader's zone where a moment is given."""
    if isinstance(value, dt.datetime):
        return (value.astimezone(ZoneInfo(reader.current().zone)) if value.tzinfo else value).date()
    return value
