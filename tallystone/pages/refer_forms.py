"""From a name or an address to a referral; from a list to the one who was chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tallystone.acting.sentences import sentence
from tallystone.core import acts
from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.state import Referral
from tallystone.journal.prose import words
from tallystone.pages.act_fields import ActForm, Text, wrong
from tallystone.pages.ask_forms import Choosing, One
from tallystone.pages.editor import decimal_mark
from tallystone.people import circle
from tallystone.people.addresses import read_address
from tallystone.people.arriving import person_at
from tallystone.people.models import Person
from tallystone.showing import money

SOMEBODY = "0"


class ReferForm(ActForm):
    """`who` is one of those whom the business knows, or "0" for somebody at `email`."""

    who = forms.ChoiceField(label=_("Who could take over"), required=False)
    email = Text(label=_("Their mail address"), most=254, required=False)
    fee = Text(label=_("Fee that they owe you for it, before tax"), most=40, required=False)
    note = Text(
        label=_("Why them"),
        lines=True,
        required=False,
        help_text=_("Your client reads it, and the one you name if they are chosen."),
    )

    def __init__(self, place: Any, data: Any = None):
        super().__init__(place, data)
        self.known = circle.persons_for(place.contract.freelancer) if place.side == "freelancer" else []
        named = [(str(person.pk), label) for person, label in self.known]
        self.fields["who"].choices = [*named, (SOMEBODY, __("Somebody else, by mail"))]
        self.fields["who"].error_messages["invalid_choice"] = sentence(Refusal("choose_one"))
        self.fields["fee"].help_text = __("Leave it empty for none. Your client sees that there is one, and what it is.")
        if not named:
            self.fields["who"].widget = forms.HiddenInput()

    def offered(self, place: Any) -> dict[str, Any]:
        return {"who": SOMEBODY}

    def clean_fee(self) -> int:
        typed = self.cleaned_data["fee"].strip()
        if not typed:
            return 0
        try:
            return read_amount(typed, self.place.currency, decimal_mark(), "fee")
        except Refusal as refusal:
            raise wrong(refusal.name, **refusal.told) from None

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("who", SOMEBODY) in {SOMEBODY, ""} and "email" not in self.errors:
            try:
                self.address = read_address(self.cleaned_data.get("email", ""))
            except Refusal as refusal:
                self.add_error("email", sentence(refusal))

    address = ""

    def field_of(self, field: str) -> str:
        return ("email" if self.address else "who") if field == "person" else field

    def act(self) -> acts.Act:
        note = self.cleaned_data["note"]
        person = person_at(self.address).pk if self.address else int(self.cleaned_data["who"])
        return acts.Refer(person, self.cleaned_data["fee"], words(note) if note else None)


class OnReferral(Choosing):
    """A form about one of those who are named."""

    name = "referral"
    states: tuple[str, ...] = ("named", "chosen")

    def choices(self, place: Any) -> list[tuple[str, str]]:
        found = [r for r in place.contract.referrals if r.state in self.states]
        people = Person.objects.in_bulk([r.person for r in found])
        return [(str(r.number), label_of(people.get(r.person), r, place.currency)) for r in found]


def label_of(person: Person | None, referral: Referral, currency: str) -> str:
    """What somebody who was named is called, with the fee where there is one."""
    name = (f"{person.name} ({person.email})" if person.name else person.email) if person else "–"
    if not referral.fee_minor:
        return name
    return __("%(name)s, for a fee of %(fee)s between those two") % {"name": name, "fee": money(referral.fee_minor, currency)}


class ConsentSuccessorForm(OnReferral):
    states = ("named",)
    referral = One(_("Who takes over, if you agree with them"), "no_such_referral")
    prices = forms.BooleanField(label=_("Show them the agreed prices of the milestones that are left"), required=False)
    note = Text(label=_("A word to them"), lines=True, required=False)

    def act(self) -> acts.Act:
        note = self.cleaned_data["note"]
        return acts.ConsentSuccessor(self.chosen, int(self.cleaned_data["prices"]), words(note) if note else None)


class DeclineSuccessorForm(OnReferral):
    referral = One(_("Whom you do not want"), "no_such_referral")
    reason = Text(label=_("Why"), lines=True, required=False)

    def act(self) -> acts.Act:
        reason = self.cleaned_data["reason"]
        return acts.DeclineSuccessor(self.chosen, words(reason) if reason else None)


class WithdrawReferralForm(OnReferral):
    referral = One(_("Whom you take back"), "no_such_referral")

    def act(self) -> acts.Act:
        return acts.WithdrawReferral(self.chosen)
