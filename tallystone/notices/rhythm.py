"""Rhythm: when letters that need no answer are gathered and sent, as each person wishes, in their own time zone."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tallystone.notices import tokens
from tallystone.notices.models import Wish

EACH, DAILY, WEEKLY, NEVER = RHYTHMS = ("each", "daily", "weekly", "never")
EARLIEST, LATEST = 5, 22  # hours at which a day's letter may come; clocks change outside of them


def wished(person_id: int) -> Wish:
    """What this person wishes, to be read; nothing is written where they never said."""
    return Wish.objects.filter(person_id=person_id).first() or Wish(person_id=person_id)


def wish_of(person_id: int) -> Wish:
    """The same, kept from now on; until they say otherwise, a letter a working day at eight."""
    nonce = tokens.new_nonce()
    made = {"nonce": nonce, "token_hash": tokens.hashed("letters", tokens.token("letters", nonce))}
    return Wish.objects.get_or_create(person_id=person_id, defaults=made)[0]


def wish_behind(token: str) -> Wish | None:
    """Whose wish this token may change; None where it never was."""
    return Wish.objects.select_related("person").filter(token_hash=tokens.hashed("letters", token)).first()


def next_time(now: datetime, wish: Wish, zone: str) -> datetime:
    """When the next gathered letter is due: after `now`, at the hour they chose, on a working day of theirs, in UTC."""
    return opening(now, [int(day) for day in wish.days], wish.hour, zone, weekly=wish.rhythm == WEEKLY)


def opening(now: datetime, days: Sequence[int], hour: int, zone: str, weekly: bool = False) -> datetime:
    """The first such moment after `now`; weekly, on the first of these days (1 is Monday)."""
    wanted = set(sorted(days)[:1] if weekly else days) or {1}
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    ahead = (today + timedelta(days=n) for n in range(9))
    moments = (datetime.combine(day, time(hour), place).astimezone(UTC) for day in ahead if day.isoweekday() in wanted)
    return next(moment for moment in moments if moment > now)
