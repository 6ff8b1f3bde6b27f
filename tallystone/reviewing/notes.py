"""The notes that a client writes on a delivery: put down one by one, then taken along as the items of the round."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tallystone.core.manifest import Pin
from tallystone.reviewing.models import Note

MOST = 60
LENGTH = 1_500
SENT_KEPT, UNSENT_KEPT = timedelta(days=2), timedelta(days=200)


def waiting(code: str, milestone: int, snapshot: str, act_id: str = "") -> list[Note]:
    """The notes on this delivery that wait to be sent (or were sent by this very act), oldest first."""
    if "\0" in snapshot + act_id:
        return []  # no hash and no id of ours has it, and PostgreSQL refuses to look for it
    return list(Note.objects.filter(code=code, milestone=milestone, snapshot=snapshot, sent__in=["", act_id]))


def pins(notes: Iterable[Note], round_: int, open_before: Sequence[Pin], first: int) -> tuple[Pin, ...]:
    """The items of the round: those that stay open, then the new ones, numbered on from `first`."""
    new = (
        Pin(number, round_, n.file, n.name, n.text, n.page, n.x, n.y, n.line, n.criterion)
        for number, n in enumerate(notes, first)
    )
    return (*open_before, *new)


def mark(notes: Iterable[Note]) -> str:
    """What these notes say, in one word: a review is sent with the notes that were on the page, or not at all."""
    said = [[n.pk, n.file, n.page, n.x, n.y, n.line, n.text, n.criterion] for n in notes]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def took(notes: Iterable[Note], act_id: str) -> None:
    """An act took these notes along."""
    Note.objects.filter(pk__in=[n.pk for n in notes]).update(sent=act_id)


def sweep(now: datetime) -> None:
    """Forget notes that were sent, and those that nobody sent in half a year."""
    Note.objects.exclude(sent="").filter(made__lt=now - SENT_KEPT).delete()
    Note.objects.filter(made__lt=now - UNSENT_KEPT).delete()
