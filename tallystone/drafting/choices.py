"""What a draft chooses from: the currencies in use."""

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

COMMON = ("EUR", "USD", "GBP", "CHF")


@lru_cache(maxsize=1)
def currencies() -> tuple[str, ...]:
    """ISO 4217 codes of the money that is in use somewhere today, the most used first."""
    table = get_global("territory_currencies")
    used = {code for rows in table.values() for code, _, until, tender in rows if until is None and tender}
    return (*COMMON, *sorted(used - set(COMMON)))


@lru_cache(maxsize=16)
def currency_names(locale: Locale) -> tuple[tuple[str, str], ...]:
    """("EUR", "EUR, Euro") and so on, as this locale calls them."""
    return tuple((code, f"{code}, {get_currency_name(code, locale=locale)}") for code in currencies())
