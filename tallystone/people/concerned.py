"""Who hears of a contract by mail: whoever has it in their hands, the owners, and for money the bookkeepers; not all.

The persons that these functions give carry the role in which they hear of it, as `role`.
"""

from collections.abc import Collection
from dataclasses import replace

from tallystone.books.models import Contract
from tallystone.core.roles import BOOKKEEPER, GUEST, OWNER, SEE, sees
from tallystone.people.members import members_of
from tallystone.people.models import Person
from tallystone.reader import Reader


def concerned(row: Contract, side: str, *, money: bool = False, named: Collection[int] = ()) -> list[Person]:
    """The people of a side to whom a letter about this contract goes; `named` are persons whom it is about."""
    lead = row.freelancer_lead if side == "freelancer" else row.client_lead
    asked = {lead, *named}
    roles = {OWNER, BOOKKEEPER} if money else {OWNER}
    return [one for one in everybody(row, side) if role_of(one) in roles or one.pk in asked]


def everybody(row: Contract, side: str) -> list[Person]:
    """All who belong to a side now, owners first."""
    found = []
    for member in members_of(row.freelancer_id if side == "freelancer" else row.client_id):
        member.person.role = member.role
        found.append(member.person)
    return found


def role_of(person: Person) -> str:
    """The role in which this person hears of a contract; for who came another way, the one that sees least."""
    return getattr(person, "role", GUEST)


def reader_of(person: Person) -> Reader:
    """How this person reads: in their own way of writing, without what their role does not see."""
    return replace(Reader(person.locale, person.zone), **{what: sees(role_of(person), what) for what in SEE})
