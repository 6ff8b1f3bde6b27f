"""Changing one's mail address: a code shows that it is you, another that the new address is yours; the old one is told."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.notices.letters import send_plain_letter
from tallystone.pages import settings_forms as forms
from tallystone.pages import stepup
from tallystone.pages.account import see
from tallystone.pages.codes import send_code
from tallystone.pages.settings_pages import Words, done, show
from tallystone.pages.signed import Signed
from tallystone.people.models import Pass
from tallystone.people.passes import check_code, revoke_invites

PENDING = "new_address"  # in the session: the address whose code is awaited


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: Signed) -> HttpResponse:
    """Takes the new address and mails it a code; the same answer whether or not it is known."""
    form = forms.Address(forms.given(request))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return _ask(request, form.cleaned_data["email"])
        except Refusal as wrong:
            refusal = wrong
            if wrong.field == "email":
                form.add_error("email", sentence(wrong))
    lead = _("You sign in with %(email)s now. Letters go there too.") % {"email": request.user.email}
    words = Words(_("Change your mail address"), lead, _("Mail a code to the new address"))
    return show(request, form, words, refusal, fresh=stepup.shown(request, refusal))


def _ask(request: Signed, email: str) -> HttpResponse:
    refuse_if(email == request.user.email, "address_same", "email")
    stepup.need(request)
    send_code(request, email, Pass.NEW_ADDRESS)
    request.session[PENDING] = email
    return see(reverse("settings-address-code"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address_code(request: Signed) -> HttpResponse:
    """Takes the code that went to the new address; from then on it is the address."""
    email = request.session.get(PENDING)
    if email is None:
        return redirect("settings-address")
    refusal = None
    if request.method == "POST":
        try:
            check_code(request, email, Pass.NEW_ADDRESS, request.POST.get("code", "")[:40])
            _change(request, email)
            return done("address")
        except Refusal as wrong:
            refusal = wrong
    told = {"email": email, "error": sentence(refusal) if refusal else ""}
    return render(request, "account/address_code.html", told, status=422 if refusal else 200)


def _change(request: Signed, email: str) -> None:
    """Now both addresses are shown to be this person's own. Other browsers are signed out, old invitations end."""
    person, old = request.user, request.user.email
    person.email = email
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(update_fields=["email", "password"])
    except IntegrityError as taken:
        raise Refusal("address_taken", "email") from taken
    request.session.pop(PENDING)
    update_session_auth_hash(request, person)
    revoke_invites(old)
    # The whole new address is not told here: the old mailbox may be somebody else's by now.
    sentences = [_("From now on you sign in with another address."), _("If this was not you, answer this letter at once.")]
    send_plain_letter(old, _("Your mail address for Tallystone was changed"), sentences)
