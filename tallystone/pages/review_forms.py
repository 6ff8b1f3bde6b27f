"""The client's review: a verdict on each criterion, then Accept or AskChanges."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.core import acts
from tallystone.core.manifest import Pin, Reasons, reasons_text
from tallystone.core.refusal import refuse_if
from tallystone.journal.prose import words
from tallystone.pages import pinned
from tallystone.pages.act_fields import WHY_LENGTH, ActForm, Hidden, Text, wrong
from tallystone.reviewing import notes

VERDICTS = [("met", _("Met")), ("unmet", _("Not met"))]


class ReviewForm(ActForm):
    """A verdict and a reason for each criterion, and a note. Binds the hash of the snapshot on the screen."""

    snapshot = Hidden(r"^[0-9a-f]{64}\Z")
    notes = Hidden(r"^[0-9a-f]{64}\Z")
    note = Text(label=_("A word to the other side"), lines=True, required=False)

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        under_review = data.get("snapshot", "") if data else place.stone.snapshot
        self.known = pinned.known(place, under_review)
        self.waiting = notes.waiting(place.code, place.number, under_review, data.get("act_id", "") if data else "")
        for pin in self.known.pins:
            self.fields[f"settled-{pin.number}"] = forms.BooleanField(label=_("Settled"), required=False)
        for number in place.stone.open_criteria:
            self.fields[f"verdict-{number}"] = forms.ChoiceField(choices=VERDICTS, widget=forms.RadioSelect, required=False)
            self.fields[f"why-{number}"] = Text(label=_("What is missing"), most=WHY_LENGTH, lines=True, required=False)

    @classmethod
    def shown(cls, place: Any) -> dict[str, Any]:
        return super().shown(place) | {"notes": notes.mark(notes.waiting(place.code, place.number, place.stone.snapshot))}

    def prepare(self) -> None:
        """A review is sent with the notes that were on the page."""
        refuse_if(self.cleaned_data["notes"] != notes.mark(self.waiting), "notes_changed")

    def items(self, replies: Any = None) -> list[pinned.Item]:
        """The notes of earlier rounds that are open, each with its answer and the field that settles it."""
        every = pinned.items(self.place, self.known.pins, replies)
        return [replace(item, field=self[f"settled-{item.pin.number}"]) for item in every]

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The items of the round: what was not settled, and what was written on this delivery."""
        left = [pin for pin in self.known.pins if not self.cleaned_data.get(f"settled-{pin.number}")]
        return notes.pins(self.waiting, self.place.stone.round, left, self.known.following)

    def rows(self) -> list[dict[str, Any]]:
        """For each criterion its number, its text, the fields of its verdict and of its reason."""
        return [
            {"number": number, "text": text, "verdict": self[f"verdict-{number}"], "why": self[f"why-{number}"]}
            for number, text in self.place.open_criteria
        ]

    @property
    def unmet(self) -> dict[int, str]:
        """The criteria marked as not met, with the reason given for each."""
        return {number: self.cleaned_data.get(f"why-{number}", "") for number in self.marked("unmet")}

    def marked(self, verdict: str) -> list[int]:
        """The criteria with this verdict."""
        return [n for n in self.place.stone.open_criteria if self.cleaned_data.get(f"verdict-{n}") == verdict]

    def need_reasons(self) -> None:
        """Each criterion that is marked as not met says what is missing."""
        pointed = {pin.criterion for pin in self.pins}
        for number, why in self.unmet.items():
            if not why and number not in pointed and f"why-{number}" not in self.errors:
                self.add_error(f"why-{number}", wrong("why_missing"))


class AcceptForm(ReviewForm):
    """The whole is accepted: notes go along with nothing."""

    def prepare(self) -> None:
        return None

    def clean(self) -> None:
        super().clean()
        for number in self.unmet:
            self.add_error(f"verdict-{number}", wrong("marked_unmet", number=number))

    def act(self) -> acts.Act:
        note = self.cleaned_data["note"]
        return acts.Accept(self.place.number, self.cleaned_data["snapshot"], words(note) if note else None)


class AskChangesForm(ReviewForm):
    def clean(self) -> None:
        super().clean()
        if not self.unmet and not self.errors:
            first = next((f"verdict-{n}" for n in self.place.stone.open_criteria), None)
            self.add_error(first, wrong("unmet_missing"))
        self.need_reasons()

    def act(self) -> acts.Act:
        reasons = Reasons(self.unmet, self.cleaned_data["note"], self.pins)
        unmet, said = tuple(sorted(reasons.unmet)), words(reasons_text(reasons))
        return acts.AskChanges(self.place.number, self.cleaned_data["snapshot"], unmet, said)
