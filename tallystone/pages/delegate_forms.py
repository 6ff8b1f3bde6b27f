"""From what was typed to acts about giving work on: to ask, to consent, to say no; and a subcontractor's yes to terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.core import acts
from tallystone.core.delegating import request_of, shows_workers
from tallystone.core.refusal import Refusal
from tallystone.core.state import Request
from tallystone.core.words import Words
from tallystone.drafting import keeping
from tallystone.drafting.typed import whole
from tallystone.journal.prose import read, words
from tallystone.pages.act_fields import NAME_LENGTH, ActForm, Hidden, Text, wrong
from tallystone.pages.act_forms import ClientAgreeForm
from tallystone.pages.place import Place
from tallystone.people import parties
from tallystone.people.reading import read_account

ANY = Words("?", "")


class AskSubcontractForm(ActForm):
    """Whom, where the terms show workers to the client, and a word about it. `?draft=` fills in whom a draft is for."""

    name = Text(label=_("Who is it?"), most=NAME_LENGTH, help_text=_("A person or a company. Your client reads this name."))
    email = Text(label=_("Mail address"), most=254, missing="email_missing", help_text=_("Your client does not see it."))
    note = Text(label=_("A word about it"), lines=True, required=False, help_text=_("Why, and what they are good at."))

    def __init__(self, place: Place, data: Any = None):
        super().__init__(place, data)
        self.named = shows_workers(place.plan)
        if not self.named:
            del self.fields["name"], self.fields["email"]
        else:
            self.fields["email"].widget.input_type = "email"

    def offered(self, place: Place) -> dict[str, Any]:
        asked = place.request.GET.get("draft", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
            return {}
        draft = keeping.open_drafts(place.request.user).filter(pk=int(asked), parent=place.code).first()
        typed = whole(draft.typed) if draft else whole({})
        return {"email": typed["client_email"], "name": typed["client_company"] or typed["client_name"]}

    def clean(self) -> None:
        super().clean()
        if self.named and not self.errors:
            try:
                own = self.place.business("freelancer")
                self.worker = parties.worker_for(own, self.cleaned_data["email"], "", self.cleaned_data["name"])
            except Refusal as refusal:
                self.add_error("email", wrong(refusal.name, **refusal.told))

    def field_of(self, field: str) -> str:
        return "name" if field == "who" else field

    def act(self) -> acts.Act:
        note = words(self.cleaned_data["note"]) if self.cleaned_data["note"] else None
        if not self.named:
            return acts.AskSubcontract(self.place.number, note=note)
        return acts.AskSubcontract(self.place.number, self.worker.pk, words(self.cleaned_data["name"]), note)


class AnswerRequestForm(ActForm):
    """Binds the request that the page showed."""

    request = Hidden(r"^[0-9]{1,6}\Z")

    @classmethod
    def shown(cls, place: Place) -> dict[str, Any]:
        found = request_of(place.contract, place.number)
        return super().shown(place) | {"request": found.number if found else 0, "who": found.who if found else ""}

    @property
    def number(self) -> int:
        return int(self.cleaned_data["request"])


class ConsentSubcontractForm(AnswerRequestForm):
    who = forms.RegexField(r"^([0-9a-f]{64})?\Z", required=False, widget=forms.HiddenInput())

    def act(self) -> acts.Act:
        return acts.ConsentSubcontract(self.place.number, self.number, self.cleaned_data["who"])


class RefuseSubcontractForm(AnswerRequestForm):
    reason = Text(label=_("Why"), lines=True, missing="reason_missing", help_text=_("The other side reads it."))

    def act(self) -> acts.Act:
        return acts.RefuseSubcontract(self.place.number, self.number, words(self.cleaned_data["reason"]))


class WorkerAgreeForm(ClientAgreeForm):
    """A subcontractor agrees, and puts right who they are and where they are paid."""

    iban = Text(label=_("IBAN or account number"), most=60, help_text=_("It stands on your invoices."))
    field_order = ["act_id", "seen", "terms", "business_name", "address", "country", "tax_number", "iban", "name", "read"]
    given = {**ClientAgreeForm.given, "iban": "iban"}

    def clean_iban(self) -> str:
        try:
            return read_account(self.cleaned_data["iban"], "iban")
        except Refusal as refusal:
            raise wrong(refusal.name, **refusal.told) from None


def request(place: Place, form: ActForm | None) -> dict[str, Any]:
    """The request that is answered, in its words."""
    found = request_of(place.contract, place.number)
    return {"asked_for": said(found)} if found else {}


def said(found: Request) -> dict[str, Any]:
    """A request with its words, where they are still there."""
    texts = read([found.who, found.note])
    return {"request": found, "who": texts.get(found.who, ""), "note": texts.get(found.note, "")}


def _trial(kind: type[acts.Act]) -> Any:
    def made(place: Place) -> acts.Act:
        found = request_of(place.contract, place.number)
        number, who = (found.number, found.who) if found else (0, "")
        if kind is acts.AskSubcontract:
            return acts.AskSubcontract(place.number, 10**15, ANY)
        if kind is acts.ConsentSubcontract:
            return acts.ConsentSubcontract(place.number, number, who)
        return acts.RefuseSubcontract(place.number, number, ANY)

    return made


TRIALS = {kind: _trial(kind) for kind in (acts.AskSubcontract, acts.ConsentSubcontract, acts.RefuseSubcontract)}
PAGES = (
    (acts.AskSubcontract, AskSubcontractForm, None, False),
    (acts.ConsentSubcontract, ConsentSubcontractForm, None, False, request),
    (acts.RefuseSubcontract, RefuseSubcontractForm, None, False, request),
)
