"""Text pasted from a mail or a word processor, turned into a draft as far as it goes; the rest is kept and pointed out."""

from dataclasses import field
from datetime import date
from typing import Any

from tallystone.core.money import MOST_MINOR, plainly
from tallystone.core.value import value
from tallystone.core.writing import MOST_MILESTONES
from tallystone.planning import gleaning
from tallystone.planning.lines import rows
from tallystone.planning.pieces import too_long
from tallystone.planning.placing import Place
from tallystone.planning.said import Amount, Fault, Faulty, Said, _, short

MOST_PASTED = 200_000
MOST_ROWS = 3_000


@value
class Pasted:
    """A draft's fields as texts, named as in the editor, only those that were found; `mark` is the decimal mark in them.

    `unknown`: what was not understood, line by line, as it stood. `guesses`: what was understood in one of two ways.
    """

    typed: dict[str, Any]
    unknown: tuple[tuple[int, str], ...] = ()
    guesses: tuple[Fault, ...] = field(default_factory=tuple)


def draft_from_paste(text: str, today: date) -> Pasted:
    """A draft from any text. Days without a year are the next ones from `today` on. Faulty only where it is too long."""
    place = placed(text, today)
    shared_out(place)
    typed: dict[str, Any] = {"mark": ".", **place.texts(), **place.numbers}
    if currency := place.currency:
        typed["currency"] = currency
    typed["duties"] = [{"text": words, "due": day.isoformat() if day else ""} for words, day in place.duties]
    typed["milestones"] = [_typed(stone, place) for stone in place.stones[:MOST_MILESTONES]]
    lost = [stone for n, stone in enumerate(place.stones) if n >= MOST_MILESTONES or _half(stone)]
    unknown = sorted([*place.unknown, *((stone.line, stone.source) for stone in lost)])
    return Pasted(typed, tuple(unknown), tuple(sorted(place.guesses, key=lambda guess: guess.line)))


def placed(text: str, today: date, plan: bool = False) -> Place:
    """Each line where it belongs. With `plan` every heading and item that is not indented is a milestone."""
    if long := too_long(text, MOST_PASTED, MOST_ROWS):
        raise Faulty([long])
    place = Place(today, "plan" if plan else "", planned=plan, outline=plan)
    for row in rows(text):
        place.take(row)
    return place


def shared_out(place: Place) -> None:
    """Shares of a total that is named become amounts; the last of them takes the remainder."""
    shared = [(stone, stone.share_bp) for stone in place.stones if stone.share_bp is not None and stone.minor is None]
    if not shared or place.total is None:
        return
    total, currency = place.total
    minors = [min(total * share_bp // 10_000, MOST_MINOR) for _stone, share_bp in shared]
    if len(shared) == len(place.stones) and sum(share_bp for _stone, share_bp in shared) == 10_000:
        minors[-1] += total - sum(minors)
    for (stone, _share_bp), minor in zip(shared, minors, strict=True):
        stone.minor, stone.currency = minor, currency
    said = Said(_("The prices are worked out from the shares and the total of %(total)s."), {"total": Amount(total, currency)})
    place.guesses.append(Fault(shared[0][0].line, "shared_out", said))


def _half(stone: gleaning.Stone) -> bool:
    """Does its line hold a length or a share that no field of a draft can take?"""
    return (bool(stone.length) and stone.day is None) or (stone.share_bp is not None and stone.minor is None)


def _typed(stone: gleaning.Stone, place: Place) -> dict[str, str]:
    amount = stone.minor if stone.rate is None else stone.rate
    price = plainly(amount, stone.currency) if amount is not None else ""
    if amount is not None and stone.currency != place.currency:
        told = {"amount": Amount(amount, stone.currency), "currency": place.currency, "title": short(stone.title)}
        said = Said(
            _("“%(title)s” costs %(amount)s, but the other amounts are in %(currency)s: its price is left empty."), told
        )
        place.guesses.append(Fault(stone.line, "other_currency", said))
        price = ""
    return {
        "title": stone.title,
        "deliverables": "\n".join(stone.deliverables),
        "criteria": "\n".join(stone.criteria),
        "due": stone.day.isoformat() if stone.day else "",
        "price": price if stone.rate is None else "",
        "rate": price if stone.rate is not None else "",
        "cap": plainly((stone.minutes * 100 + 30) // 60, "EUR").rstrip("0").rstrip(".") if stone.minutes else "",
    }
