"""From what was typed to an entry of hours."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal
from tallystone.core.writing import LINE_LENGTH
from tallystone.hours.choosing import Open
from tallystone.hours.keeping import New
from tallystone.hours.reading import ends_by, moment_at, read_minutes, read_time
from tallystone.pages.act_fields import ACT_ID, Day, Hidden, Text

BACKS = r"^/(?!/)[A-Za-z0-9/.?=&_-]{0,200}\Z"
SHORT = {"autocomplete": "off", "size": 8}


class WorkedForm(forms.Form):
    """How long, on what, when: in the contract's own zone."""

    use_required_attribute = False
    act_id = Hidden(ACT_ID)
    length = forms.CharField(
        label=_("How long"), max_length=60, widget=forms.TextInput({**SHORT, "placeholder": "1:30"}),
    )  # fmt: skip
    note = Text(label=_("What you did"), most=LINE_LENGTH, required=False)
    day = Day(label=_("Day"))
    start = forms.CharField(
        label=_("From"), required=False, max_length=20, widget=forms.TextInput({**SHORT, "placeholder": "9:00"})
    )

    def __init__(self, zone: str, data: Any = None, initial: dict[str, Any] | None = None):
        self.zone = zone
        self.base_fields["length"].error_messages["required"] = sentence(Refusal("hours_missing"))
        super().__init__(data, initial={"act_id": new_act_id(), **(initial or {})})

    def new(self, now: datetime, read: datetime | None = None) -> New | None:
        """The entry that was typed, or None with the errors beside the fields. `read`: the start as it was, to the second."""
        given = self.cleaned_data
        try:
            minutes, start = read_minutes(given["length"]), self._start(given, now)
        except Refusal as refusal:
            self.refuse(refusal)
            return None
        kept = read if read and start == read.replace(second=0, microsecond=0) else start
        return New(kept or ends_by(given["day"], minutes, self.zone, now), minutes, given["note"])

    def _start(self, given: dict[str, Any], now: datetime) -> datetime | None:
        return moment_at(given["day"], read_time(given["start"]), self.zone) if given["start"] else None

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form."""
        name = {"minutes": "length", "milestone": "place"}.get(refusal.field, refusal.field)
        self.add_error(name if name in self.fields else None, sentence(refusal))

    def point(self) -> None:
        """Give the focus to the first field that is wrong."""
        if name := next((name for name in self.fields if name in self.errors), ""):
            self.fields[name].widget.attrs["autofocus"] = True


class LogForm(WorkedForm):
    """The same with the milestone to choose, and the way back."""

    back = Hidden(BACKS)
    place = forms.ChoiceField(label=_("Milestone"))
    field_order = ["act_id", "back", "place", "length", "note", "day", "start"]

    def __init__(self, places: list[Open], back: str, data: Any = None, first: str = ""):
        self.places = {place.value: place for place in places}
        chosen = self.places.get(first or (data or {}).get("place", "")) or next(iter(places), None)
        zone = chosen.contract.zone if chosen else "UTC"
        initial = {"back": back, "place": chosen.value if chosen else ""}
        super().__init__(zone, data, initial | {"day": day_of(datetime.now(UTC), zone)})
        choice = self.fields["place"]
        choice.choices = [(place.value, label(place)) for place in places]
        choice.error_messages = dict.fromkeys(("required", "invalid_choice"), sentence(Refusal("place_missing")))

    @property
    def chosen(self) -> Open:
        return self.places[self.cleaned_data["place"]]


def label(place: Open) -> str:
    """A milestone as a list of them names it."""
    return f"{place.milestone.number}. {place.milestone.title} · {place.contract.title}"


def shown(entry: Any, zone: str) -> dict[str, Any]:
    """An entry as it would have been typed."""
    there = entry.start.astimezone(ZoneInfo(zone))
    hours, minutes = divmod(entry.minutes, 60)
    day: date = there.date()
    return {"length": f"{hours}:{minutes:02d}", "note": entry.note, "day": day, "start": f"{there:%H:%M}"}
