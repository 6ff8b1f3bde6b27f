"""What people wrote with an act, as lines to quote: reports, reasons, criteria that are not met."""

import json

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.journal.chain import Told


def quoted(told: Told, texts: dict[str, str]) -> list[str]:
    """The quotable lines of an entry, from the texts that are still there."""
    lines: list[str] = []
    for fact in told.facts:
        if isinstance(fact, facts.ChangesAsked):
            lines += unmet_lines(texts.get(fact.reasons, ""))
            continue
        for name in ("note", "reason"):
            if text := texts.get(getattr(fact, name, None) or ""):
                lines.append(text)
    return lines


def unmet_lines(text: str) -> list[str]:
    """The reasons of asked changes, one line a criterion, then the note."""
    if not text:
        return []
    data = json.loads(text)
    told = [_("Criterion %(number)s: %(why)s") % each for each in data.get("unmet", [])]
    return [*told, data["note"]] if data.get("note") else told
