"""From what was typed to a dispute, a number, a mediator, or money that was taken back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tallystone import showing
from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.charging_back import received
from tallystone.core.disputing import answer_day
from tallystone.core.ending import PERSON
from tallystone.core.mediating import address_in
from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.splitting import at_stake
from tallystone.journal import prose
from tallystone.journal.prose import words
from tallystone.pages.act_fields import ActForm, Day, Hidden, Text
from tallystone.pages.dispute_acts import theirs
from tallystone.pages.editor import decimal_mark
from tallystone.pages.place import Place


class Amount(Text):
    """An amount as a person types it, in the contract's currency: minor units."""

    currency = "EUR"

    def clean(self, value: Any) -> Any:
        try:
            return read_amount(super().clean(value), self.currency, decimal_mark(), "minor")
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from None


class AmountForm(ActForm):
    """A form with a number of the dispute in it."""

    def __init__(self, place: Place, data: Any = None):
        super().__init__(place, data)
        self.fields["minor"].currency = place.currency
        self.fields["minor"].widget.attrs["inputmode"] = "decimal"


class DisputeForm(AmountForm):
    criteria = forms.TypedMultipleChoiceField(
        label=_("What is in dispute?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple(),
        help_text=_("The criteria that are not met, or about which you do not agree."),
    )  # fmt: skip
    note = Text(label=_("What happened, in your words"), lines=True, missing="why_missing")
    minor = Amount(label=_("What would settle it, for the freelancer"), most=40, missing="")

    def __init__(self, place: Place, data: Any = None):
        super().__init__(place, data)
        self.fields["criteria"].choices = [(n, f"{n}. {text or '–'}") for n, text in place.criteria]
        self.fields["criteria"].error_messages["invalid_choice"] = sentence(Refusal("no_such_criterion"))
        self.fields["minor"].label = _("Your number: what %(who)s gets, with tax") % {"who": place.names.freelancer}
        told = {"pot": showing.money(at_stake(place.stone), place.currency)}
        self.fields["minor"].help_text = _("%(pot)s is at stake. 0 means nothing; you can say another number later.") % told

    def act(self) -> acts.Act:
        given = self.cleaned_data
        return acts.Dispute(self.place.number, tuple(given["criteria"]), words(given["note"]), given["minor"])


class OfferSplitForm(AmountForm):
    minor = Amount(label=_("Your number"), most=40, missing="")
    until = Day(label=_("It stands until"), help_text=_("The other side has at least the days that you have agreed on."))
    note = Text(label=_("Why this number"), lines=True, required=False)

    def __init__(self, place: Place, data: Any = None):
        super().__init__(place, data)
        self.fields["minor"].label = _("What %(who)s gets, with tax") % {"who": place.names.freelancer}
        told = {"pot": showing.money(at_stake(place.stone), place.currency)}
        self.fields["minor"].help_text = _("Of %(pot)s at stake. Where the numbers meet, it is settled at once.") % told

    def offered(self, place: Any) -> dict[str, Any]:
        return {"until": answer_day(place.contract, place.now)}

    def act(self) -> acts.Act:
        given = self.cleaned_data
        note = words(given["note"]) if given["note"] else None
        return acts.OfferSplit(self.place.number, given["minor"], given["until"], note)


class AcceptSplitForm(ActForm):
    """Binds the number that stood on the page."""

    offer = Hidden(r"^[0-9]{1,6}\Z")
    minor = Hidden(r"^[0-9]{1,13}\Z")

    @classmethod
    def shown(cls, place: Place) -> dict[str, Any]:
        split = theirs(place)
        return super().shown(place) | {"offer": split.number if split else 0, "minor": split.minor if split else 0}

    def act(self) -> acts.Act:
        return acts.AcceptSplit(self.place.number, int(self.cleaned_data["offer"]), int(self.cleaned_data["minor"]))

    def field_of(self, field: str) -> str:
        return ""


class WithdrawDisputeForm(ActForm):
    reason = Text(label=_("What has changed"), lines=True, required=False)

    def act(self) -> acts.Act:
        reason = self.cleaned_data["reason"]
        return acts.WithdrawDispute(self.place.number, words(reason) if reason else None)


class CallMediatorForm(ActForm):
    """Where the terms name an address, that one is called; otherwise one is named, and the other side agrees to it."""

    who = Text(label=_("Mail address of the mediator"), most=254, missing="mediator_missing")

    def __init__(self, place: Place, data: Any = None):
        super().__init__(place, data)
        name = place.terms.mediator_name if place.terms else ""
        self.named = address_in(name)
        if place.plan.mediator != PERSON or self.named:
            del self.fields["who"]
        else:
            self.fields["who"].help_text = _("The terms name %(name)s. The other side agrees to this address first.") % {
                "name": name
            }

    def act(self) -> acts.Act:
        if self.place.plan.mediator != PERSON:
            return acts.CallMediator(self.place.number)
        who = self.named or self.cleaned_data["who"].strip().lower()
        return acts.CallMediator(self.place.number, words(who), prose.kept(self.place.contract.terms))


class AgreeMediatorForm(ActForm):
    """Binds the address on the page."""

    who = Hidden(r"^[0-9a-f]{64}\Z")

    @classmethod
    def shown(cls, place: Place) -> dict[str, Any]:
        case = place.stone.dispute
        return super().shown(place) | {"who": case.mediator if case else ""}

    def act(self) -> acts.Act:
        return acts.AgreeMediator(self.place.number, self.cleaned_data["who"])


class ChargebackForm(AmountForm):
    minor = Amount(label=_("How much was taken back"), most=40, missing="")
    on = Day(label=_("Taken back on"))
    kind = forms.ChoiceField(
        label=_("How it went"), widget=forms.RadioSelect(), initial="chargeback",
        choices=[("chargeback", _("Charged back by their bank or card")), ("refund", _("Refunded by the payment provider"))],
    )  # fmt: skip
    note = Text(label=_("What the bank or provider said"), lines=True, required=False)

    def __init__(self, place: Place, data: Any = None):
        super().__init__(place, data)
        self.fields["kind"].error_messages |= {k: sentence(Refusal("choose_one")) for k in ("required", "invalid_choice")}
        told = {"amount": showing.money(received(place.stone), place.currency)}
        self.fields["minor"].help_text = _("%(amount)s came in for this milestone.") % told

    def offered(self, place: Any) -> dict[str, Any]:
        return {"on": place.today, "minor": showing.amount(received(place.stone), place.currency), "kind": "chargeback"}

    def act(self) -> acts.Act:
        given = self.cleaned_data
        note = words(given["note"]) if given["note"] else None
        return acts.Chargeback(self.place.number, given["minor"], given["on"], given["kind"], note)
