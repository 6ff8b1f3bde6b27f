"""Asking for a proposal: what a stranger writes on a profile becomes a draft of its owner's, and one letter to them."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as l_
from django.views.decorators.http import require_http_methods

from tallystone import reader
from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.roles import keeps
from tallystone.drafting import keeping
from tallystone.drafting.checking import today_in
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import fresh
from tallystone.notices.letters import Content, keep
from tallystone.pages import showcase_links as links
from tallystone.pages.editor import decimal_mark
from tallystone.pages.settings_forms import Plain
from tallystone.pages.shown import at, page
from tallystone.people import limits, reading
from tallystone.people.addresses import read_address
from tallystone.people.members import members_of
from tallystone.people.models import Person
from tallystone.showcase.models import Profile

FROM_A_PLACE, TO_A_PROFILE = 5, 20  # in a quarter of an hour


class Enquiry(Plain):
    """Who asks, and for what. `website` is a trap: people do not see it, programs fill it in."""

    name = forms.CharField(label=l_("Your name"), max_length=120, strip=False,
                           widget=forms.TextInput(attrs={"autocomplete": "name"}),
                           error_messages={"required": l_("Write your name.")})  # fmt: skip
    email = forms.CharField(label=l_("Your mail address"), max_length=254,
                            widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
                            error_messages={"required": l_("Write your mail address: the proposal goes there.")})  # fmt: skip
    company = forms.CharField(label=l_("Company"), max_length=120, required=False, strip=False)
    needs = forms.CharField(label=l_("What do you need?"), max_length=4_000, strip=False,
                            widget=forms.Textarea(attrs={"rows": 6}),
                            help_text=l_("What is it for, what has to be there at the end, what is not part of it?"),
                            error_messages={"required": l_("Say in a few sentences what you need.")})  # fmt: skip
    by = forms.DateField(label=l_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
                         error_messages={"invalid": l_("Write a date as year-month-day, such as 2027-03-12.")})  # fmt: skip
    budget = forms.CharField(label=l_("What it may cost"), max_length=80, required=False, strip=False,
                             help_text=l_("A sum or a range helps to offer what fits."))  # fmt: skip
    website = forms.CharField(label=l_("Leave this empty"), required=False,
                              widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))  # fmt: skip
    reads = {
        "name": reading.read_line, "company": reading.read_line, "needs": reading.read_lines, "budget": reading.read_line,
        "email": read_address,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what is sent with it."""
    own = at(slug)
    if not (own.takes_enquiries and own.business.freelance):
        raise Http404
    form, error = Enquiry(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            if not form.cleaned_data["website"]:
                _take(request, own, form.cleaned_data)
            return _shown(request, own, {"sent": True})
        except Refusal as refusal:
            error = sentence(refusal)
    status = 422 if form.errors or error else 200
    return _shown(request, own, {"form": form, "error": error}, status)


def _shown(request: HttpRequest, own: Profile, told: dict[str, Any], status: int = 200) -> HttpResponse:
    return page(request, "ask", {"profile": own, "links": links.of_profile(own), "private": True, **told}, status)


def _take(request: HttpRequest, own: Profile, told: dict[str, Any]) -> None:
    """Make the draft and write to who keeps drafts there. Raises Refusal("too_many_tries")."""
    limits.count("enquiry-place", limits.place_of(request), FROM_A_PLACE)
    limits.count("enquiry-profile", str(own.business_id), TO_A_PROFILE)
    people = [m.person for m in members_of(own.business_id) if keeps(m.role, "drafts")]
    if not people:
        raise Refusal("too_many_tries")
    with reader.reading(reader.Reader(people[0].locale, people[0].zone)):
        draft = _draft(own, people[0], told)
    for person in people:
        _write(own, person, draft, told)


def _draft(own: Profile, person: Person, told: dict[str, Any]) -> Draft:
    draft = Draft(business=own.business, person=person)
    typed = fresh(own.business, decimal_mark(), today_in(own.business.zone))
    asked = [
        told["needs"],
        _("Wanted by: %(by)s") % told if told["by"] else "",
        _("May cost: %(budget)s") % told if told["budget"] else "",
    ]
    typed |= {
        "title": _("For %(who)s") % {"who": (told["company"] or told["name"])[:100]},
        "background": "\n\n".join(filter(None, asked)),
        "client_email": told["email"], "client_name": told["name"], "client_company": told["company"],
    }  # fmt: skip
    if isinstance(told["by"], date) and typed["milestones"]:
        typed["milestones"][-1]["due"] = told["by"].isoformat()
    keeping.keep(draft, typed, 0, "")
    return draft


def _write(own: Profile, person: Person, draft: Draft, told: dict[str, Any]) -> None:
    now = datetime.now(UTC)
    who = told["company"] or told["name"]
    content = Content(
        _("%(who)s asks you for a proposal") % {"who": who},
        [_("%(who)s wrote on your profile. It waits for you as a draft, with all that was said filled in.") % {"who": who}],
        quotes=[told["needs"]], button=_("Open the draft"), address=links.whole(reverse("draft", args=[draft.pk])),
    )  # fmt: skip
    keep(f"enquiry:{draft.pk}:{person.pk}", person.email, "Enquiry", content, now)
