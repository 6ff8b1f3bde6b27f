"""What people wrote with an act, as lines to quote: notes, reports, reasons, criteria that are not met."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.manifest import manifest_from, reasons_from
from tallystone.journal.chain import Told
from tallystone.reviewing.places import words

NAMES = ("who", "note", "reason", "reasons", "snapshot", "words")


def hashes(told: Told) -> list[str]:
    """The hashes of the words that an entry's facts name."""
    named = (getattr(fact, name, None) for fact in told.facts for name in NAMES)
    return [hash_ for hash_ in named if hash_]


def quoted(told: Told, texts: Mapping[str, str]) -> list[str]:
    """The quotable lines of an entry, from the texts that are still there, by hash."""
    return [line for fact in told.facts for line in _lines(fact, texts) if line.strip()]


def _lines(fact: facts.Fact, texts: Mapping[str, str]) -> Iterator[str]:
    if isinstance(fact, facts.ChangesAsked | facts.PartAccepted):
        reasons = reasons_from(texts.get(fact.reasons or ""))
        for number, why in reasons.unmet.items():
            yield _("Criterion %(number)s: %(why)s") % {"number": number, "why": why}
        for pin in reasons.pins:
            where = ", ".join(part for part in (pin.name, words(pin)) if part)
            yield _("Note %(number)s (%(where)s): %(text)s") % {"number": pin.number, "where": where, "text": pin.text}
        yield reasons.note
    elif isinstance(fact, facts.Delivered):
        yield manifest_from(texts.get(fact.snapshot)).note
    else:
        for name in ("who", "note", "reason", "words"):
            yield texts.get(getattr(fact, name, None) or "", "")
