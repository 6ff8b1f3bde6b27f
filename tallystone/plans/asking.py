"""A question for milestones, as typed beside a draft, and the plan that answers it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tallystone.core.money import plainly, read_amount
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.shape import Milestone
from tallystone.core.value import value
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.reading import read, read_day
from tallystone.drafting.typed import Typed, is_blank
from tallystone.planning import numbers
from tallystone.planning.kinds import OF_STAGE, Part, Template
from tallystone.planning.outline import parts_of
from tallystone.planning.said import Faulty, short
from tallystone.planning.schedule import Pace
from tallystone.planning.suggest import Suggested, planned
from tallystone.plans.calendars import Both, both_of
from tallystone.plans.own import kind_for

ROWS, KIND, OUTLINE = "rows", "kind", "outline"
REVIEWED, HANDED = "reviewed", "handed"
LIMITS = {"outline": 200_001, "waits": 4_000, "away": 10_001}
FIELDS = ("source", "kind", "outline", "total", "start", "deadline", "buffer", "begins", "waits", "away")
WAIT = re.compile(r"\s*([0-9]{1,3})\s*(?::|waits for|after)\s*(.+)", re.IGNORECASE)
SOON = timedelta(days=7)


@value
class Answer:
    """The plan, what it was made with, and the template where it came from one."""

    plan: Suggested
    pace: Pace
    both: Both
    template: Template | None = None


def beginning(draft: Draft, typed: Typed) -> dict[str, str]:
    """The question as the page first shows it: what is in the draft already, and what is usual."""
    today = today_in(typed["zone"])
    terms = read(typed, today).terms
    there = any(not is_blank(row) for row in typed["milestones"])
    total = plainly(terms.total_minor, terms.currency or "EUR").replace(".", typed["mark"] or ".") if terms.total_minor else ""
    asked = dict.fromkeys(FIELDS, "") | {"source": ROWS if there else KIND, "kind": "website", "total": total}
    return asked | {"start": (today + SOON).isoformat(), "buffer": "10", "begins": REVIEWED}


def cut(post: Any) -> dict[str, str]:
    """What was typed, bounded."""
    texts = {name: post.get(name, "").replace("\r\n", "\n").replace("\0", "") for name in FIELDS}
    return {name: text[: LIMITS.get(name, 200)] for name, text in texts.items()}


def answer(person: Any, draft: Draft, typed: Typed, asked: dict[str, str]) -> Answer:
    """The plan that answers the question. Refuses with the field that is wrong."""
    today, currency = today_in(typed["zone"]), typed["currency"] or "EUR"
    total = _at("total", lambda: read_amount(asked["total"], currency, typed["mark"] or ".", "total"))
    start = _at("start", lambda: read_day(asked["start"]))
    deadline = _at("deadline", lambda: read_day(asked["deadline"])) if asked["deadline"].strip() else None
    refuse_if(start < today, "date_past", "start", day=start)
    both = both_of(draft, typed, asked["away"], today)
    parts, template, unknown = _parts(person, typed, asked, start, currency)
    pace = replace(pace_of(typed, asked, both, today), waits=_waits(asked, len(parts)))
    plan = planned(parts, total, currency, start, deadline, pace, unknown)
    return Answer(plan, pace, both, template)


def pace_of(typed: Typed, asked: dict[str, str], both: Both, today: date) -> Pace:
    """Calendars, review days and spare time."""
    buffer = asked.get("buffer", "10").strip() or "0"
    refuse_if(not (buffer.isascii() and buffer.isdigit() and int(buffer[:4]) <= 100), "percent_whole", "buffer")
    return Pace(both.freelancer, both.client, read(typed, today).terms.review_days, int(buffer) * 100)


def _parts(
    person: Any, typed: Typed, asked: dict[str, str], start: date, currency: str
) -> tuple[tuple[Part, ...], Template | None, tuple[tuple[int, str], ...]]:
    if asked["source"] == KIND:
        template = kind_for(person, asked["kind"]).template.in_currency(currency)
        return template.parts, template, ()
    if asked["source"] == OUTLINE:
        try:
            found = parts_of(asked["outline"], start, currency)
        except Faulty as faulty:
            raise Refusal(faulty.faults[0].name, "outline", **faulty.faults[0].said.told) from faulty
        refuse_if(not found.parts, "outline_empty", "outline")
        return found.parts, None, found.unknown
    terms = read({**typed, "milestones": [r for r in typed["milestones"] if not is_blank(r)]}, start).terms
    refuse_if(not terms.milestones, "no_milestones_to_plan", "source")
    priced = all(m.price_minor for m in terms.milestones)
    return tuple(_part(m, priced) for m in terms.milestones), None, ()


def _part(m: Milestone, priced: bool) -> Part:
    """A milestone of the draft without its day; what is billed by the hour keeps its hours and rate, and so its price."""
    more = {name: getattr(m, name) for name in OF_STAGE}
    return Part(m.title, m.deliverables, m.criteria, price_minor=m.price_minor if priced else None, more=more)


def _waits(asked: dict[str, str], count: int) -> dict[int, tuple[int | date, ...]]:
    """What each milestone waits for, as typed: "3: 1" or "2: 2026-04-03, 1"."""
    found: dict[int, tuple[int | date, ...]] = {}
    if asked["begins"] == HANDED:
        found |= dict.fromkeys(range(2, count + 1), ())
    for line in asked["waits"].split("\n"):
        if line.strip():
            match = WAIT.fullmatch(line)
            if match is None:
                raise Refusal("wait_unreadable", "waits", text=short(line.strip()))
            found[int(match[1])] = tuple(_wait(word.strip(), line) for word in match[2].split(","))
    return found


def _wait(word: str, line: str) -> int | date:
    if word.isascii() and word.isdigit() and len(word) < 4:
        return int(word)
    day = numbers.day(word)
    if day is None:
        raise Refusal("wait_unreadable", "waits", text=short(line.strip()))
    return day


def _at(field: str, reading: Any) -> Any:
    """The same, refused at this field of the page."""
    try:
        return reading()
    except Refusal as refusal:
        raise Refusal(refusal.name, field, **refusal.told) from None
