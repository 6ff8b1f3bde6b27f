"""From what was typed to an act: a small form for each. Handing over and reviewing have files of their own."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.refusal import Refusal
from tallystone.journal.prose import words
from tallystone.pages import choices
from tallystone.pages.act_fields import NAME_LENGTH, ActForm, Day, Hidden, Text, Tick, Whole

NEXT_WORD = timedelta(days=7)


class AgreeForm(ActForm):
    """A name, and the tick of somebody who has read. Binds the hash of the terms on the screen."""

    terms = Hidden(r"^[0-9a-f]{64}\Z")
    name = Text(label=_("Your name"), most=NAME_LENGTH, missing="name_missing")
    read = Tick(label=_("I have read the terms above and agree to them."))

    def offered(self, place: Any) -> dict[str, Any]:
        return {"name": place.request.user.name}

    @classmethod
    def renewed(cls, place: Any, typed: Any) -> ActForm:
        """What was ticked counts for the terms that were read, not for others."""
        if typed.get("terms") != place.contract.terms:
            typed = typed.copy()
            typed.pop("read", None)
        return super().renewed(place, typed)

    def act(self) -> acts.Act:
        return acts.Agree(self.cleaned_data["terms"], words(self.cleaned_data["name"]), "code")


class ClientAgreeForm(AgreeForm):
    """As above; and the client puts right who they are, as agreement and invoices will name them."""

    business_name = Text(label=_("Name of your business, or your own"), most=NAME_LENGTH)
    address = Text(label=_("Postal address"), most=500, lines=True, missing="address_missing")
    country = forms.ChoiceField(label=_("Country"), required=False, choices=choices.countries)
    tax_number = Text(label=_("Tax number"), most=40, required=False)
    field_order = ["act_id", "seen", "terms", "business_name", "address", "country", "tax_number", "name", "read"]
    given = {"name": "business_name", "address": "address", "country": "country", "tax_number": "tax_number"}

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        self.fields["country"].error_messages["invalid_choice"] = sentence(Refusal("choose_one"))

    def offered(self, place: Any) -> dict[str, Any]:
        mine = place.business(place.side)
        return super().offered(place) | {field: getattr(mine, name) for name, field in self.given.items()}

    def prepare(self) -> None:
        """Write the client's own details down, where they changed; not with terms that will be refused."""
        if self.cleaned_data["terms"] != self.place.contract.terms:
            return
        mine = self.place.business(self.place.side)
        changed = [name for name, field in self.given.items() if getattr(mine, name) != self.cleaned_data[field]]
        for name in changed:
            setattr(mine, name, self.cleaned_data[self.given[name]])
        if changed:
            mine.save(update_fields=changed)


class AcceptChangeForm(AgreeForm):
    """Binds the hash of the change order on the screen."""

    read = Tick(label=_("I have read what changes, and agree to it."))

    @classmethod
    def shown(cls, place: Any) -> dict[str, Any]:
        change = place.contract.change
        return super().shown(place) | {"terms": change.terms if change else ""}

    @classmethod
    def renewed(cls, place: Any, typed: Any) -> ActForm:
        """What was ticked counts for the change order that was read, not for another."""
        if typed.get("terms") != cls.shown(place)["terms"]:
            typed = typed.copy()
            typed.pop("read", None)
        return ActForm.renewed.__func__(cls, place, typed)

    def act(self) -> acts.Act:
        return acts.AcceptChange(self.cleaned_data["terms"], words(self.cleaned_data["name"]), "code")


class DeclineChangeForm(ActForm):
    reason = Text(label=_("Why"), lines=True, missing="reason_missing", help_text=_("The other side reads it."))

    def act(self) -> acts.Act:
        return acts.DeclineChange(words(self.cleaned_data["reason"]))


class WithdrawChangeForm(ActForm):
    reason = Text(label=_("Why"), lines=True, required=False, help_text=_("The other side reads it."))

    def act(self) -> acts.Act:
        reason = self.cleaned_data["reason"]
        return acts.WithdrawChange(words(reason) if reason else None)


class DeclineForm(ActForm):
    reason = Text(label=_("Why"), lines=True, missing="reason_missing", help_text=_("The other side reads it."))

    def act(self) -> acts.Act:
        return acts.Decline(words(self.cleaned_data["reason"]))


class WithdrawForm(ActForm):
    reason = Text(label=_("Why"), lines=True, required=False, help_text=_("The other side reads it."))

    def act(self) -> acts.Act:
        reason = self.cleaned_data["reason"]
        return acts.Withdraw(words(reason) if reason else None)


class AskFundingForm(ActForm):
    def act(self) -> acts.Act:
        return acts.AskFunding(self.place.number)


class StartForm(ActForm):
    def act(self) -> acts.Act:
        return acts.Start(self.place.number)


class RetractForm(ActForm):
    def act(self) -> acts.Act:
        return acts.Retract(self.place.number)


class DayForm(ActForm):
    """One day on which money was sent or seen."""

    kind: type[acts.ClaimPaid] | type[acts.ConfirmFunding] | type[acts.ConfirmPayment] | type[acts.Refund]

    def offered(self, place: Any) -> dict[str, Any]:
        return {"on": place.today}

    def act(self) -> acts.Act:
        return self.kind(self.place.number, self.cleaned_data["on"])


class ClaimPaidForm(DayForm):
    kind = acts.ClaimPaid
    on = Day(label=_("Sent on"))


class ConfirmFundingForm(DayForm):
    kind = acts.ConfirmFunding
    on = Day(label=_("Arrived on"))


class ConfirmPaymentForm(DayForm):
    kind = acts.ConfirmPayment
    on = Day(label=_("Arrived on"))


class RefundForm(DayForm):
    kind = acts.Refund
    on = Day(label=_("Sent back on"))


class ReportForm(ActForm):
    percent = Whole(label=_("How far is it?"), widget=forms.NumberInput({"min": 0, "max": 100, "inputmode": "numeric"}))
    note = Text(label=_("What is done, what comes next"), lines=True)
    next_on = Day(label=_("The next word comes by"), help_text=_("Both sides see this date."))

    def offered(self, place: Any) -> dict[str, Any]:
        asked = place.request.GET.get("percent", "")  # how far it is one level down, to be passed on
        known = asked if asked.isascii() and asked.isdigit() and len(asked) < 4 else place.stone.percent
        return {"percent": known, "next_on": place.today + NEXT_WORD}

    def act(self) -> acts.Act:
        given = self.cleaned_data
        return acts.Report(self.place.number, given["percent"], words(given["note"]), given["next_on"])
