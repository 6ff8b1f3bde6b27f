"""Fields of act forms that say what is wrong in the words of the refusals, and the form that they stand in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from tallystone.acting.door import new_act_id
from tallystone.acting.sentences import sentence
from tallystone.core.acts import Act
from tallystone.core.refusal import Refusal
from tallystone.pages.place import Place
from tallystone.people.reading import read_line

NOTE_LENGTH, WHY_LENGTH, NAME_LENGTH = 20_000, 2_000, 120


# Marks that turn the order of letters around, by which a reader would see other words than these.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")


def wrong(name: str, **told: Any) -> ValidationError:
    """The error beside a field for this refusal."""
    return ValidationError(sentence(Refusal(name, **told)))


def _is_line(text: str) -> bool:
    """One line without characters that cannot be seen, such as names on letters and papers must be."""
    try:
        read_line(text, "")
    except Refusal:
        return False
    return True


class Text(forms.CharField):
    """Some words, at most `most` characters. `missing` names the refusal where they are needed and not there; "" leaves
    that to the form."""

    def __init__(self, *, most: int = NOTE_LENGTH, missing: str = "text_missing", lines: bool = False, **kwargs: Any):
        super().__init__(widget=forms.Textarea({"rows": 3}) if lines else forms.TextInput(), **kwargs)
        self.most, self.missing, self.lines = most, missing, lines

    def to_python(self, value: Any) -> str:
        return TURNING.sub("", (super().to_python(value) or "").replace("\r\n", "\n"))

    def validate(self, value: str) -> None:
        if self.required and self.missing and not value:
            raise wrong(self.missing)
        if len(value) > self.most:
            raise wrong("text_too_long", given=len(value), most=self.most)
        if "\x00" in value or not (self.lines or _is_line(value)):
            raise wrong("text_unreadable")


class Day(forms.DateField):
    """A day, as date fields of browsers send it: 2027-03-12."""

    def __init__(self, **kwargs: Any):
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        if not value:
            raise wrong("date_missing")
        try:
            return super().clean(value)
        except ValidationError:
            raise wrong("date_unreadable") from None


class Whole(forms.IntegerField):
    """A whole number; its range is the core's to say."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            raise wrong("number_unreadable") from None


class Tick(forms.BooleanField):
    """A box that has to be ticked."""

    def __init__(self, *, missing: str = "tick_missing", **kwargs: Any):
        super().__init__(required=False, **kwargs)
        self.missing = missing

    def clean(self, value: Any) -> bool:
        if not super().clean(value):
            raise wrong(self.missing)
        return True


class Hidden(forms.CharField):
    """What the page showed, sent back with the form."""

    def __init__(self, pattern: str):
        super().__init__(widget=forms.HiddenInput(), validators=[RegexValidator(pattern)])


ACT_ID = r"^[A-Za-z0-9_-]{16,40}\Z"


class ActForm(forms.Form):
    """The form of one act. It carries the act's id and the last entry shown: it works once, and never on stale ground."""

    use_required_attribute = False
    act_id = Hidden(ACT_ID)
    seen = Hidden(r"^[0-9]{1,9}\Z")

    def __init__(self, place: Place, data: Any = None):
        self.place = place
        super().__init__(data, initial=None if data else self.shown(place) | self.offered(place))

    @classmethod
    def shown(cls, place: Place) -> dict[str, Any]:
        """What the page shows now, for the hidden fields."""
        stone = place.stone.snapshot if place.number else ""
        return {"act_id": new_act_id(), "seen": place.contract.seq, "terms": place.contract.terms, "snapshot": stone}

    def offered(self, place: Place) -> dict[str, Any]:
        """What stands in the fields before anything is typed."""
        return {}

    def act(self) -> Act:
        """The act that this valid form asks for."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Write down what is not part of the act itself, just before it is done."""

    @classmethod
    def renewed(cls, place: Place, typed: Any) -> "ActForm":
        """The same form with what was typed, on the ground as it is now."""
        data = typed.copy()
        for name, value in cls.shown(place).items():
            if name in cls.base_fields:
                data[name] = value
        return cls(place, data)

    @property
    def act_key(self) -> str:
        return self.cleaned_data["act_id"]

    @property
    def seen_seq(self) -> int:
        return int(self.cleaned_data["seen"])

    @property
    def incomplete(self) -> bool:
        """Did the form arrive without what the page had put into it?"""
        return any(field.name in self.errors for field in self.hidden_fields())

    def refuse(self, refusal: Refusal) -> bool:
        """Put a refusal beside its field; False where it is about no field of this form."""
        name = self.field_of(refusal.field)
        if name not in self.fields:
            return False
        self.add_error(name, sentence(refusal))
        return True

    def field_of(self, field: str) -> str:
        """The form's name for a field of the act."""
        return field

    def point(self) -> None:
        """Give the focus to the first field that is wrong."""
        wrongs = (name for name, field in self.fields.items() if name in self.errors and not field.widget.is_hidden)
        if name := next(wrongs, ""):
            self.fields[name].widget.attrs["autofocus"] = True
