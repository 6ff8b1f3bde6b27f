"""Time zones that a person may choose: those with a town, by part of the world."""

from functools import lru_cache
from zoneinfo import available_timezones

PARTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def all_zones() -> tuple[str, ...]:
    """ "UTC" and every name such as "Europe/Lisbon", in order of the alphabet."""
    towns = sorted(name for name in available_timezones() if name.partition("/")[0] in PARTS and "/" in name)
    return ("UTC", *towns)


def is_zone(name: str) -> bool:
    """Whether this is a time zone that can be chosen."""
    return name in all_zones()
