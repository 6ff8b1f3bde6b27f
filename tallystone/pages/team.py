"""Who works on a contract for each side, as its page shows it: whoever has it in their hands first."""

from tallystone.core.roles import OWNER
from tallystone.core.state import Contract
from tallystone.core.value import value
from tallystone.people.models import Business, Member, Person

SIDES = ("freelancer", "client")


@value
class Party:
    """One side: its business, and those of its members of now who work on the contract; its owners where nobody does.

    `lead` is in whose hands it is (0 for nobody who is still there), `roles` the word for each, `others` whether the
    business has members beside them.
    """

    side: str
    business: Business | None
    people: list[Person]
    lead: int = 0
    roles: dict[int, str] | None = None
    others: bool = False


def parties_of(c: Contract) -> tuple[Party, Party]:
    """Both sides with their people; one query where each has somebody."""
    ids = {"freelancer": c.freelancer, "client": c.client}
    rows = Member.objects.filter(business_id__in=ids.values(), left__isnull=True).select_related("person", "business")
    found = list(rows.order_by("id"))
    businesses = {row.business_id: row.business for row in found}
    if missing := set(ids.values()) - businesses.keys():
        businesses |= Business.objects.in_bulk(missing)
    freelancer, client = (
        _party(c, side, businesses.get(ids[side]), [row for row in found if row.business_id == ids[side]]) for side in SIDES
    )
    return freelancer, client


def _party(c: Contract, side: str, business: Business | None, members: list[Member]) -> Party:
    team, lead = c.team(side), c.lead(side)
    at_work = [one for one in members if one.person_id in team] or [one for one in members if one.role == OWNER]
    at_work.sort(key=lambda one: one.person_id != lead)
    roles = {one.person_id: one.role for one in at_work}
    return Party(
        side, business, [one.person for one in at_work], lead if lead in roles else 0, roles, len(members) > len(at_work)
    )
