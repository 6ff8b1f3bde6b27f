"""Handing on the contracts of somebody who was removed: an act on each, by the owner who removed them."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from tallystone.acting.door import perform
from tallystone.books.models import Contract
from tallystone.core.acts import HandToMember
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tallystone.people.members import members_of

OVER = {"not_now", "already_in_hand", "role_may_not", "guest_reads"}  # the contract has ended, or it was done otherwise since


def hand(payload: dict[str, Any], now: datetime) -> None:
    """Done once, however often asked; nothing where one of the two has left since."""
    roles = {one.person_id: one.role for one in members_of(payload["business"])}
    by, to, code = payload["by"], payload["to"], payload["code"]
    row = Contract.objects.filter(code=code).first()
    if row is None or by not in roles or to not in roles:
        return
    side = "freelancer" if row.freelancer_id == payload["business"] else "client"
    act_id = sha256(f"hand {payload['business']} {by} {to} {code} {payload['at']}".encode()).hexdigest()[:40]
    try:
        perform(code, HandToMember(to, roles[to]), By(side, by, roles[by]), act_id, now=now)
    except Refusal as refusal:
        if refusal.name not in OVER:
            raise
