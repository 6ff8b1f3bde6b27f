"""The members of the demo's businesses: a small studio, and a client with somebody who may agree and a bookkeeper."""

from tallystone.core.roles import BOOKKEEPER, GUEST, MANAGER, MEMBER
from tallystone.people.models import Business, Member, Person

CREW = {
    "Jonas Brandt Webdesign": (
        ("edda@brandt.example", "Edda Vogt", MANAGER, "Europe/Berlin"),
        ("lea@brandt.example", "Lea Kern", MEMBER, "Europe/Berlin"),
    ),
    "Kestrel Coffee": (
        ("isla@kestrel.example", "Isla Grant", MANAGER, "Europe/London"),
        ("owen@kestrel.example", "Owen Price", BOOKKEEPER, "Europe/London"),
        ("tess@kestrel.example", "Tess Hale", GUEST, "Europe/London"),
    ),
}


def join(business: Business) -> None:
    """Make this business's crew its members."""
    for email, name, role, zone in CREW.get(business.name, ()):
        person = Person.objects.create_user(email, name=name, locale="en-GB", zone=zone)
        Member.objects.create(person=person, business=business, role=role)


def member(business: Business, email: str) -> Member:
    """The member with this address."""
    return Member.objects.select_related("person").get(business=business, person__email=email)
