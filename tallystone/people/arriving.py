"""Arriving: somebody who has shown a right code or link is signed in here."""

import time

from django.contrib.auth import login
from django.db import IntegrityError, transaction

from tallystone import reader
from tallystone.people.models import Person
from tallystone.people.zones import is_zone
from tallystone.showing import locale_of

FRESH = "fresh"  # in the session: when this person last proved to be who they are


def person_at(email: str) -> Person:
    """The person with this address; the first time, a new one."""
    found = Person.objects.filter(email=email).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Person.objects.create_user(email)
    except IntegrityError:
        return Person.objects.get(email=email)


def arrive(request, person: Person, *, proved: bool) -> None:
    """Signs this person in with a new session. `proved`: by a code just now, not by a link that may have lain for weeks."""
    if person.last_login is None and not request.user.is_authenticated:
        _take_from_browser(request, person)
    login(request, person, backend="tallystone.people.backend.Mailed")
    request.session.pop(FRESH, None)
    if proved:
        request.session[FRESH] = time.time()


def _take_from_browser(request, person: Person) -> None:
    """The first time, dates and numbers as this browser is set; the person may change it later."""
    said, zone = reader.current().locale, request.POST.get("zone", "")
    if person.locale == "en" and locale_of(said).language == said.replace("_", "-").split("-")[0].lower():
        person.locale = said
    if person.zone == "UTC" and is_zone(zone):
        person.zone = zone
    person.save(update_fields=["locale", "zone"])
