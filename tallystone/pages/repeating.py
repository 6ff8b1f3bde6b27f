"""Repeating: a form that is sent a second time (pressed twice, or its answer was lost) says what it said the first time."""

from collections.abc import Mapping

from tallystone.acting.door import PERSONS_ID
from tallystone.core.contract import evolve
from tallystone.core.state import Contract
from tallystone.journal import chain
from tallystone.journal.models import Entry
from tallystone.pages.place import Place


def as_it_was(place: Place, typed: Mapping[str, str]) -> bool:
    """Was this very form taken before? Then the place is again as it was just before, so that the form can be read.

    What is left of a delivery to be marked, or what a milestone is, may be another now because of that act. Where nothing
    has happened since the page was shown, nobody has to be asked.
    """
    act_id, seen = typed.get("act_id", ""), typed.get("seen", "")
    if seen == str(place.contract.seq):
        return False
    known = Entry.objects.filter(act_id=act_id, code=place.code) if PERSONS_ID.fullmatch(act_id) else Entry.objects.none()
    seq = known.values_list("seq", flat=True).first()
    if seq is None:
        return False
    before = Contract(place.code, head=chain.GENESIS)
    for told in chain.entries(place.code, up_to=seq - 1):
        before = evolve(before, told.facts, told.by, told.at, told.seq, told.hash)
    place.contract = before
    return True
