"""Mediators: who was asked to decide the dispute about a milestone, and what they may see: that milestone alone."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from tallystone.people.models import Mediation, Pass, Person, one_address
from tallystone.people.passes import make_link


def is_operator(person) -> bool:
    """Is this one of those whom the installation names as its operators?"""
    return bool(person.is_authenticated) and one_address(person.email) in settings.OPERATORS


def asked_of(person) -> QuerySet[Mediation]:
    """What this person was asked to decide, as a mediator by name or as an operator; the latest first."""
    if not person.is_authenticated:
        return Mediation.objects.none()
    mine = Q(email=person.email) | Q(email="") if is_operator(person) else Q(email=person.email)
    return Mediation.objects.filter(mine).order_by("-called", "-pk")


def call(code: str, milestone: int, dispute: int, email: str, now: datetime) -> Mediation | None:
    """Keep that this address (or, where it is empty, the operator) is asked; None where it was asked before."""
    asked = {"code": code, "milestone": milestone, "dispute": dispute, "email": one_address(email)}
    row, new = Mediation.objects.get_or_create(**asked, defaults={"called": now})
    return row if new else None


def link(row: Mediation) -> str:
    """An address that lets the mediator in, once, and leads to the milestone."""
    Person.objects.get_or_create(email=row.email)
    return settings.BASE_URL + reverse("mediate", args=[make_link(Pass.MEDIATE, row.email, code=row.code)])
