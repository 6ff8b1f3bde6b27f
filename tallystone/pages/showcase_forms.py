"""Forms of what a business shows: its profile, the story of a sample, a place on a picture, a collection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tallystone.pages.act_fields import Day, Text, Whole
from tallystone.pages.settings_forms import Plain
from tallystone.people import reading
from tallystone.showcase.drawing import BLUR, CROP, OUT
from tallystone.showcase.finding import read_slug
from tallystone.showcase.models import Profile

COMMAS = _("Parted by commas.")


class ProfileForm(Plain):
    """What stands on the profile."""

    name = Text(label=_("Name on the profile"), most=80)
    slug = forms.CharField(
        label=_("Address"), max_length=60, strip=True, help_text=_("Small letters, digits and hyphens; it stands after the @."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Choose an address, such as jonas-brandt.")},
    )  # fmt: skip
    headline = Text(label=_("In one sentence"), most=140, required=False, help_text=_("What you do, for whom."))
    about = Text(label=_("About"), most=2_000, lines=True, required=False)
    kinds = Text(label=_("Kinds of work"), most=400, required=False, help_text=COMMAS)
    skills = Text(label=_("Skills"), most=400, required=False, help_text=COMMAS)
    place = Text(label=_("Where you are"), most=80, required=False)
    free_from = forms.DateField(
        label=_("Time for new work from"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"], error_messages={"invalid": _("Write a date as year-month-day, such as 2027-03-12.")},
    )  # fmt: skip
    availability = Text(
        label=_("Or in your own words"), most=140, required=False, help_text=_("It then stands in place of the date.")
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=Profile.Theme.choices)
    takes_enquiries = forms.BooleanField(label=_("Let visitors ask for a proposal"), required=False)
    public = forms.BooleanField(label=_("Everybody may see the profile"), required=False)
    reads = {"slug": read_slug, "name": reading.read_line, "headline": reading.read_line}


class StoryForm(forms.Form):
    """The story of a sample."""

    use_required_attribute = False
    title = Text(label=_("Title"), most=100)
    problem = Text(label=_("The problem"), most=2_000, lines=True, required=False, help_text=_("What was wrong or missing?"))
    work = Text(label=_("The work"), most=2_000, lines=True, required=False, help_text=_("What was done, and how?"))
    result = Text(label=_("The result"), most=2_000, lines=True, required=False, help_text=_("What is better since?"))
    credits = Text(
        label=_("Made by"), most=1_000, lines=True, required=False, help_text=_("One person a line, with what they did.")
    )


class PlaceForm(forms.Form):
    """A rectangle on a picture, in per cent, and what happens to it."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What to do"), choices=[(CROP, _("Keep only this part")), (BLUR, _("Blur it")), (OUT, _("Leave it out"))],
        widget=forms.RadioSelect, initial=BLUR,
    )  # fmt: skip
    left = forms.FloatField(label=_("From the left, %"), min_value=0, max_value=100)
    top = forms.FloatField(label=_("From the top, %"), min_value=0, max_value=100)
    width = forms.FloatField(label=_("Width, %"), min_value=0, max_value=100)
    height = forms.FloatField(label=_("Height, %"), min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("left", "top", "width", "height"):
            field = self.fields[name]
            field.widget.attrs |= {"step": "0.1", "inputmode": "decimal"}
            field.error_messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("0 to 100 here."))

    def box(self) -> tuple[int, int, int, int]:
        """In thousandths, kept within the picture."""
        left, top, width, height = (round(10 * self.cleaned_data[name]) for name in ("left", "top", "width", "height"))
        return left, top, min(width, 1_000 - left), min(height, 1_000 - top)


class LinesForm(forms.Form):
    """Which lines of a text file are shown."""

    use_required_attribute = False
    first = Whole(label=_("First line"))
    last = Whole(label=_("Last line"))


class AltForm(forms.Form):
    use_required_attribute = False
    alt = Text(
        label=_("What it shows"),
        most=200,
        required=False,
        help_text=_("It stands below it, and is read to who does not see it."),
    )


class CollectionForm(forms.Form):
    """A private collection."""

    use_required_attribute = False
    title = Text(label=_("Title"), most=100, help_text=_("The prospect reads it, for example “For the museum in Porto”."))
    words = Text(label=_("A word to them"), most=2_000, lines=True, required=False)
    last_day = Day(label=_("Open until"))
    samples = forms.MultipleChoiceField(label=_("Samples"), required=False, widget=forms.CheckboxSelectMultiple)
