"""Handing on: whoever leaves a business first puts the contracts in their hands into somebody else's, each by an act."""

from collections.abc import Iterable

from tallystone.acting.door import new_act_id, perform
from tallystone.books.models import Contract
from tallystone.core.acts import HandToMember
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.people.members import members_of

DONE = {"not_now", "already_in_hand"}  # it is over, or somebody else has handed it on meanwhile


def hand_all(business: int, leaves: int, to: int, codes: Iterable[str]) -> None:
    """Hand these contracts of the business on. Raises Refusal where one cannot be; what was handed on before stays so."""
    roles = {one.person_id: one.role for one in members_of(business)}
    if to not in roles or leaves not in roles:
        raise Refusal("choose_one", "to")
    for row in Contract.objects.filter(code__in=codes).order_by("code"):
        side = "freelancer" if row.freelancer_id == business else "client"
        try:
            perform(row.code, HandToMember(to, roles[to]), By(side, leaves, roles[leaves]), new_act_id())
        except Refusal as refusal:
            if refusal.name not in DONE:
                raise
