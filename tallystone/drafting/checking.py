"""Whether a draft can be sent: the terms, the client, the last day, the note."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.core.writing import Fault
from tallystone.drafting import choices
from tallystone.drafting.reading import MISSING, Reading, place_of, read, read_day
from tallystone.drafting.typed import NOTE_LENGTH, TEXTS, Typed
from tallystone.people.addresses import read_address
from tallystone.people.reading import read_line, read_lines

LONGEST_OFFER = timedelta(days=366)
COUNTRY = re.compile(r"([A-Z]{2})?")
DETAILS = {
    "client_name": read_line, "client_company": read_line, "client_address": read_lines, "client_tax_number": read_line,
}  # fmt: skip


@value
class Checked:
    """A draft as read, its last day (None where it cannot be read) and every fault in the order of the page."""

    reading: Reading
    until: date | None
    faults: tuple[Fault, ...]

    @property
    def misread(self) -> tuple[Fault, ...]:
        """Faults of what is there; what is only not there yet is left out."""
        return tuple(fault for fault in self.faults if fault.name not in MISSING)


def check(typed: Typed, now: datetime | None = None, counters: bool = False) -> Checked:
    """Everything that keeps this draft from being sent. An answer to a proposal has its client already."""
    today = today_in(typed["zone"], now)
    reading = read(typed, today, frozenset(choices.currencies()))
    until, faults = _until(typed, today)
    faults += [] if counters else _client(typed)
    if len(typed["note"]) > NOTE_LENGTH:
        faults.append(Fault("note", "text_too_long", {"most": NOTE_LENGTH, "given": len(typed["note"])}))
    return Checked(reading, until, tuple(sorted([*reading.faults, *faults], key=lambda fault: place_of(fault.field))))


def today_in(zone: str, now: datetime | None = None) -> date:
    """The day it is in this zone; in UTC where there is no such zone."""
    now = now or datetime.now(UTC)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return now.date()
    return day_of(now, zone)


def _until(typed: Typed, today: date) -> tuple[date | None, list[Fault]]:
    try:
        until = read_day(typed["until"])
    except Refusal as refusal:
        return None, [Fault("until", refusal.name)]
    if until < today:
        return until, [Fault("until", "date_past", {"day": until})]
    if until > today + LONGEST_OFFER:
        return until, [Fault("until", "date_far", {"day": until})]
    return until, []


def _client(typed: Typed) -> list[Fault]:
    if typed["client"]:
        return []
    faults = []
    if not typed["client_email"].strip():
        faults.append(Fault("client_email", "email_missing"))
    else:
        try:
            read_address(typed["client_email"])
        except Refusal as refusal:
            faults.append(Fault("client_email", refusal.name, refusal.told))
    if not (typed["client_company"].strip() or typed["client_name"].strip()):
        faults.append(Fault("client_company", "party_missing"))
    for field, read_it in DETAILS.items():
        if len(typed[field]) > TEXTS[field]:
            faults.append(Fault(field, "text_too_long", {"most": TEXTS[field], "given": len(typed[field])}))
        try:
            read_it(typed[field].strip(), field)
        except Refusal as refusal:
            faults.append(Fault(field, refusal.name))
    return faults + ([] if COUNTRY.fullmatch(typed["client_country"]) else [Fault("client_country", "choose_one")])
