"""The glance: done, now, next, by when, at what cost, and when the next word will come. For both sides and the status page."""

from collections.abc import Sequence
from datetime import datetime

from tallystone.core.value import value
from tallystone.core.waiting import Wait
from tallystone.pages import asks
from tallystone.pages.roads import Piece, Sums

AT_WORK = ("delivered", "changes_asked", "part_accepted", "started")


@value
class Word:
    """The next word that is to come: from whom, about what, by when, and whether it is late."""

    who: str
    act: str
    by: str
    left: str
    late: bool


@value
class Glance:
    """What a client wants to know in two seconds. `now` and `next` may be None."""

    done: int
    counted: int
    now: Piece | None
    more_now: int
    next: Piece | None
    sums: Sums
    word: Word | None


def glance(
    pieces: Sequence[Piece], sums: Sums, waiting: Sequence[Wait], names: dict[str, str], zone: str, now: datetime
) -> Glance:
    """`waiting` with dates as they count now; `names` of the sides."""
    at_work = [p for work in AT_WORK for p in pieces if p.work == work]
    return Glance(
        done=sum(p.work in ("accepted", "settled") for p in pieces),
        counted=sum(p.work != "cancelled" for p in pieces),
        now=next(iter(at_work), None),
        more_now=max(0, len(at_work) - 1),
        next=next((p for p in pieces if p.work == "planned"), None),
        sums=sums,
        word=_word(waiting, names, zone, now),
    )


def _word(waiting: Sequence[Wait], names: dict[str, str], zone: str, now: datetime) -> Word | None:
    """The announced report comes first; without one, whatever is due first."""
    dated = sorted((w for w in waiting if w.until), key=lambda w: (w.act != "Report", w.until or asks.NEVER))
    if not dated:
        return None
    wait = dated[0]
    return Word(
        names[wait.side], wait.act, asks.by_when(wait, zone), asks.days_left(wait.until, zone, now),
        bool(wait.until and wait.until <= now),
    )  # fmt: skip
