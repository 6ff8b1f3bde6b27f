"""Calendar: the dates of a person's contracts as iCalendar (RFC 5545): due dates, ends of reviews, payments, duties, answers.

Each date has a UID of its own that never changes, and a SEQUENCE that rises whenever the contract moves on, so that programs
which have read it before put the new date in the place of the old one. Moments stand in UTC, which all programs read alike.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from tallystone.books.models import Contract, Duty, Milestone
from tallystone.core.dates import day_of
from tallystone.core.moving import moved
from tallystone.core.value import value
from tallystone.notices.telling import Names
from tallystone.people.models import Business, Person
from tallystone.people.reach import businesses_of
from tallystone.showing import moment

MOST = 500  # contracts under way
RUNNING = 400  # so many days can a date move on before the contract itself does
OPEN_WORK = ("planned", "started", "changes_asked", "part_accepted")
KEYS = {  # a question and a duty have numbers of their own in a contract, a number in a dispute only in its milestone
    "Accept": "milestone-{number}-review", "ClaimPaid": "milestone-{number}-payment", "Report": "milestone-{number}-word",
    "Answer": "question-{about}", "FulfilDuty": "duty-{about}",
    "AcceptExit": "exit", "AcceptSplit": "milestone-{number}-dispute-{about}",
}  # fmt: skip
UNDER_WAY = ("agreed", "leaving")


@value
class Entry:
    """One date: a whole day, or the moment at which something ends."""

    key: str
    title: str
    at: date | datetime
    path: str
    running: int = 0


def of_person(person: Person, now: datetime) -> bytes:
    """All dates of a person's contracts, the newest contracts first; four queries."""
    mine = businesses_of(person)
    rows = Contract.objects.filter(Q(freelancer_id__in=mine) | Q(client_id__in=mine), state__in=UNDER_WAY).order_by("-moved_at")
    calendar = _calendar(_("Tallystone"))
    for row, entries in _read(list(rows[:MOST]), now):
        for entry in entries:
            calendar.add_component(_event(row, entry))
    return calendar.to_ical()


def of_one(row: Contract, side: str, which: str, person: Person, now: datetime) -> bytes | None:
    """One date by its key ("milestone-2-due"), or None where there is none."""
    for _row, entries in _read([row] if row.state in UNDER_WAY else [], now):
        for entry in entries:
            if entry.key == which:
                calendar = _calendar(row.title)
                calendar.add_component(_event(row, entry))
                return calendar.to_ical()
    return None


def _calendar(name: str) -> Any:
    from icalendar import Calendar  # here: every start would wait for it

    calendar = Calendar()
    calendar.add("prodid", "-//Tallystone//Tallystone//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    return calendar


def _event(row: Contract, entry: Entry) -> Any:
    from icalendar import Event

    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    event = Event()
    event.add("uid", f"{row.code}-{entry.key}@{host}")
    event.add("sequence", row.seq * RUNNING + min(entry.running, RUNNING - 1))
    event.add("dtstamp", row.moved_at)
    event.add("last-modified", row.moved_at)
    event.add("summary", f"{entry.title} · {row.title}")
    event.add("url", settings.BASE_URL + entry.path)
    there = moment(entry.at, row.zone) if isinstance(entry.at, datetime) else ""
    event.add("description", f"{there}\n{settings.BASE_URL}{entry.path}".strip())
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", entry.at)
    if not isinstance(entry.at, datetime):  # a moment has no end: one that is not later than the start is not allowed
        event.add("dtend", entry.at + timedelta(days=1))
    return event


def _read(rows: list[Contract], now: datetime) -> Iterator[tuple[Contract, list[Entry]]]:
    codes = [row.code for row in rows]
    milestones, duties = _by_code(Milestone, codes), _by_code(Duty, codes)
    ids = {each for row in rows for each in (row.freelancer_id, row.client_id)}
    businesses = dict(Business.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    for row in rows:
        titles = {m.number: m.title for m in milestones.get(row.code, [])}
        texts = {d.number: d.text for d in duties.get(row.code, [])}
        freelancer, client = businesses.get(row.freelancer_id, "–"), businesses.get(row.client_id, "–")
        names = Names(freelancer, client, row.currency, row.zone, titles, texts)
        due = _due(row, milestones.get(row.code, []), names, day_of(now, row.zone))
        yield row, [*due, *_waited(row, names)]


def _by_code(model: Any, codes: list[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in model.objects.filter(code__in=codes).order_by("code", "number"):
        found.setdefault(each.code, []).append(each)
    return found


def _due(row: Contract, milestones: Iterable[Milestone], names: Names, today: date) -> Iterator[Entry]:
    for m in milestones:
        if m.work in OPEN_WORK:
            base = m.moved_due or m.due
            due = moved(base, m.rests_on, today)
            title = _("Due: %(milestone)s") % {"milestone": names.milestone(m.number)}
            yield Entry(f"milestone-{m.number}-due", title, due, _path(row, m.number), (due - base).days)


def _waited(row: Contract, names: Names) -> Iterator[Entry]:
    """What is waited for by a date, as the books keep it: reviews, payments, words, answers, duties."""
    titles = {
        "Accept": _("Review ends: %(milestone)s"), "ClaimPaid": _("To be paid: %(milestone)s"),
        "Report": _("Next word: %(milestone)s"), "Answer": _("Answer of %(who)s: %(milestone)s"),
        "FulfilDuty": _("From %(who)s: %(duty)s"), "AcceptExit": _("Answer of %(who)s to the exit"),
        "AcceptSplit": _("Answer of %(who)s in the dispute: %(milestone)s"),
    }  # fmt: skip
    for wait in row.waits:
        if wait["act"] not in titles or not wait["until"]:
            continue
        number, about = wait["milestone"], wait.get("about", 0)
        told = {
            "milestone": names.milestone(number) if number else "",
            "who": names.side(wait["side"]),
            "duty": names.duty(about),
        }
        until = datetime.fromisoformat(wait["until"])
        at = until.astimezone(UTC) if wait["act"] == "Accept" else day_of(until - timedelta(seconds=1), row.zone)
        key = KEYS[wait["act"]].format(number=number, about=about)
        yield Entry(key, titles[wait["act"]] % told, at, _path(row, number))


def _path(row: Contract, number: int) -> str:
    return f"/contracts/{row.code}" + (f"/milestones/{number}" if number else "")
