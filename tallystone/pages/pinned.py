"""The notes of a milestone's rounds: which are open when a delivery is reviewed, and where each of them is."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from tallystone.core import facts
from tallystone.core.manifest import Pin, Reply, reasons_from
from tallystone.core.value import value
from tallystone.pages.place import Place
from tallystone.pages.rounds import Round, told
from tallystone.reviewing import places


@value
class Known:
    """The notes that are open, and the number of the next one."""

    pins: tuple[Pin, ...] = ()
    following: int = 1


@value
class Item:
    """A note to show: its pin, its place in words, the page that shows the place, what the freelancer said of it."""

    pin: Any
    where: str
    href: str
    reply: Reply | None = None
    field: Any = None


def known(place: Place, snapshot: str = "") -> Known:
    """The notes that were open when this delivery came in; without one, those that are open now."""
    if place.stone.round <= bool(snapshot):  # nothing was reviewed before
        return Known()
    entries, texts = told(place)
    now = Known()
    for fact in (fact for entry in entries for fact in entry.facts if getattr(fact, "milestone", 0) == place.number):
        if isinstance(fact, facts.Delivered) and fact.snapshot == snapshot:
            return now
        if isinstance(fact, facts.ChangesAsked | facts.PartAccepted):
            pins = reasons_from(texts.get(fact.reasons or "")).pins
            now = Known(pins, max([now.following, *(pin.number + 1 for pin in pins)]))
    return now


def items(place: Place, pins: Iterable[Any], replies: Any = None) -> list[Item]:
    """Notes as a page shows them; `replies` is the manifest in which the freelancer answers them."""
    return [_item(place, pin, replies) for pin in pins]


def _item(place: Place, pin: Any, replies: Any) -> Item:
    href = look(place, pin.file, pin.page, pin.line)
    reply = replies.reply_to(pin.number) if replies and isinstance(pin, Pin) else None
    return Item(pin, places.words(pin), href, reply)


def noted(place: Place, form: Any, last: Round | None) -> dict[str, list[Item]]:
    """What review/_round_notes.html shows: notes from before with their answers, and those written on this delivery."""
    return {"carried": form.items(last.manifest if last else None), "written": items(place, form.waiting)}


def beside(place: Place, rounds: list[Round]) -> None:
    """Give each round the notes that it ended with, and what the delivery after it says of them."""
    for each, after in zip(rounds, [*rounds[1:], None], strict=False):
        each.pins = items(place, each.reasons.pins if each.reasons else (), after.manifest if after else None)


def look(place: Place, file: str, page: int = 0, line: int = 0) -> str:
    """The page that shows a delivered file large, at this place."""
    where = reverse("look", args=[place.code, place.number, file])
    if line:
        return f"{where}?line={line}#line-{line}"
    return f"{where}?page={page}" if page > 1 else where
