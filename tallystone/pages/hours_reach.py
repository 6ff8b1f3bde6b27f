"""Who comes near hours: the freelancer's people whose role sees them; the client where the terms show them."""

from django.http import Http404, HttpRequest

from tallystone.books.models import Contract
from tallystone.core.roles import sees
from tallystone.core.state import By
from tallystone.hours.choosing import Open, open_places
from tallystone.hours.models import Worked
from tallystone.people.reach import businesses_by_side, party_for, roles_of


def own_contract(person, code: str) -> tuple[Contract, By]:
    """A contract in which this person stands on the freelancer's side and sees hours; Http404 for everything else."""
    row, by = party_for(person, code)
    if by.side != "freelancer" or not sees(by.role, "hours"):
        raise Http404
    return row, by


def own_entry(person, key: str) -> tuple[Worked, Contract, By]:
    """An entry on such a contract; Http404 for everything else."""
    entry = Worked.objects.filter(key=key).first() if "\0" not in key else None
    if entry is None:
        raise Http404
    return (entry, *own_contract(person, entry.code))


def places_of(person) -> list[Open]:
    """Where this person may log hours now."""
    return open_places(int(person.pk or 0), roles_of(person), businesses_by_side(person)["freelancer"])


def businesses_seen(request: HttpRequest) -> list[int]:
    """The freelance businesses whose hours this person sees."""
    roles = roles_of(request.user)
    return [each for each in businesses_by_side(request.user)["freelancer"] if sees(roles[each], "hours")]
