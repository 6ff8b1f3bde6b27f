"""From what was typed to an act of leaving."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.money import plainly, read_amount
from tallystone.core.refusal import Refusal
from tallystone.journal.prose import words
from tallystone.pages import exit_acts
from tallystone.pages.act_fields import WHY_LENGTH, ActForm, Hidden, Text
from tallystone.pages.editor import decimal_mark

READ_BY_THEM = _("The other side reads it.")


class ExitForm(ActForm):
    kind: type[acts.Act]


class NumberForm(ExitForm):
    """An amount with tax for all that is left, and why that much."""

    minor = Text(label=_("What is left comes to, with tax"), most=60, missing="amount_missing")
    reason = Text(label=_("Why that much"), lines=True, most=WHY_LENGTH, required=False, help_text=READ_BY_THEM)

    def offered(self, place: Any) -> dict[str, Any]:
        figure = exit_acts.worked_out(place, self.kind).figure_minor if place.contract.state == "agreed" else 0
        return {"minor": plainly(figure, place.currency).replace(".", decimal_mark())}

    def clean_minor(self) -> int:
        try:
            return read_amount(self.cleaned_data["minor"], self.place.currency, decimal_mark())
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from None

    @property
    def reason_words(self) -> Any:
        return words(self.cleaned_data["reason"]) if self.cleaned_data["reason"] else None


class OfferExitForm(NumberForm):
    kind = acts.OfferExit
    boundary = Hidden(r"^[0-9]{1,4}\Z")
    note = Text(label=_("What you would like to tell them"), lines=True, most=WHY_LENGTH, help_text=READ_BY_THEM)
    notice = forms.ChoiceField(
        label=_("If you do not agree"), required=False, widget=forms.RadioSelect,
        choices=[("0", _("All stays as it is")), ("1", _("It ends all the same, with notice"))],
    )  # fmt: skip
    field_order = ["act_id", "seen", "boundary", "note", "minor", "reason", "notice"]

    def offered(self, place: Any) -> dict[str, Any]:
        return {**super().offered(place), "boundary": exit_acts.after(place), "notice": "0"}

    def act(self) -> acts.Act:
        told = self.cleaned_data
        notice = 1 if told["notice"] == "1" else 0
        return acts.OfferExit(int(told["boundary"]), told["minor"], words(told["note"]), self.reason_words, notice)


class CounterExitForm(NumberForm):
    kind = acts.CounterExit
    exit = Hidden(r"^[0-9]{1,6}\Z")
    reason = Text(
        label=_("Why that much"), lines=True, most=WHY_LENGTH, missing="number_reason_missing", help_text=READ_BY_THEM
    )

    @classmethod
    def shown(cls, place: Any) -> dict[str, Any]:
        return super().shown(place) | {"exit": place.contract.exit.number if place.contract.exit else 0}

    def act(self) -> acts.Act:
        return acts.CounterExit(int(self.cleaned_data["exit"]), self.cleaned_data["minor"], words(self.cleaned_data["reason"]))


class AcceptExitForm(ExitForm):
    """Binds the number on the screen."""

    kind = acts.AcceptExit
    exit = Hidden(r"^[0-9]{1,6}\Z")
    stated = Hidden(r"^[0-9]{1,13}\Z")

    @classmethod
    def shown(cls, place: Any) -> dict[str, Any]:
        leaving = place.contract.exit
        told = {"exit": leaving.number, "stated": leaving.stated.minor} if leaving else {"exit": 0, "stated": 0}
        return super().shown(place) | told

    def act(self) -> acts.Act:
        return acts.AcceptExit(int(self.cleaned_data["exit"]), int(self.cleaned_data["stated"]))


class DeclineExitForm(ExitForm):
    kind = acts.DeclineExit
    reason = Text(label=_("Why"), lines=True, most=WHY_LENGTH, missing="reason_missing", help_text=READ_BY_THEM)

    def act(self) -> acts.Act:
        return acts.DeclineExit(words(self.cleaned_data["reason"]))


class WithdrawExitForm(ExitForm):
    kind = acts.WithdrawExit
    reason = Text(label=_("Why"), lines=True, most=WHY_LENGTH, required=False, help_text=READ_BY_THEM)

    def act(self) -> acts.Act:
        reason = self.cleaned_data["reason"]
        return acts.WithdrawExit(words(reason) if reason else None)


class EndForCauseForm(ExitForm):
    kind = acts.EndForCause
    reason = Text(
        label=_("What the other side has broken"), lines=True, most=WHY_LENGTH, missing="reason_missing",
        help_text=_("The other side reads it, and it stays in the record. A dispute can follow."),
    )  # fmt: skip

    def act(self) -> acts.Act:
        return acts.EndForCause(words(self.cleaned_data["reason"]))


# Each act's form, and whether it wants a fresh code.
FORMS: list[tuple[type[acts.Act], type[ExitForm], bool]] = [
    (acts.OfferExit, OfferExitForm, False),
    (acts.CounterExit, CounterExitForm, False),
    (acts.AcceptExit, AcceptExitForm, True),
    (acts.DeclineExit, DeclineExitForm, False),
    (acts.WithdrawExit, WithdrawExitForm, False),
    (acts.EndForCause, EndForCauseForm, True),
]
