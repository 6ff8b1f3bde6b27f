"""How it stands with showing a milestone's work, on the milestone's page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tallystone.core import acts, facts
from tallystone.core.contract import open_acts
from tallystone.core.roles import keeps
from tallystone.core.showing import AFTER_AGREEMENT, Consent, consent, show_of
from tallystone.core.state import Show
from tallystone.core.value import value
from tallystone.journal import prose
from tallystone.journal.chain import Told
from tallystone.pages.asks import kebab
from tallystone.pages.place import Place
from tallystone.pages.showcase_acts import ACTS, TITLES


@value
class Way:
    """An act of showing that is open here."""

    label: str
    href: str


@value
class Shows:
    """How it stands with showing this milestone's work, for its page."""

    show: Show
    consent: Consent | None
    word: str
    ways: list[Way]
    may_make: bool


def shows_at(place: Place) -> Shows | None:
    """Nothing before the work is accepted; no query but for a word that was said."""
    if place.stone.work != "accepted" or place.contract.state not in AFTER_AGREEMENT:
        return None
    show, said = show_of(place.contract, place.number), ""
    if show.word:
        said = prose.read([show.word]).get(show.word, "")
    found = [o.act for o in open_acts(place.contract, place.by, place.now) if o.milestone == place.number and o.act in ACTS]
    ways = [
        Way(str(_(TITLES[acts.ACTS[act]])), reverse("milestone-act", args=[place.code, place.number, kebab(act)]))
        for act in found
    ]
    return Shows(show, consent(place.contract, place.number), said, ways, keeps(place.by.role, "showcase"))


def just_accepted(done: list[str], told: list[Told], request: HttpRequest, names: set[str]) -> int:
    """Where `?done=` is an acceptance of the reader's and words may follow it: the milestone; else 0."""
    if not done or "Recommend" not in names:
        return 0
    entry = next((each for each in told if str(each.seq) == request.GET.get("done")), None)
    return next((fact.milestone for fact in entry.facts if isinstance(fact, facts.Accepted)), 0) if entry else 0
