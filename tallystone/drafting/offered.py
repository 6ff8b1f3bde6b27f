"""The versions of a contract's terms: who offered which words, when, until when, with which note."""

from dataclasses import dataclass
from datetime import date, datetime

from tallystone.core.facts import Countered, Proposed
from tallystone.journal import chain
from tallystone.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """Terms as one side offered them; `hash` names their exact words, `note` the words that went with them."""

    number: int
    side: str
    person: int
    at: datetime
    hash: str
    until: date
    note: str | None


def versions(code: str) -> list[Version]:
    """Every version of a contract's terms, the first proposal first. Only entries that name terms are read."""
    rows = Entry.objects.filter(code=code, text__contains='"terms":"').order_by("seq").values_list("text", "hash")
    told = (chain.read(text, hash_) for text, hash_ in rows)
    offered = ((each, fact) for each in told for fact in each.facts if isinstance(fact, Proposed | Countered))
    return [
        Version(n, told.by.side, told.by.person, told.at, fact.terms, fact.until, fact.note)
        for n, (told, fact) in enumerate(offered, 1)
    ]
