"""The numbers that both sides have stated for an exit, with their reasons."""

from typing import Any

from tallystone.core import facts
from tallystone.core.exit import Exit
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.pages.place import Place


def numbers(place: Place, leaving: Exit) -> list[dict[str, Any]]:
    """The number of each side with its reason, the leaver's first."""
    offered = _stated(place.code, leaving.number)
    words = prose.read({hash_ for fact in offered for hash_ in (getattr(fact, "note", ""), fact.reason or "") if hash_})
    rows = []
    for side in (leaving.side, "client" if leaving.side == "freelancer" else "freelancer"):
        stated = leaving.said(side)
        if stated is None:
            continue
        latest = next(fact for fact in reversed(offered) if fact.side == side)
        note = next((words.get(f.note, "") for f in offered if isinstance(f, facts.ExitOffered) and f.side == side), "")
        rows.append({
            "who": place.names.side(side), "minor": stated.minor, "reason": words.get(latest.reason or "", ""), "note": note,
            "last": side == leaving.by,
        })  # fmt: skip
    return rows


def _stated(code: str, number: int) -> list[Any]:
    """The facts by which numbers were stated for this exit, in their order."""
    rows = Entry.objects.filter(code=code, text__contains='"fact":"Exit').order_by("seq").values_list("text", "hash")
    every = (fact for text, hash_ in rows for fact in chain.read(text, hash_).facts)
    return [f for f in every if isinstance(f, facts.ExitOffered | facts.ExitCountered) and f.number == number]
