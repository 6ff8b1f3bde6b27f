"""A contract is also a text: terms as one Markdown file that a person can write by hand, and back again with nothing lost.

text = markdown_from(terms, parties)
terms_from_markdown(text) == terms        or Faulty: every fault with its line, and nothing taken
"""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from tallystone.core.money import read_amount, worth
from tallystone.core.refusal import Refusal
from tallystone.core.shape import AFTER, BEFORE, CARRY, HARD, REFUND, SOFT, Duty, Milestone, Terms
from tallystone.core.value import value
from tallystone.core.writing import CURRENCY, LINE_LENGTH, MOST_FOLLOWED, MOST_ROUNDS, RANGES, known_zone
from tallystone.planning import front as fronts
from tallystone.planning import heads, marks, numbers
from tallystone.planning.ends import ending_from
from tallystone.planning.parties import Parties, Party
from tallystone.planning.pieces import Faults, cut, items
from tallystone.planning.prose import sections
from tallystone.planning.said import Amount, _, short
from tallystone.planning.spelling import spelled
from tallystone.planning.stages import MARKED, Stage, stages, text_of

__all__ = ["Parties", "Party", "Written", "markdown_from", "terms_from_markdown", "written_from_markdown"]

MORE = ("hours at most", "cap", "rate", "rounds")
FIELDS = ("due", "price", *MORE)
AN_HOUR = re.compile(r"(?:an hour|per hour|/ ?h|/ ?hour)$", re.IGNORECASE)
NEVER = date(2000, 1, 1)  # stands in where a day cannot be read; such a text is never taken


@value
class Written:
    """All that a text says."""

    terms: Terms
    parties: Parties


FOLLOWING = ("acceptance_follows", "payment_follows")


def markdown_from(terms: Terms, parties: Parties | None = None, without: Collection[str] = ()) -> str:
    """These terms as a Markdown file. `without`: fields that are not known yet ("milestones.2.due") and are left out."""
    return spelled(terms, parties, without)


def terms_from_markdown(text: str) -> Terms:
    """The terms that a Markdown file says, or Faulty. Whether they are complete is asked by `core.writing.faults`."""
    return written_from_markdown(text).terms


def written_from_markdown(text: str) -> Written:
    """The terms and the parties that a Markdown file says, or Faulty."""
    faults = Faults()
    lines, pieces = cut(text, faults)
    front = fronts.read(lines, heads.KEYS, faults)
    currency, zone = currency_of(front, faults), _zone(front, faults)
    said = sections(pieces, faults)
    duties = tuple(_duty(line, words, faults) for line, words in items(said.duties, faults)) if said.duties else ()
    milestones = tuple(_milestone(s, currency, faults) for s in stages(pieces, FIELDS, faults))
    told = settled(front, currency, faults)
    faults.end()
    texts: dict[str, Any] = said.texts
    terms = Terms(**texts, duties=duties, milestones=milestones, currency=currency, zone=zone, **told)
    return Written(terms, fronts.parties(front))


def settled(front: fronts.Front, currency: str, faults: Faults) -> dict[str, Any]:
    """What the front matter settles beside currency and zone; what it leaves out is as usual."""
    told: dict[str, Any] = fronts.wholes(front, RANGES, Terms, faults)
    tax = fronts.basis_points(*front.values["tax"], faults) if "tax" in front.values else 0
    funding = fronts.choice(front, "paid", {BEFORE: BEFORE, AFTER: AFTER}, BEFORE, faults)
    parallel = fronts.choice(front, "in parallel", {"yes": 1, "no": 0}, 0, faults)
    shown = fronts.choice(front, "hours shown", {"yes": 1, "no": 0}, 0, faults)
    extra = _price(*front.values["extra round"], currency, faults) if "extra round" in front.values else 0
    surplus = fronts.choice(front, "left over", {heads.GIVEN_BACK: REFUND, heads.HELD: CARRY}, REFUND, faults)
    yes = {"yes": 1, "no": 0}
    told |= {name: fronts.choice(front, heads.FOLLOWS[name], yes, 0, faults) for name in FOLLOWING}
    told["follow_days"] = fronts.whole(front, heads.FOLLOWS["follow_days"], 1, MOST_FOLLOWED, 60, faults)
    told |= {"tax_bp": tax, "funding": funding, "parallel": parallel, "hours_shown": shown}
    return {**told, "extra_round_minor": extra, "surplus": surplus, **ending_from(front, faults)}


