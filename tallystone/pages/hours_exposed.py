"""Where unreviewed work stands against the freelancer's limit: on the desk, on a contract, on a milestone."""

from typing import Any

from django.http import HttpRequest

from tallystone.books.models import Milestone
from tallystone.core.logging_hours import cap_share, shown_to_client
from tallystone.core.roles import may, sees
from tallystone.core.value import value
from tallystone.hours.choosing import Open
from tallystone.hours.exposure import OPEN, Exposure, exposure_of, exposure_seen, exposures
from tallystone.pages.place import Place

SHOWN = 6


@value
class Exposed:
    """A contract with unreviewed hours."""

    contract: Any  # a row named as the model's columns
    exposure: Exposure


def exposed(request: HttpRequest, places: list[Open]) -> list[Exposed]:
    """The contracts of these places with unreviewed hours, nearest to their limit first; two queries."""
    rows = {place.contract.code: place.contract for place in places}
    found = exposures(place.milestone for place in sorted(places, key=lambda p: p.milestone.number))
    return sorted((Exposed(rows[code], each) for code, each in found.items()), key=lambda each: -each.exposure.share)[:SHOWN]


def hours_at(place: Place, number: int = 0) -> dict[str, Any]:
    """What the page of a contract, or of one of its milestones, shows of hours; nothing for who may not see them."""
    if place.contract.agreed_at is None or not sees(place.by.role, "hours"):
        return {}
    own = place.side == "freelancer"
    stakes = [s.stake for s in place.contract.stones if not number or s.number == number]
    entries = own or any(shown_to_client(place.plan, stake) for stake in stakes)
    stone = place.contract.stone(number)
    share = cap_share(stone) if stone else None
    if not entries and share is None:
        return {}
    exposure = _exposure(place, own, [s.number for s in stakes]) if entries else None
    return {
        "hours": {
            "own": own,
            "entries": entries,
            "exposure": exposure,
            "part": next((part for part in exposure.parts if part.number == number), None) if exposure else None,
            "share": share,
            "may_log": own and may(place.by.role, "LogHours") and (stone is None or stone.work in OPEN),
        }
    }


def _exposure(place: Place, own: bool, numbers: list[int]) -> Exposure:
    if own:
        return exposure_of(place.code)
    rows = Milestone.objects.filter(code=place.code, number__in=numbers, work__in=OPEN).order_by("number")
    seen = {s.number for s in place.contract.stones if shown_to_client(place.plan, s.stake)}
    return exposure_seen([row for row in rows if row.number in seen])
