"""The form by which a subcontract begins: to whom, which criteria, what is kept, how much earlier, what follows what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.core.money import read_amount
from tallystone.core.refusal import Refusal
from tallystone.core.writing import MOST_FOLLOWED
from tallystone.drafting.delegated import WHOLE_BP, Wish
from tallystone.pages import editor
from tallystone.pages.act_fields import NAME_LENGTH, ActForm, Text, Whole, wrong
from tallystone.pages.place import Place
from tallystone.people.addresses import read_address
from tallystone.people.models import Business

MARGIN, EARLIER, WAIT = "15", 3, 60
MOST_EARLIER = 365
OWN, FOLLOWS = "own", "follows"


class BeginForm(ActForm):
    """`workers` are businesses to which one has given work before."""

    worker = forms.ChoiceField(label=_("Who is it?"), required=False)
    email = Text(label=_("Mail address"), most=254, required=False)
    name = Text(label=_("Name of the person"), most=NAME_LENGTH, required=False)
    company = Text(label=_("Company"), most=NAME_LENGTH, required=False)
    criteria = forms.MultipleChoiceField(label=_("What is given on"), widget=forms.CheckboxSelectMultiple, required=False)
    margin = Text(label=_("What you keep"), most=20, help_text=_("Per cent of your own price for it."))
    earlier = Whole(label=_("How much earlier"), help_text=_("So that you can look at it before you hand it over."))
    acceptance = forms.ChoiceField(choices=[(OWN, OWN), (FOLLOWS, FOLLOWS)], required=False)
    payment = forms.ChoiceField(choices=[(OWN, OWN), (FOLLOWS, FOLLOWS)], required=False)
    wait = Whole(label=_("The longest wait"), help_text=_("Only where something follows. After so many days nobody waits."))

    def __init__(self, place: Place, workers: list[Business], data: Any = None):
        super().__init__(place, data)
        self.workers = {str(one.pk): one for one in workers}
        self.fields["worker"].choices = [("", _("Somebody new")), *((pk, one.name) for pk, one in self.workers.items())]
        self.fields["criteria"].choices = [(str(n), text or "–") for n, text in place.open_criteria]

    def offered(self, place: Place) -> dict[str, Any]:
        every = [str(n) for n, _text in place.open_criteria]
        return {
            "criteria": every, "margin": MARGIN, "earlier": EARLIER, "acceptance": OWN, "payment": OWN, "wait": WAIT,
        }  # fmt: skip

    def clean_margin(self) -> int:
        try:
            bp = read_amount(self.cleaned_data["margin"], "EUR", editor.decimal_mark())
        except Refusal:
            raise wrong("percent_unreadable") from None
        if not 0 <= bp < WHOLE_BP:
            raise wrong("out_of_range", least=0, most=99)
        return bp

    def clean_earlier(self) -> int:
        return self._within("earlier", 0, MOST_EARLIER)

    def clean_wait(self) -> int:
        return self._within("wait", 1, MOST_FOLLOWED)

    def _within(self, name: str, least: int, most: int) -> int:
        value: int = self.cleaned_data[name]
        if not least <= value <= most:
            raise wrong("out_of_range", least=least, most=most)
        return value

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if not given.get("criteria") and "criteria" not in self.errors:
            self.add_error("criteria", wrong("given_missing"))
        if given.get("worker") or "email" in self.errors:
            return
        try:
            given["email"] = read_address(given.get("email", "")) if given.get("email") else ""
        except Refusal as refusal:
            self.add_error("email", wrong(refusal.name, **refusal.told))

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            tuple(sorted(int(n) for n in given["criteria"])), given["margin"], given["earlier"],
            given["acceptance"] == FOLLOWS, given["payment"] == FOLLOWS, given["wait"],
        )  # fmt: skip

    @property
    def to(self) -> dict[str, str]:
        """The fields of the draft that say to whom it goes."""
        given = self.cleaned_data
        if given["worker"]:
            return {"client": given["worker"]}
        return {"client_email": given["email"], "client_name": given["name"], "client_company": given["company"]}
