"""A dispute as it is read: what is disputed, the evidence beside the criteria, each side's number, and all that happened.

The same for the two sides, for the mediator, and for the file that holds it all.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.ending import RECORD
from tallystone.core.keeping_silent import silent_at
from tallystone.core.splitting import at_stake, shown
from tallystone.core.state import Dispute, Split
from tallystone.core.value import value
from tallystone.journal import prose
from tallystone.journal.chain import Told
from tallystone.notices.models import Letter
from tallystone.notices.reasons import hashes, quoted
from tallystone.notices.telling import tell
from tallystone.pages.place import Place
from tallystone.pages.rounds import Criterion, Round, criteria, story, told

LETTERS = 200  # a dispute has a handful; a milestone with more is cut there


@value
class Happened:
    """One entry of the record about this milestone: sentences, words, its place in the chain."""

    seq: int
    at: datetime
    who: str
    hash: str
    sentences: list[str]
    quotes: list[str]


@value
class Number:
    """A side's number as it stands; `share` in hundredths of what is at stake; `then` is what silence to it makes of it."""

    side: str
    who: str
    minor: int
    until: date
    share: int
    holds: bool
    answered: bool
    silent_minor: int | None = None


@dataclass(slots=True)
class Case:
    """Everything about the dispute on one milestone. `dispute` is None once it has ended; `outcome` says how."""

    pot_minor: int
    dispute: Dispute | None
    disputed: list[Criterion]
    others: list[Criterion]
    note: str
    raised_by: str
    numbers: list[Number] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    reports: list[Any] = field(default_factory=list)
    letters: list[tuple[datetime, str]] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    outcome: facts.DisputeSettled | facts.DisputeWithdrawn | None = None
    ending: list[str] = field(default_factory=list)
    reason: str = ""
    mediator: str = ""


def case_of(place: Place) -> Case | None:
    """The dispute on the place's milestone, the one that is open or the last one; None where there never was one."""
    entries, _texts = told(place)
    begun = [f for entry in entries for f in entry.facts if isinstance(f, facts.Disputed) and f.milestone == place.number]
    if not begun:
        return None
    last, dispute = begun[-1], place.stone.dispute
    read = story(place, current=False)
    every = criteria(place, read.last)
    texts = prose.read([last.note, *(h for entry in entries for h in hashes(entry)), dispute.mediator if dispute else ""])
    case = Case(
        at_stake(place.stone), dispute, [c for c in every if c.number in last.criteria],
        [c for c in every if c.number not in last.criteria], texts.get(last.note or "", ""), place.names.side(last.side),
        rounds=read.rounds, reports=read.reports, letters=_letters(place), happened=_happened(place, entries, texts),
    )  # fmt: skip
    case.numbers = [_number(place, split) for split in dispute.splits] if dispute else []
    case.mediator = texts.get(dispute.mediator, "") if dispute else ""
    ends = (facts.DisputeSettled, facts.DisputeWithdrawn)
    for entry in entries:
        for fact in entry.facts:
            if isinstance(fact, ends) and fact.dispute == last.dispute:
                case.outcome, case.reason = fact, texts.get(fact.reason or "", "")
                case.ending = next(each.sentences for each in case.happened if each.seq == entry.seq)
    return case


def had_dispute(place: Place) -> bool:
    """Was this milestone ever in dispute?"""
    entries, _texts = told(place)
    return any(isinstance(f, facts.Disputed) and f.milestone == place.number for entry in entries for f in entry.facts)


def _number(place: Place, split: Split) -> Number:
    pot, c = at_stake(place.stone), place.contract
    at = silent_at(c, split)
    silent = shown(place.stone, split.minor) if c.agreed_plan.exit_silence == RECORD and not split.answered else None
    holds = not split.lapsed and (at is None or at > place.now)
    share = split.minor * 100 // pot if pot else 0
    return Number(
        split.side, place.names.side(split.side), split.minor, split.until, share, holds, split.answered, silent
    )  # fmt: skip


def _happened(place: Place, entries: list[Told], texts: dict[str, str]) -> list[Happened]:
    """What the record says about this milestone, and about no other."""
    found = []
    for entry in entries:
        mine = replace(entry, facts=[f for f in entry.facts if getattr(f, "milestone", 0) == place.number])
        lines = [line.sentence for line in tell(mine, place.names)]
        if lines:
            who = place.names.side(entry.by.side)
            found.append(Happened(entry.seq, entry.at, who, entry.hash, lines, quoted(mine, texts)))
    return found


def _letters(place: Place) -> list[tuple[datetime, str]]:
    """Letters about this milestone that a mail server has taken: when, and what they said first."""
    rows = Letter.objects.filter(code=place.code, milestone=place.number, sent__isnull=False).order_by("sent")[:LETTERS]
    if place.side == "mediator":  # the parties' addresses are not theirs to see
        return [(row.sent, _heading(row)) for row in rows if row.sent]
    return [(row.sent, _("%(subject)s (to %(to)s)") % {"subject": _heading(row), "to": row.to}) for row in rows if row.sent]


def _heading(row: Letter) -> str:
    """The subject without the contract's title, which is not everybody's to see."""
    return row.subject.rpartition(" · ")[0] or row.kind