def currency_of(front: fronts.Front, faults: Faults) -> str:
    line, text = front.values.get("currency", (1, ""))
    if not CURRENCY.fullmatch(text):
        faults.add(line, "no_such_currency", _("The currency is three capital letters, such as “currency: EUR” at the top."))
        return "EUR"
    return text


def _zone(front: fronts.Front, faults: Faults) -> str:
    line, text = front.values.get("time zone", (1, ""))
    if not known_zone(text):
        faults.add(line, "no_such_zone", _("The time zone is a name such as “time zone: Europe/Lisbon” at the top."))
    return text


def _duty(line: int, words: str, faults: Faults) -> Duty:
    found = marks.BY.search(words) if len(words) <= LINE_LENGTH * MARKED else None
    if not found or not any(letter.isdigit() for letter in found[2]):
        return Duty(text_of(line, words, LINE_LENGTH, faults))
    text = text_of(line, words[: found.start(1)].strip(), LINE_LENGTH, faults)
    return Duty(text, _day(line, found[2], faults))


def _day(line: int, text: str, faults: Faults) -> date:
    day = numbers.day(text)
    if not day:
        faults.add(line, "date_unreadable", _("“%(text)s” is not a day such as 2026-03-03 or 3 March 2026."), text=short(text))
    return day or NEVER


def _milestone(stage: Stage, currency: str, faults: Faults) -> Milestone:
    more = more_of(stage, currency, faults)
    cap, rate = more["cap_minutes"], more["rate_minor"]
    by_the_hour = rate is not None and cap is not None  # then the price follows
    for name in ("due", "price"):
        if name not in stage.values and not (name == "price" and by_the_hour):
            told = {"number": stage.number, "name": name.capitalize()}
            faults.add(stage.line, f"{name}_missing", _("Milestone %(number)s has no line “%(name)s: …”."), **told)
    due = _day(*stage.values["due"], faults) if "due" in stage.values else NEVER
    price = _price(*stage.values["price"], currency, faults) if "price" in stage.values else worth(cap or 0, rate or 0)
    return Milestone(stage.number, stage.title, stage.deliverables, stage.criteria, due, price, **more)


def more_of(stage: Stage, currency: str, faults: Faults) -> dict[str, Any]:
    """What a milestone says beside day and price, by the names in `Milestone`."""
    values = stage.values
    return {
        "cap_minutes": _minutes(*values["hours at most"], faults) if "hours at most" in values else None,
        "cap_kind": _cap(*values["cap"], faults) if "cap" in values else SOFT,
        "rate_minor": _rate(*values["rate"], currency, faults) if "rate" in values else None,
        "rounds": fronts.number("rounds", values["rounds"], 0, MOST_ROUNDS, faults) if "rounds" in values else None,
    }


def _cap(line: int, text: str, faults: Faults) -> str:
    if text.lower() not in {SOFT, HARD}:
        told = {"key": "cap", "words": f"{SOFT}, {HARD}", "text": short(text)}
        faults.add(line, "choose_one", _("“%(key)s” is one of %(words)s, not “%(text)s”."), **told)
    return text.lower()


def _rate(line: int, text: str, currency: str, faults: Faults) -> int:
    return _price(line, AN_HOUR.sub("", text[:80]).strip(), currency, faults)


def _price(line: int, text: str, currency: str, faults: Faults) -> int:
    digits = text.removesuffix(currency).removeprefix(currency).strip()
    try:
        return read_amount(digits[:60], currency)
    except Refusal:
        example = Amount(120_050, currency)
        faults.add(line, "amount_unreadable", _("“%(text)s” is not an amount such as %(example)s."), text=short(text),
                   example=example)  # fmt: skip
        return 0


def _minutes(line: int, text: str, faults: Faults) -> int | None:
    minutes = numbers.minutes(text[:40])
    if minutes is None or not 0 < minutes <= numbers.MOST_MINUTES:
        faults.add(line, "hours_unreadable", _("“%(text)s” are not hours such as 40 h or 40 h 30 min, 10,000 h at the most."),
                   text=short(text))  # fmt: skip
    return minutes
