"""The form for the limit of unreviewed hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.core.money import plainly


class LimitForm(forms.Form):
    """How many unreviewed hours the freelancer allows, and what an hour is worth where the terms do not say."""

    use_required_attribute = False
    limit = forms.CharField(
        label=_("Propose an early snapshot after"), required=False, max_length=20,
        widget=forms.TextInput({"inputmode": "decimal", "size": 6}),
    )  # fmt: skip
    rate = forms.CharField(
        label=_("Your own worth of an hour"), required=False, max_length=20,
        widget=forms.TextInput({"inputmode": "decimal", "size": 8}),
        help_text=_("For the worth of unreviewed hours where no rate is agreed. Only your side sees it."),
    )  # fmt: skip


def limit_form(exposed: Any, currency: str) -> LimitForm:
    """The form with what is set now."""
    rate = plainly(exposed.rate_minor, currency) if exposed.rate_minor else ""
    return LimitForm(initial={"limit": f"{exposed.limit // 60}:{exposed.limit % 60:02d}", "rate": rate})
