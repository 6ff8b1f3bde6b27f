"""Who may see what. The only place that answers it; what is out of reach does not exist (404, always the same)."""

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from tallystone import reader
from tallystone.books.models import Contract, Referral
from tallystone.books.rows import read, select
from tallystone.core.roles import OWNER, SEE, keeps, sees
from tallystone.core.state import By
from tallystone.people.mediators import asked_of
from tallystone.people.models import Business, Mediation, Member

SIDES = ("freelancer", "client")
REACHING = ("chosen", "succeeded")  # referrals by which somebody sees what they need to take over
ONE = select(Contract, "FROM books_contract WHERE code = %s")


def roles_of(person) -> dict[int, str]:
    """The businesses to which this person belongs now, by id, each with their role; one query, remembered on the person."""
    if not person.is_authenticated:
        return {}
    if not hasattr(person, "_roles"):
        found = Member.objects.filter(person_id=person.pk, left__isnull=True).order_by("id")
        person._roles = dict(found.values_list("business_id", "role"))
    return person._roles


def businesses_of(person) -> list[int]:
    """Ids of the businesses to which this person belongs now, whatever their role."""
    return list(roles_of(person))


def businesses_kept(person, what: str) -> list[int]:
    """Ids of the businesses whose "drafts", "members" and the like this person's role lets them keep (core/roles.KEEP)."""
    return [business for business, role in roles_of(person).items() if keeps(role, what)]


def businesses_by_side(person) -> dict[str, list[int]]:
    """The same, by the sides on which they stand in contracts: a freelance business is a client where it gives work on."""
    mine = businesses_of(person)
    if not hasattr(person, "_freelance_ids"):
        gives = Exists(Contract.objects.filter(client_id=OuterRef("pk")))
        found = Business.objects.filter(pk__in=mine, freelance=True).annotate(gives=gives)
        person._freelance_ids = dict(found.values_list("pk", "gives"))
    own = person._freelance_ids
    return {"freelancer": [each for each in mine if each in own], "client": [each for each in mine if own.get(each, True)]}


def business_for(person, what: str = "") -> Business | None:
    """The freelance business for which this person acts: the one they chose, else their own before others'; None for
    somebody who is only a client.

    With `what` ("drafts", "bank", ...), one for which their role lets them keep that.
    """
    roles = roles_of(person)
    wanted = [business for business, role in roles.items() if not what or keeps(role, what)]
    found = list(Business.objects.filter(id__in=wanted, freelance=True).order_by("id"))
    return min(found, key=lambda business: (business.pk != person.acts_for, roles[business.pk] != OWNER), default=None)


def businesses_to_act_for(person) -> list[Business]:
    """The freelance businesses whose terms this person may write, the one that counts now first."""
    now = business_for(person, "drafts")
    found = Business.objects.filter(id__in=businesses_kept(person, "drafts"), freelance=True).order_by("name", "id")
    return sorted(found, key=lambda business: now is None or business.pk != now.pk)


def own_name(person) -> str:
    """What this person's freelance business is called, or nothing; without a query where Django looked them up."""
    if not hasattr(person, "_own_name"):
        own = business_for(person)
        person._own_name = own.name if own else ""
    return person._own_name


def contract_for(person, code: str) -> tuple[Contract, str]:
    """The contract's row and the side on which this person stands; Http404 for everything out of reach."""
    row, by = party_for(person, code)
    return row, by.side


def party_for(person, code: str) -> tuple[Contract, By]:
    """The same with the role in which this person acts for that side. What the role may not see is written for nobody."""
    mine = roles_of(person)
    row = _contract(code) if mine else None
    if row is None:
        raise Http404
    side = "freelancer" if row.freelancer_id in mine else "client"
    role = mine.get(row.freelancer_id if side == "freelancer" else row.client_id)
    if role is None:
        raise Http404
    reader.become(seen_by(role))
    return row, By(side, int(person.pk or 0), role)


def _contract(code: str) -> Contract | None:
    return next((row for row, _more in read(Contract, ONE, [code])), None) if "\0" not in code else None


def mediation_for(person, code: str, number: int) -> tuple[Contract, Mediation]:
    """The contract's row and the call by which this person decides the dispute about one milestone; else Http404."""
    asked = asked_of(person).filter(code=code, milestone=number).first() if "\0" not in code else None
    row = Contract.objects.filter(code=code).first() if asked else None
    if asked is None or row is None:
        raise Http404
    return row, asked


def seen_by(*roles: str) -> reader.Reader:
    """The reader of now, from whom prices and hours are kept that none of these roles may see."""
    shown = {what: any(sees(role, what) for role in roles) for what in SEE}
    return replace(reader.current(), **shown)


def referred_to(person, code: str) -> tuple[Contract, Referral]:
    """The contract that this person was chosen to take over, or has taken over; Http404 for everything else.

    What they may see of it is in pages/succession.py: the handover and the terms of what is left, no more.
    """
    known = person.is_authenticated and "\0" not in code
    rows = Referral.objects.filter(code=code, person_id=person.pk, state__in=REACHING).order_by("number") if known else []
    found = next(iter(rows), None)
    row = _contract(code) if found else None
    if found is None or row is None:
        raise Http404
    return row, found


def waiting_for(person) -> list[tuple[Contract, Referral]]:
    """The contracts that this person was chosen to take over, and has not yet; two queries."""
    found = {each.code: each for each in Referral.objects.filter(person_id=person.pk, state="chosen")}
    rows = Contract.objects.filter(code__in=found).order_by("-moved_at", "code") if found else []
    return [(row, found[row.code]) for row in rows]


def business_seen(person, business_id: int) -> Business:
    """A business whose picture this person may see: their own, or the other side of a contract of theirs; else Http404."""
    mine = businesses_of(person)
    known = business_id in mine
    if mine and not known:
        together = Q(freelancer_id=business_id, client_id__in=mine) | Q(client_id=business_id, freelancer_id__in=mine)
        known = Contract.objects.filter(together).exists()
    found = Business.objects.filter(pk=business_id).first() if known else None
    if found is None:
        raise Http404
    return found


def client_business(person, business_id: int) -> Business:
    """A client's business whose details this person keeps; Http404 for everything else, a freelancer's business included."""
    mine = businesses_kept(person, "details")
    found = Business.objects.filter(pk=business_id, freelance=False).first() if business_id in mine else None
    if found is None:
        raise Http404
    return found
