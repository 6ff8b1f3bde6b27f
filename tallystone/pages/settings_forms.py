"""The forms of the welcome and the settings. Each reads strictly and says in a sentence what is wrong."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.pages import choices
from tallystone.people import reading
from tallystone.people.addresses import read_address

ORGANIZATION = {"autocomplete": "organization"}


class Plain(forms.Form):
    """A form whose fields are read by functions that raise a Refusal; `begins` is what it shows first."""

    reads: dict[str, Callable[[str, str], object]] = {}
    use_required_attribute = False

    def clean(self):
        for name, read in self.reads.items():
            if name not in self.cleaned_data:
                continue
            try:
                found = self.cleaned_data[name] = read(self.cleaned_data[name], name)
            except Refusal as refusal:
                self.add_error(name, sentence(refusal))
                continue
            if self.fields[name].required and not found:  # nothing but spaces
                self.add_error(name, self.fields[name].error_messages["required"])
        return self.cleaned_data


def given(request):
    """What was posted, or None where the form is shown for the first time."""
    return request.POST if request.method == "POST" else None


class You(Plain):
    name = forms.CharField(
        label=_("Your name"), max_length=120, strip=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, as others know you.")},
    )  # fmt: skip
    locale = forms.ChoiceField(label=_("How dates and numbers are written"))
    zone = forms.ChoiceField(label=_("Your time zone"), choices=choices.zones)
    reads = {"name": reading.read_line}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locale"].choices = choices.formats((self.initial or {}).get("locale", ""))


class Firm(Plain):
    """Whose name and address stand on agreements and invoices."""

    name = forms.CharField(
        label=_("Name of the business"), max_length=120, strip=False, widget=forms.TextInput(attrs=ORGANIZATION),
        help_text=_("As it stands on agreements and invoices. Your own name, if you work under it."),
        error_messages={"required": _("Write the name that stands on agreements and invoices.")},
    )  # fmt: skip
    address = forms.CharField(
        label=_("Postal address"), max_length=500, strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        help_text=_("Street and number, then postcode and town."),
        error_messages={"required": _("Write the postal address: an invoice needs it.")},
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country"), choices=choices.countries, error_messages={"required": _("Choose a country from the list.")}
    )
    reads = {"name": reading.read_line, "address": reading.read_lines}


class Business(Firm):
    currency = forms.ChoiceField(label=_("Currency you usually bill in"), choices=choices.currencies)
    zone = forms.ChoiceField(
        label=_("Time zone of the business"),
        choices=choices.zones,
        help_text=_("Deadlines in new agreements are counted in it."),
    )


class ClientFirm(Firm):
    tax_number = forms.CharField(label=_("Tax number"), max_length=40, required=False, strip=False)
    reads = {**Firm.reads, "tax_number": reading.read_tax_number}


class Welcome(Business):
    person_name = forms.CharField(
        label=_("Your name"), max_length=120, strip=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, as others know you.")},
    )  # fmt: skip
    field_order = ["person_name", "name", "address", "country", "currency", "zone"]
    reads = {**Firm.reads, "person_name": reading.read_line}


class Tax(Plain):
    tax_number = forms.CharField(
        label=_("Tax number"), max_length=40, required=False, strip=False,
        help_text=_("Your VAT number, or the number your tax office gave you. It stands on every invoice."),
    )  # fmt: skip
    tax_rate = forms.CharField(
        label=_("Tax rate"), max_length=20, required=False,
        help_text=_("Added to your prices. Leave it empty if you charge none."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    tax_note = forms.CharField(
        label=_("Note when no tax is charged"), max_length=200, required=False, strip=False,
        help_text=_("Why, in the words your tax office wants, for example “Reverse charge” or “Exempt as a small business”."),
    )  # fmt: skip
    reads = {"tax_number": reading.read_tax_number, "tax_rate": reading.read_tax_rate, "tax_note": reading.read_line}


class Bank(Plain):
    account_holder = forms.CharField(
        label=_("Account holder"), max_length=70, strip=False, required=False, help_text=_("As the bank knows it.")
    )
    iban = forms.CharField(
        label=_("IBAN or account number"), max_length=60, required=False, strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    bic = forms.CharField(
        label=_("BIC or bank"), max_length=60, required=False, strip=False,
        help_text=_("For an account without IBAN: the bank’s name and its sort or routing code."),
    )  # fmt: skip
    reads = {"account_holder": reading.read_line, "iban": reading.read_account, "bic": reading.read_line}


class Invoices(Bank, Tax):
    """Both at once, for who begins."""

    field_order = ["tax_number", "tax_rate", "tax_note", "account_holder", "iban", "bic"]
    reads = {**Tax.reads, **Bank.reads}


class Address(Plain):
    email = forms.CharField(
        label=_("New mail address"), max_length=400, strip=False, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    reads = {"email": read_address}
