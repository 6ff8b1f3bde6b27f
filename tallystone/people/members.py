"""Members of a business: invited by a mailed link, given a role, removed at once. A business always has an owner."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from tallystone.books.models import Contract
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.roles import MANAGER, OWNER, ROLES
from tallystone.people import limits, passes
from tallystone.people.arriving import person_at
from tallystone.people.models import Business, Member, Pass, Person, StatusLink
from tallystone.people.reach import roles_of

MOST = 100  # members and waiting invitations of one business


def business_of(person: Person, business_id: int, *, keeper: bool = False) -> tuple[Business, str]:
    """A business to which this person belongs, and their role there; Http404 for all others. `keeper`: only as its owner."""
    role = roles_of(person).get(business_id, "")
    found = Business.objects.filter(pk=business_id).first() if role else None
    if found is None or (keeper and role != OWNER):
        raise Http404
    return found, role


def members_of(business_id: int) -> list[Member]:
    """Its members of now with their persons, owners first, then as they came."""
    rows = Member.objects.filter(business_id=business_id, left__isnull=True).select_related("person").order_by("id")
    return sorted(rows, key=lambda row: ROLES.index(row.role) if row.role in ROLES else len(ROLES))


def member_in(business: Business, member_id: int) -> Member:
    """One of its members of now, or Http404."""
    rows = Member.objects.filter(pk=member_id, business=business, left__isnull=True)
    found = rows.select_related("person", "business").first()
    if found is None:
        raise Http404
    return found


def waiting(business: Business) -> list[Pass]:
    """The invitations that can still be taken up, the newest first."""
    return list(_waiting().filter(business=business).order_by("-made", "-id"))


def invite(request, business: Business, email: str, role: str) -> str:
    """The address that makes whoever has this mailbox a member, once. Earlier invitations to it end.

    Raises Refusal: already_member, too_many (field "email"), choose_one ("role"), too_many_tries ("email").
    """
    refuse_if(role not in ROLES, "choose_one", "role")
    current = Member.objects.filter(business=business, left__isnull=True)
    refuse_if(current.filter(person__email=email).exists(), "already_member", "email")
    earlier = _waiting().filter(business=business)
    refuse_if(current.count() + earlier.exclude(email=email).count() >= MOST, "too_many", "email", most=MOST)
    try:
        limits.count("mail-place", limits.place_of(request), limits.MAILS_FROM_A_PLACE)
        limits.count("join-address", email, limits.MAILS_TO_AN_ADDRESS)
    except Refusal as refusal:
        raise Refusal(refusal.name, "email") from refusal
    earlier.filter(email=email).update(ends=timezone.now())
    token = passes.make_link(Pass.JOIN, email, business=business, role=role, made_by=request.user)
    return settings.BASE_URL + reverse("join", args=[token])


def revoke(business: Business, pass_id: int) -> None:
    """Ends an invitation that waits; nothing where it is none of this business."""
    _waiting().filter(business=business, pk=pass_id).update(ends=timezone.now())


def join(request, found: Pass, name: str) -> Member:
    """Makes the invited person a member; whoever was one before gets their old place back. Raises as `passes.use_link`."""
    with transaction.atomic():
        passes.use_link(request, found)
        person = person_at(found.email)
        if name and not person.name:
            person.name = name
            person.save(update_fields=["name"])
        fields = {"role": found.role, "left": None}
        member, new = Member.objects.get_or_create(person=person, business_id=found.business_id, defaults=fields)
        if not new and member.left is not None:
            Member.objects.filter(pk=member.pk).update(**fields)
            member.refresh_from_db()
    return member


def change_role(member: Member, role: str) -> None:
    """Gives a member another role. Raises Refusal: choose_one, last_owner (field "role")."""
    refuse_if(role not in ROLES, "choose_one", "role")
    with _at_rest(member) as now:
        if role != OWNER:
            _keep_an_owner(now, "role")
        now.role = role
        now.save(update_fields=["role"])
        _ends_with_it(now)


def hand_over(owner: Member, to: Member) -> None:
    """`to` owns the business from now on, `owner` manages it."""
    with _at_rest(owner) as now, _at_rest(to) as heir:
        refuse_if(now.role != OWNER, "last_owner")
        heir.role, now.role = OWNER, MANAGER
        heir.save(update_fields=["role"])
        now.save(update_fields=["role"])
        _ends_with_it(now)


def remove(member: Member) -> None:
    """Ends a membership: access is gone with the next request, the row stays for the history. Raises Refusal: last_owner."""
    with _at_rest(member) as now:
        _keep_an_owner(now, "")
        now.left = timezone.now()
        now.save(update_fields=["left"])
        _ends_with_it(now)


def in_hands_of(member: Member) -> list[str]:
    """Codes of the contracts not yet over that are in this member's hands for the business."""
    mine = Q(freelancer_id=member.business_id, freelancer_lead=member.person_id)
    mine |= Q(client_id=member.business_id, client_lead=member.person_id)
    return list(Contract.objects.filter(mine, state__in=("proposed", "agreed")).order_by("code").values_list("code", flat=True))


@contextmanager
def _at_rest(member: Member) -> Iterator[Member]:
    """The membership as it is now, while nobody else changes one of this business; Http404 where it has ended."""
    with transaction.atomic():
        Business.objects.select_for_update().get(pk=member.business_id)
        now = Member.objects.filter(pk=member.pk, left__isnull=True).first()
        if now is None:
            raise Http404
        yield now


def _keep_an_owner(member: Member, field: str) -> None:
    others = Member.objects.filter(business_id=member.business_id, left__isnull=True, role=OWNER).exclude(pk=member.pk)
    refuse_if(member.role == OWNER and not others.exists(), "last_owner", field)


def _ends_with_it(member: Member) -> None:
    """What somebody made for the business by their old role, and could still use, ends: invitations, status links."""
    if member.left is None and member.role == OWNER:
        return
    _waiting().filter(business_id=member.business_id, made_by_id=member.person_id).update(ends=timezone.now())
    if member.left is None and member.role == MANAGER:
        return
    for side in ("freelancer", "client"):
        codes = Contract.objects.filter(**{f"{side}_id": member.business_id}).values("code")
        links = StatusLink.objects.filter(side=side, made_by_id=member.person_id, revoked__isnull=True, code__in=codes)
        links.update(revoked=timezone.now())


def _waiting():
    return Pass.objects.filter(purpose=Pass.JOIN, used__isnull=True, ends__gt=timezone.now())
