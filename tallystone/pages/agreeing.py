"""Who may agree for a business; and a member who may not asks the one who may."""

from dataclasses import field

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from tallystone.core.proposing import expired
from tallystone.core.roles import MAY, may
from tallystone.core.value import value
from tallystone.notices.requesting import ask_to_agree
from tallystone.pages.place import Place
from tallystone.people.models import Member


@value
class Deciders:
    """Who may agree for the reader's business, and whether the reader is one of them."""

    business: str
    members: list[Member] = field(default_factory=list)
    reader_may: bool = False

    @property
    def names(self) -> str:
        return ", ".join(member.person.name or member.person.email for member in self.members)


def deciders(place: Place) -> Deciders:
    """For the side on which the reader stands; one query."""
    business = place.contract.freelancer if place.side == "freelancer" else place.contract.client
    found = Member.objects.filter(business_id=business, left__isnull=True, role__in=MAY["Agree"]).select_related("person")
    name = place.names.freelancer if place.side == "freelancer" else place.names.client
    return Deciders(name, list(found.order_by("id")), may(place.by.role, "Agree"))


def waits_here(place: Place) -> bool:
    """Are the other side's terms on offer, to be agreed to by this one?"""
    contract = place.contract
    return contract.state == "proposed" and contract.offered_by != place.side and not expired(contract, place.now)


def who_may_agree(place: Place) -> Deciders | None:
    """Those of the reader's business, while terms wait for it to be agreed to."""
    return deciders(place) if waits_here(place) else None


@login_required
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Mail those who may agree that somebody of their business asks them to; once a version of the terms, however often."""
    place = Place(request, code)
    who = deciders(place)
    if who.reader_may or not waits_here(place):
        raise Http404
    ask_to_agree(place.row, place.contract, request.user, [member.person for member in who.members], place.now)
    return render(request, "contract/asked.html", {"place": place, "who": who})
