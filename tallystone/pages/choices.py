"""What can be chosen in settings: countries, currencies, time zones, and ways of writing dates and numbers."""

import datetime as dt
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext_lazy as _

from tallystone import reader
from tallystone.drafting.choices import COMMON, currency_names
from tallystone.people.zones import all_zones
from tallystone.showing import locale_of

# Babel's territories that are no country of ISO 3166-1.
NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
ENGLISH = ("en", "en-US", "en-CA", "en-AU", "en-IN", "en-IE")
OTHERS = ("de-DE", "de-AT", "de-CH", "fr-FR", "fr-CH", "fr-CA", "es-ES", "es-MX", "pt-PT", "pt-BR", "it-IT", "nl-NL", "da-DK")
NORTH_AND_EAST = ("sv-SE", "nb-NO", "fi-FI", "pl-PL", "cs-CZ", "ja-JP")
FORMATS = (*ENGLISH, *OTHERS, *NORTH_AND_EAST)


def countries() -> list[tuple[str, str]]:
    """(code, name) of every country, by name in the reader's language; first an empty choice."""
    return [("", str(_("Choose a country"))), *_countries(reader.current().locale)]


@lru_cache(maxsize=64)
def _countries(tag: str) -> tuple[tuple[str, str], ...]:
    names = locale_of(tag).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY]
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))


def currencies() -> list:
    """Grouped for a select: the common ones first, then all others by code."""
    named = currency_names(locale_of(reader.current().locale))
    common, others = [pair for pair in named if pair[0] in COMMON], [pair for pair in named if pair[0] not in COMMON]
    return [(str(_("Often used")), common), (str(_("All others")), others)]


def zones() -> list:
    """Grouped for a select by part of the world: ("Europe", [("Europe/Lisbon", "Lisbon"), …])."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for name in all_zones():
        part, _slash, town = name.partition("/")
        parts.setdefault(part, []).append((name, (town or part).replace("_", " ").replace("/", " · ")))
    return list(parts.items())


def formats(now: str = "") -> list[tuple[str, str]]:
    """(locale, a date and an amount as it writes them), in English first; with the person's own, whatever it is."""
    tags = FORMATS if not now or now in FORMATS else (now, *FORMATS)
    return [(tag, _format(tag)) for tag in tags]


@lru_cache(maxsize=64)
def _format(tag: str) -> str:
    locale: Locale = locale_of(tag)
    sample = f"{format_date(dt.date(2026, 3, 12), 'long', locale=locale)} · {format_decimal('1200.50', '#,##0.00', locale)}"
    name = locale.get_display_name("en") if tag != "en" else "English"
    return f"{name}: {sample}"
