"""Writing: what complete terms must have, and the fault, field by field, where they do not."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tallystone.core.ending import ending_faults
from tallystone.core.money import MOST_MINOR, worth
from tallystone.core.refusal import refuse_if
from tallystone.core.shape import AFTER, BEFORE, CARRY, HARD, REFUND, SOFT, Milestone, Terms
from tallystone.core.value import value
from tallystone.core.words import Words

MOST_MILESTONES = 100
MOST_LISTED = 50
MOST_ROUNDS = 99
MOST_FOLLOWED = 180  # days
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
CURRENCY = re.compile(r"[A-Z]{3}")
FURTHEST_YEARS = 20
TITLE_LENGTH, LINE_LENGTH, PROSE_LENGTH = 120, 500, 20_000
RANGES = {
    "review_days": (1, 30),
    "rounds": (0, 20),
    "payment_days": (0, 120),
    "notice_days": (0, 90),
    "tax_bp": (0, 10_000),
}


@value
class Fault:
    """Why terms cannot be proposed: the field ("milestones.2.price"), the name of the fault, the numbers to tell."""

    field: str
    name: str
    told: dict[str, Any] = dataclasses.field(default_factory=dict)


def faults(terms: Terms, today: date) -> list[Fault]:
    """Every fault of these terms, in the order in which they are read."""
    return [*_heads(terms), *_numbers(terms), *_following(terms), *_duties(terms, today), *_milestones(terms, today)]


def _heads(terms: Terms) -> Iterator[Fault]:
    yield from _text("title", terms.title, TITLE_LENGTH, needed=True)
    for name in ("background", "in_scope", "out_of_scope"):
        yield from _text(name, getattr(terms, name), PROSE_LENGTH, needed=name == "in_scope")


def _numbers(terms: Terms) -> Iterator[Fault]:
    for name, (least, most) in RANGES.items():
        if not least <= getattr(terms, name) <= most:
            yield Fault(name, "out_of_range", {"least": least, "most": most})
    if terms.funding not in {BEFORE, AFTER}:
        yield Fault("funding", "choose_one")
    if not known_zone(terms.zone):
        yield Fault("zone", "no_such_zone")
    if not CURRENCY.fullmatch(terms.currency):
        yield Fault("currency", "no_such_currency")
    if terms.surplus not in {REFUND, CARRY}:
        yield Fault("surplus", "choose_one")
    if not 0 <= terms.extra_round_minor <= MOST_MINOR:
        yield Fault(
            "extra_round",
            "amount_negative" if terms.extra_round_minor < 0 else "amount_too_large",
            {"currency": terms.currency},
        )
    yield from (Fault(*wrong) for wrong in ending_faults(terms, terms.mediator_name))
    if unkeepable(terms.mediator_name):
        yield Fault("mediator_name", "text_unreadable")


def _following(terms: Terms) -> Iterator[Fault]:
    """A subcontract that follows what is above: paid after acceptance, and never without an end."""
    for name in ("acceptance_follows", "payment_follows"):
        if getattr(terms, name) not in {0, 1}:
            yield Fault(name, "choose_one")
    if terms.payment_follows and terms.funding != AFTER:
        yield Fault("payment_follows", "follows_paid_before")
    least = max(terms.review_days, terms.payment_days, 1) if terms.acceptance_follows or terms.payment_follows else 1
    if not least <= terms.follow_days <= MOST_FOLLOWED:
        yield Fault("follow_days", "out_of_range", {"least": least, "most": MOST_FOLLOWED})


def _duties(terms: Terms, today: date) -> Iterator[Fault]:
    if len(terms.duties) > MOST_LISTED:
        yield Fault("duties", "too_many", {"most": MOST_LISTED})
    for n, duty in enumerate(terms.duties, 1):
        yield from _text(f"duties.{n}.text", duty.text, LINE_LENGTH, needed=True)
        if duty.due:
            yield from _due(f"duties.{n}.due", duty.due, today)


def _milestones(terms: Terms, today: date) -> Iterator[Fault]:
    count = len(terms.milestones)
    if not 1 <= count <= MOST_MILESTONES:
        yield Fault("milestones", "too_many_milestones" if count else "no_milestones", {"most": MOST_MILESTONES})
        return
    if [m.number for m in terms.milestones] != list(range(1, count + 1)):
        yield Fault("milestones", "numbers_wrong")
    for m in terms.milestones:
        yield from _milestone(f"milestones.{m.number}", m, today)
    if terms.total_minor > MOST_MINOR:
        yield Fault("milestones", "amount_too_large", {"currency": terms.currency})
    if terms.total_minor == 0:
        yield Fault("milestones.1.price", "price_zero")


def _milestone(at: str, m: Milestone, today: date) -> Iterator[Fault]:
    yield from _text(f"{at}.title", m.title, TITLE_LENGTH, needed=True)
    yield from _lines(f"{at}.deliverables", m.deliverables, "deliverables_missing")
    yield from _lines(f"{at}.criteria", m.criteria, "criteria_missing")
    yield from _due(f"{at}.due", m.due, today)
    if m.price_minor < 0:
        yield Fault(f"{at}.price", "amount_negative")
    if m.cap_minutes is not None and not 0 < m.cap_minutes <= 600_000:
        yield Fault(f"{at}.cap", "out_of_range", {"least": 1, "most": 10_000})
    elif m.cap_kind not in {SOFT, HARD}:
        yield Fault(f"{at}.cap_kind", "choose_one")
    elif m.rate_minor is not None:
        yield from _by_the_hour(at, m)
    if m.rounds is not None and not 0 <= m.rounds <= MOST_ROUNDS:
        yield Fault(f"{at}.rounds", "out_of_range", {"least": 0, "most": MOST_ROUNDS})


def _by_the_hour(at: str, m: Milestone) -> Iterator[Fault]:
    rate = m.rate_minor or 0
    if rate <= 0:
        yield Fault(f"{at}.rate", "rate_zero")
    elif m.cap_minutes is None:
        yield Fault(f"{at}.cap", "cap_missing")
    elif m.price_minor != worth(m.cap_minutes, rate):
        yield Fault(f"{at}.price", "price_not_of_rate")


def _due(at: str, day: date, today: date) -> Iterator[Fault]:
    if day < today:
        yield Fault(at, "date_past", {"day": day})
    if day.year > today.year + FURTHEST_YEARS:
        yield Fault(at, "date_far", {"day": day})


def _lines(at: str, lines: tuple[str, ...], missing: str) -> Iterator[Fault]:
    if not lines:
        yield Fault(at, missing)
    if len(lines) > MOST_LISTED:
        yield Fault(at, "too_many", {"most": MOST_LISTED})
    for line in lines:
        yield from _text(at, line, LINE_LENGTH, needed=True)


def _text(at: str, text: str, most: int, needed: bool) -> Iterator[Fault]:
    if needed and not text.strip():
        yield Fault(at, "text_missing")
    if len(text) > most:
        yield Fault(at, "text_too_long", {"most": most, "given": len(text)})
    if unkeepable(text):
        yield Fault(at, "text_unreadable")


def known_zone(zone: str) -> bool:
    """Is this a time zone that this machine knows?"""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def unkeepable(text: str) -> bool:
    """Has this text a character that no database can keep: NUL, or half of a surrogate pair?"""
    return bool(UNKEEPABLE.search(text))


def check_words(words: Words | None, field: str, most: int = PROSE_LENGTH, missing: str = "") -> None:
    """Refuse words that cannot be kept, and none at all where `missing` names that refusal."""
    text = words.text if words else ""
    refuse_if(bool(missing) and not text.strip(), missing, field)
    refuse_if(len(text) > most, "text_too_long", field, most=most, given=len(text))
    refuse_if(unkeepable(text), "text_unreadable", field)
