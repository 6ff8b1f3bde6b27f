"""The entries of the chain that bear a sample: delivered, accepted, allowed. Hashes and days, no names, no amounts."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import facts
from tallystone.core.value import value
from tallystone.journal import chain
from tallystone.journal.chain import GENESIS, Told
from tallystone.showcase.visible import Seen
from tallystone.showing import day

SENTENCES: dict[type[facts.Fact], str] = {
    facts.Delivered: n_("The work was delivered (delivery %(round)s)."),
    facts.ChangesAsked: n_("The client asked for changes."),
    facts.PartAccepted: n_("The client accepted a part of it."),
    facts.Accepted: n_("The client accepted it."),
    facts.Lapsed: n_("The review time ended without a word: it counts as accepted."),
    facts.ShowcaseAllowed: n_("The client allowed it to be shown from %(day)s on."),
}


@value
class Borne:
    """One entry, told without anybody's name."""

    seq: int
    at: datetime
    sentence: str
    hash: str
    before: str
    snapshot: str = ""
    files: tuple[str, ...] = ()


def entries_of(one: Seen, shown: set[str]) -> list[Borne]:
    """The entries about the snapshot that this sample shows; `shown` are the hashes of the files it was made from."""
    found, before = [], GENESIS
    for told in chain.entries(one.sample.code):
        found += _borne(told, before, one.sample.milestone, shown)
        before = told.hash
    return found


def _borne(told: Told, before: str, milestone: int, shown: set[str]) -> Iterator[Borne]:
    for fact in told.facts:
        if getattr(fact, "milestone", 0) == milestone and type(fact) in SENTENCES:
            files = tuple(file for file in getattr(fact, "files", ()) if file in shown)
            snapshot = getattr(fact, "snapshot", "") or ""
            yield Borne(told.seq, told.at, _sentence(fact), told.hash, before, snapshot, files)


def _sentence(fact: facts.Fact) -> str:
    values = {"round": getattr(fact, "round", 0), "day": day(getattr(fact, "from_on", None))}
    return _(SENTENCES[type(fact)]) % values
