"""Ways on before leaving: how many days later, or paused until which day, is asked; the price and the last day follow."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tallystone.core.refusal import Refusal, refuse_if
from tallystone.drafting.reading import read_day, read_whole
from tallystone.drafting.ways import LATER_DAYS, LONGEST, PAUSE_DAYS, ways
from tallystone.pages import plan_fields
from tallystone.pages.place import Place


def found(place: Place, given: Mapping[str, str]) -> dict[str, Any]:
    """The ways on for what was asked, and its two fields; what cannot be read counts as not asked, and is told beside it."""
    usual = {"later": str(LATER_DAYS), "until": (place.today + timedelta(days=PAUSE_DAYS)).isoformat()}
    typed = {name: given.get(name, usual[name]) for name in usual}
    later, wrong = _read(_days, typed["later"], "later", LATER_DAYS)
    pause, also = _read(lambda text: _until(text, place.today), typed["until"], "until", PAUSE_DAYS)
    number = {"later": {"label": _("Everything later by"), "kind": "number", "suffix": _("days")}}
    day = {"until": {"label": _("Or pause until"), "kind": "date"}}
    fields = plan_fields.drawn(number, typed, wrong) | plan_fields.drawn(day, typed, also)
    return {"ways": ways(place.contract, place.today, later, pause), "fields": fields}


def _read(read: Callable[[str], int], text: str, field: str, usual: int) -> tuple[int, Refusal | None]:
    try:
        return read(text), None
    except Refusal as refusal:
        return usual, Refusal(refusal.name, field, **refusal.told)


def _days(text: str) -> int:
    days = read_whole(text)
    refuse_if(not 1 <= days <= LONGEST, "out_of_range", least=1, most=LONGEST)
    return days


def _until(text: str, today: date) -> int:
    day = read_day(text)
    refuse_if(day <= today, "date_not_ahead")
    refuse_if(day > today + timedelta(days=LONGEST), "date_far", day=day)
    return (day - today).days
