"""One member: another role, the whole business, or the end of the membership. Each wants a fresh code."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystone.acting import outbox
from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.roles import GUEST
from tallystone.notices import membership
from tallystone.pages import handing_on, member_forms, settings_forms, stepup
from tallystone.pages.account import see
from tallystone.pages.members import done, status
from tallystone.pages.signed import Signed
from tallystone.people import members as room
from tallystone.people.models import Member


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: Signed, business_id: int, member_id: int) -> HttpResponse:
    """Another role, from the next request on."""
    business, _mine = room.business_of(request.user, business_id, keeper=True)
    member = room.member_in(business, member_id)
    form = member_forms.Role(settings_forms.given(request), initial={"role": member.role})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, member, form.cleaned_data["role"])
            return done(business.pk, "role")
        except Refusal as wrong:
            refusal = wrong
            if wrong.field in form.fields:
                form.add_error(wrong.field, sentence(wrong))
    told = {"firm": business, "member": member, "form": form, "me": member.person_id == request.user.pk}
    return render(request, "members/role.html", told | _fresh(request, refusal), status=status(form, refusal))


def _change(request: Signed, member: Member, wanted: str) -> None:
    if wanted == member.role:
        return
    stepup.need(request)
    room.change_role(member, wanted)
    membership.role_changed(member, wanted, request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: Signed, business_id: int, member_id: int) -> HttpResponse:
    """Hands the business over: this member owns it, who hands it over manages it."""
    business, _mine = room.business_of(request.user, business_id, keeper=True)
    member = room.member_in(business, member_id)
    if member.person_id == request.user.pk:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            stepup.need(request)
            own = Member.objects.get(business=business, person_id=request.user.pk)
            room.hand_over(own, member)
            membership.owner_changed(member, request.user)
            return done(business.pk, "owner")
        except Refusal as wrong:
            refusal = wrong
    told = {"firm": business, "member": member}
    return render(request, "members/owner.html", told | _fresh(request, refusal), status=status(None, refusal))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Signed, business_id: int, member_id: int) -> HttpResponse:
    """An owner removes anybody; everybody may leave. Contracts in their hands go to somebody who stays."""
    business, mine = room.business_of(request.user, business_id)
    member = room.member_in(business, member_id)
    me = member.person_id == request.user.pk
    if mine != Member.OWNER and not me:
        raise Http404
    codes = room.in_hands_of(member)
    others = [one for one in room.members_of(business.pk) if one.pk != member.pk]
    form = _take_over(request, codes, others, member)
    refusal = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            stepup.need(request)
            if me and form is not None:  # whoever leaves hands on first, by acts of their own
                handing_on.hand_all(business.pk, request.user.pk, int(form.cleaned_data["to"]), codes)
            room.remove(member)
            if not me:
                _hand_on(request, member, codes, form)
            membership.removed(member, request.user)
            return see(f"{reverse('settings')}?saved=left") if me else done(business.pk, "removed")
        except Refusal as wrong:
            refusal = wrong
    told = {
        "firm": business,
        "member": member,
        "me": me,
        "form": form,
        "follows": _follows(len(codes) if form is None else 0, me),
    }
    return render(request, "members/remove.html", told | _fresh(request, refusal), status=status(form, refusal))


def _take_over(request: Signed, codes: list[str], others: list[Member], member: Member) -> Any:
    """The question who takes over: their owner, if nobody else is chosen. None where there is nothing to hand on, or nobody
    to take it, or where a guest leaves, who hands nothing on."""
    me = member.person_id == request.user.pk
    if not codes or (me and (member.role == GUEST or not others)):
        return None
    first = others[0].person_id if me else request.user.pk
    return member_forms.TakeOver(settings_forms.given(request), others=others, initial={"to": str(first)})


def _hand_on(request: Signed, member: Member, codes: list[str], form: Any) -> None:
    """The worker hands their contracts on, each as an act of who removed them."""
    if form is None:
        return
    now = timezone.now()
    for code in codes:
        told = {"business": member.business_id, "by": request.user.pk, "to": int(form.cleaned_data["to"]), "code": code}
        outbox.put("hand", f"hand:{member.pk}:{now:%Y%m%d%H%M%S}:{code}", told | {"at": now.isoformat()}, now)


def _follows(count: int, me: bool) -> list[str]:
    """What follows from the end of a membership."""
    told = [_("Access ends at once."), _("What was done stays in the history, under the name of who did it.")]
    if count and me:
        told.append(
            ngettext(
                "%(count)s contract is in your hands. The owners get its letters from then on, and hand it on.",
                "%(count)s contracts are in your hands. The owners get their letters from then on, and hand them on.",
                count,
            )
            % {"count": count}
        )
    return told


def _fresh(request: Signed, refusal: Refusal | None) -> dict[str, Any]:
    """The code's field, and what is wrong that belongs to no field."""
    error = sentence(refusal) if refusal is not None and not refusal.field else ""
    return {"fresh": stepup.shown(request, refusal), "error": error}
