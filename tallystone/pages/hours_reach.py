"""Who comes near hours: the freelancer's people whose role sees them; the client where the terms show them."""

from django.http import Http404, HttpRequest

from tallystone.books.models import Contract
from tallystone.core.roles import sees
from tallystone.core.state import By
from tallystone.hours.choosing import Open, last_place, open_places
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
    """Where this person may log hours now, where they did last first."""
    return open_places(last_of(person), roles_of(person), businesses_by_side(person)["freelancer"])


def last_of(person) -> str:
    """Where they logged hours last, or nothing; one query, remembered on the person."""
    if not hasattr(person, "_last_place"):
        person._last_place = last_place(int(person.pk or 0))
    return person._last_place


def counts_hours(person, places: list[Open]) -> bool:
    """Whether hours are of use to this person: they logged some before, or are at work by the hour or under a cap."""
    bound = any(p.milestone.rate_minor is not None or p.milestone.cap_minutes for p in places)
    return bound or bool(last_of(person))


def businesses_seen(request: HttpRequest) -> list[int]:
    """The freelance businesses whose hours this person sees."""
    roles = roles_of(request.user)
    return [each for each in businesses_by_side(request.user)["freelancer"] if sees(roles[each], "hours")]
