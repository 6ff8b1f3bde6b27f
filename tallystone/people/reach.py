"""Who may see what. The only place that answers it; what is out of reach does not exist (404, always the same)."""

from django.db.models import Q
from django.http import Http404

from tallystone.books.models import Contract
from tallystone.people.models import Business, Member

SIDES = ("freelancer", "client")
ONE = "SELECT * FROM books_contract WHERE code = %s"  # asked on every page: building it anew took longer than asking


def businesses_of(person) -> list[int]:
    """Ids of the businesses for which this person may act now; one query, remembered on the person."""
    if not person.is_authenticated:
        return []
    if not hasattr(person, "_business_ids"):
        found = Member.objects.filter(person_id=person.pk, left__isnull=True).order_by("id")
        person._business_ids = list(found.values_list("business_id", flat=True))
    return person._business_ids


def businesses_by_side(person) -> dict[str, list[int]]:
    """The same, by the side on which they stand in contracts: a freelance business is never a client."""
    mine = businesses_of(person)
    if not hasattr(person, "_freelance_ids"):
        person._freelance_ids = set(Business.objects.filter(pk__in=mine, freelance=True).values_list("pk", flat=True))
    own = person._freelance_ids
    return {"freelancer": [each for each in mine if each in own], "client": [each for each in mine if each not in own]}


def business_for(person) -> Business | None:
    """The freelance business that this person runs, or None for somebody who is only a client."""
    return Business.objects.filter(id__in=businesses_of(person), freelance=True).order_by("id").first()


def own_name(person) -> str:
    """What the freelance business that this person runs is called, or nothing; without a query where Django looked them up."""
    if not hasattr(person, "_own_name"):
        own = business_for(person)
        person._own_name = own.name if own else ""
    return person._own_name


def contract_for(person, code: str) -> tuple[Contract, str]:
    """The contract's row and the side on which this person stands; Http404 for everything out of reach."""
    mine = businesses_of(person)
    row = next(iter(Contract.objects.raw(ONE, [code])), None) if mine and "\0" not in code else None
    if row is None:
        raise Http404
    if row.freelancer_id in mine:
        return row, "freelancer"
    if row.client_id in mine:
        return row, "client"
    raise Http404


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
    """A client's business that this person speaks for; Http404 for everything else, a freelancer's business included."""
    found = Business.objects.filter(pk=business_id, freelance=False).first() if business_id in businesses_of(person) else None
    if found is None:
        raise Http404
    return found
