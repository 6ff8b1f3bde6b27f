"""Members of a business: who they are, what each may do, and who is invited."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.notices import membership
from tallystone.pages import member_forms, role_table, settings_forms, stepup
from tallystone.pages.account import see
from tallystone.pages.signed import Signed
from tallystone.people import members as room
from tallystone.people.models import Member


@login_required
@require_safe
def members(request: Signed, business_id: int) -> HttpResponse:
    """The list, what each role may do, and for owners the ways to change it."""
    business, mine = room.business_of(request.user, business_id)
    owner = mine == Member.OWNER
    saved = {
        "invited": _("The invitation is on its way."), "revoked": _("The invitation no longer works."),
        "role": _("The role is changed."), "removed": _("They are no longer a member."),
        "owner": _("The business has a new owner. You manage it now."), "joined": _("You are a member now."),
    }.get(request.GET.get("saved", ""), "")  # fmt: skip
    told = {
        "firm": business,
        "owner": owner,
        "mine": mine,
        "members": room.members_of(business.pk),
        "invitations": room.waiting(business) if owner else [],
        "parts": role_table.table(),
        "saved": saved,
    }
    return render(request, "members/list.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Signed, business_id: int) -> HttpResponse:
    """Whom, in which role; a fresh code shows that it is an owner who invites."""
    business, _mine = room.business_of(request.user, business_id, keeper=True)
    form = member_forms.Invite(settings_forms.given(request), initial={"role": Member.MEMBER})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            stepup.need(request)
            email, role = form.cleaned_data["email"], form.cleaned_data["role"]
            address = room.invite(request, business, email, role)
            membership.invited(business, email, role, request.user, address)
            return done(business.pk, "invited")
        except Refusal as wrong:
            refusal = wrong
            if wrong.field in form.fields:
                form.add_error(wrong.field, sentence(wrong))
    told = {"firm": business, "form": form, "fresh": stepup.shown(request, refusal)}
    return render(request, "members/invite.html", told, status=status(form, refusal))


@login_required
@require_POST
def revoke(request: Signed, business_id: int, number: int) -> HttpResponse:
    """Ends an invitation that waits; pressed twice, it has ended."""
    business, _mine = room.business_of(request.user, business_id, keeper=True)
    room.revoke(business, number)
    return done(business.pk, "revoked")


def done(business_id: int, what: str) -> HttpResponse:
    """Back to the list, which says what was done."""
    return see(f"{reverse('members', args=[business_id])}?saved={what}")


def status(form, refusal: Refusal | None) -> int:
    """Of a form that comes back: something is wrong, or only a code is awaited."""
    return 422 if (form and form.errors) or (refusal and refusal.name != "code_sent") else 200
