"""How often letters come: the settings page of it, and the one click that ends those which need no answer."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.notices import rhythm
from tallystone.notices.models import Wish
from tallystone.pages.settings_forms import given
from tallystone.pages.settings_pages import Words, done, keep
from tallystone.pages.signed import Signed

RHYTHM = {
    rhythm.DAILY: gettext_lazy("Once a working day"),
    rhythm.WEEKLY: gettext_lazy("Once a week"),
    rhythm.EACH: gettext_lazy("Each at once"),
    rhythm.NEVER: gettext_lazy("Not at all"),
}
HINTS = {
    rhythm.DAILY: gettext_lazy("One letter with all that moved, and none where nothing did."),
    rhythm.WEEKLY: gettext_lazy("The same, on your first working day."),
    rhythm.EACH: gettext_lazy("A letter for every step."),
    rhythm.NEVER: gettext_lazy("You look here when you want to know."),
}
DAYS = [
    ("1", gettext_lazy("Monday")), ("2", gettext_lazy("Tuesday")), ("3", gettext_lazy("Wednesday")),
    ("4", gettext_lazy("Thursday")), ("5", gettext_lazy("Friday")), ("6", gettext_lazy("Saturday")),
    ("7", gettext_lazy("Sunday")),
]  # fmt: skip
HOLDS = {"": gettext_lazy("At once, at any hour"), "1": gettext_lazy("At once, within my working hours")}
HELD = {"1": gettext_lazy("What comes outside of them waits until they begin, unless its time would be nearly over by then.")}
HOURS = [(str(hour), f"{hour}:00") for hour in range(rhythm.EARLIEST, rhythm.LATEST + 1)]
ENDS = [(str(hour), f"{hour}:00") for hour in range(rhythm.EARLIEST + 1, 25)]


class Letters(forms.Form):
    """What a person wishes to hear, and when."""

    use_required_attribute = False
    rhythm = forms.ChoiceField(
        label=gettext_lazy("What needs no answer"), choices=list(RHYTHM.items()), widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Your working days"), choices=DAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one day.")},
    )  # fmt: skip
    hour = forms.ChoiceField(label=gettext_lazy("Your day begins at"), choices=HOURS)
    ends = forms.ChoiceField(label=gettext_lazy("It ends at"), choices=ENDS)
    holds = forms.ChoiceField(
        label=gettext_lazy("What needs an answer of yours"),
        required=False,
        choices=list(HOLDS.items()),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].hints, self.fields["holds"].hints = HINTS, HELD
        for field in self.fields.values():
            field.error_messages |= {"invalid_choice": sentence(Refusal("choose_one"))}

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        if {"hour", "ends"} <= read.keys() and int(read["hour"]) >= int(read["ends"]):
            self.add_error("ends", _("Your day ends after it begins. Choose a later hour."))
        return read


def _initial(wish: Wish) -> dict[str, Any]:
    told = {"rhythm": wish.rhythm, "days": list(wish.days), "hour": str(wish.hour), "ends": str(wish.ends)}
    return told | {"holds": "1" if wish.holds else ""}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_letters(request: Signed) -> HttpResponse:
    """Takes the wish. Letters that are planned follow it from now on."""
    wish = rhythm.wished(request.user.pk)
    form = Letters(given(request), initial=_initial(wish))
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        keep(
            rhythm.wish_of(request.user.pk),
            {
                "rhythm": read["rhythm"],
                "days": "".join(sorted(read["days"])),
                "hour": int(read["hour"]),
                "ends": int(read["ends"]),
                "holds": bool(read["holds"]),
            },
        )
        return done("letters")
    lead = _(
        "What needs an answer of yours is never gathered with other things. Days and hours are of your time zone (%(zone)s)."
    )
    words = Words(_("Letters"), lead % {"zone": request.user.zone}, _("Keep this"))
    told = {"form": form, "words": words}
    return render(request, "account/letters.html", told, status=422 if form.errors else 200)


@csrf_exempt  # RFC 8058: the mail program posts, with no page and no session of ours before it
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the letters that need no answer, and can do nothing else. GET asks first, for scanners of mail open links."""
    wish = rhythm.wish_behind(token)
    if wish is None:
        raise Http404
    if request.method == "POST":
        keep(wish, {"rhythm": rhythm.NEVER})
    answer = render(request, "account/letters_stop.html", {"stopped": wish.rhythm == rhythm.NEVER})
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
