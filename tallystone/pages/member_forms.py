"""The forms about members: whom to invite, in which role, who takes over, a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.core.roles import GUEST, ROLES
from tallystone.pages.role_table import lead
from tallystone.pages.settings_forms import Plain
from tallystone.people import reading
from tallystone.people.addresses import read_address
from tallystone.people.models import Member
from tallystone.showing import role_word


class Role(Plain):
    """One of the roles, each with what it is for."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose a role.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, role_word(role)) for role in ROLES]
        self.fields["role"].hints = {role: lead(role) for role in ROLES}


class Invite(Role):
    email = forms.CharField(
        label=_("Mail address"), max_length=400, strip=False, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("A link goes there. It works once, for this address alone, within 30 days."),
    )  # fmt: skip
    field_order = ["email", "role"]
    reads = {"email": read_address}


class TakeOver(Plain):
    """Who gets the contracts of somebody who is removed."""

    to = forms.ChoiceField(
        label=_("Into whose hands do they go?"),
        error_messages={"required": _("Choose somebody."), "invalid_choice": _("Choose somebody.")},
    )

    def __init__(self, *args, others: list[Member], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.person_id), str(one)) for one in others if one.role != GUEST]


class Name(Plain):
    name = forms.CharField(
        label=_("Your name"), max_length=120, strip=False, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, as others know you.")},
        help_text=_("The people of the business see it, and the other side of the contracts you work on."),
    )  # fmt: skip
    reads = {"name": reading.read_line}
