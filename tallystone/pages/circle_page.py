"""The circle, on a page: who does what, who vouches for whom, and who could be added of those one has worked with."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.notices import vouching
from tallystone.pages.act_fields import Text
from tallystone.pages.editor import to
from tallystone.people import circle
from tallystone.people.addresses import read_address
from tallystone.people.arriving import person_at
from tallystone.people.models import Business, Tie
from tallystone.people.reach import business_for

DOES_LENGTH, WORD_LENGTH = 120, 300


class TieForm(forms.Form):
    """What somebody does, and a word for them where one vouches."""

    use_required_attribute = False
    does = Text(label=_("What they do"), most=DOES_LENGTH, required=False)
    vouch = forms.BooleanField(label=_("I vouch for their work"), required=False)
    word = Text(
        label=_("A word for them"), most=WORD_LENGTH, required=False, help_text=_("They read it, and whoever they show it to.")
    )

    def __init__(self, *args: Any, tie: Tie | None = None, **kwargs: Any):
        kept = {"does": tie.does, "vouch": tie.vouched is not None, "word": tie.word} if tie else {}
        super().__init__(*args, initial=kwargs.pop("initial", {}) | kept, **kwargs)


class NewTieForm(TieForm):
    """The same for somebody by their address."""

    email = Text(label=_("Their mail address"), most=254)
    field_order = ["email", "does", "vouch", "word"]
    own: str = ""

    def clean_email(self) -> str:
        try:
            email = read_address(self.cleaned_data["email"])
            if email == self.own:
                raise Refusal("own_referral", "email")
        except Refusal as refusal:
            raise forms.ValidationError(sentence(refusal)) from None
        return email


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Everybody in it; POST adds somebody."""
    business = _own(request)
    form = NewTieForm(request.POST or None, auto_id="new-%s")
    form.own = request.user.email
    if request.method == "POST" and form.is_valid():
        _keep(request, business, circle.tie_with(business, person_at(form.cleaned_data["email"])), form)
        return to(reverse("circle"))
    ties = circle.ties_of(business.pk)
    back = circle.answered(business.pk, ties)
    told = {
        "business": business,
        "rows": [{"tie": tie, "back": back.get(tie.person_id)} for tie in ties],
        "form": form
        if request.method == "POST"
        else NewTieForm(auto_id="new-%s", initial={"email": request.GET.get("email", "")[:254]}),
        "known": circle.worked_with(business.pk, [tie.person_id for tie in ties]),
        "unanswered": [t for t in circle.vouching_for(request.user, business.pk) if t.pk not in {b.pk for b in back.values()}],
    }
    return render(request, "account/circle.html", told, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody in it; POST keeps what is written, `do=remove` takes them out."""
    business = _own(request)
    tie = next((each for each in circle.ties_of(business.pk) if each.pk == number), None)
    if tie is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "remove":
        tie.delete()
        return to(reverse("circle"))
    form = TieForm(request.POST or None, tie=tie)
    if request.method == "POST" and form.is_valid():
        _keep(request, business, tie, form)
        return to(reverse("circle"))
    return render(request, "account/circle_one.html", {"tie": tie, "form": form}, status=422 if form.errors else 200)


def _own(request: HttpRequest) -> Business:
    business = business_for(request.user, "drafts")
    if business is None:
        raise Http404
    return business


def _keep(request: HttpRequest, business: Business, tie: Tie, form: TieForm) -> None:
    given = form.cleaned_data
    new = circle.keep(tie, given["does"], given["word"], given["vouch"])
    if new:
        vouching.tell(tie, request.user)
