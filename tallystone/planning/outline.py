"""An outline, as text or Markdown: what stands at the edge is a milestone, what is indented is handed over with it."""

from datetime import date

from tallystone.core.money import worth
from tallystone.core.value import value
from tallystone.planning.gleaning import Stone
from tallystone.planning.kinds import Part
from tallystone.planning.paste import placed
from tallystone.planning.template import LONGEST


@value
class Outline:
    """The milestones of an outline in their order; `unknown`: lines that were not understood."""

    parts: tuple[Part, ...]
    unknown: tuple[tuple[int, str], ...] = ()


def parts_of(text: str, start: date, currency: str) -> Outline:
    """The milestones that an outline names, with lengths, shares and amounts where it says them. Faulty where too long."""
    place = placed(text, start, plan=True)
    parts = tuple(_part(stone, currency) for stone in place.stones)
    return Outline(parts, tuple(place.unknown))


def _part(stone: Stone, currency: str) -> Part:
    minor = stone.minor if stone.rate is None else worth(stone.minutes, stone.rate) if stone.minutes else None
    price = minor if stone.currency == currency else None
    days = min(stone.length, LONGEST)
    return Part(stone.title, tuple(stone.deliverables), tuple(stone.criteria), days, stone.share_bp, price)
