"""Showing: may accepted work be shown as a sample? Asked, allowed with conditions, refused, withdrawn; and a client's word.

Consent is the client's, by an act of theirs or by the terms. Withdrawing it counts at once; what is shown asks here each time.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tallystone.core import acts, facts
from tallystone.core.dates import day_of
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state, need_work
from tallystone.core.state import By, Contract, Show, Stone
from tallystone.core.value import value
from tallystone.core.writing import check_words

AFTER_AGREEMENT = ("agreed", "completed", "leaving", "ended")
ASKED, ALLOWED, REFUSED, WITHDRAWN = "asked", "allowed", "refused", "withdrawn"
WORD_LENGTH = 1_000
FURTHEST = timedelta(days=3_660)


@value
class Consent:
    """Accepted work may be shown from `from_on` on: with the client's name, with the price, where these say so."""

    named: int
    priced: int
    from_on: date
    by_terms: bool


def show_of(c: Contract, number: int) -> Show:
    """What became of the question whether this milestone's work may be shown, and the client's word on it."""
    return next((show for show in c.shows if show.milestone == number), Show(number))


def consent(c: Contract, number: int) -> Consent | None:
    """What the client has consented to for this milestone's work, by an act or in the terms; None where they have not."""
    stone, show = c.stone(number), show_of(c, number)
    if stone is None or stone.work != "accepted" or not stone.accepted_at:
        return None
    if show.state == ALLOWED and show.from_on:
        return Consent(show.named, show.priced, show.from_on, by_terms=False)
    if show.state in {"", ASKED} and in_terms(c) == "yes":
        return Consent(0, 0, day_of(stone.accepted_at, c.agreed_plan.zone) + embargo(c), by_terms=True)
    return None


def in_terms(c: Contract) -> str:
    """What the terms say about showing accepted work: "ask", "yes" or "no"."""
    return c.agreed_plan.showcase or "ask"


def embargo(c: Contract) -> timedelta:
    """How long after its acceptance work stays unshown, by the terms."""
    return timedelta(days=c.agreed_plan.embargo_days or 0)


def offered_from(c: Contract, s: Stone, today: date) -> date:
    """The day from which the terms' embargo lets this work be shown, today at the earliest."""
    accepted = day_of(s.accepted_at, c.agreed_plan.zone) if s.accepted_at else today
    return max(today, accepted + embargo(c))


def _accepted(c: Contract, s: Stone) -> None:
    need_state(c, *AFTER_AGREEMENT)
    need_work(s, "accepted")


def may_ask(c: Contract, s: Stone, by: By, now: datetime) -> None:
    _accepted(c, s)
    refuse_if(in_terms(c) == "no", "showcase_excluded")
    state = show_of(c, s.number).state
    refuse_if(state in {ASKED, ALLOWED}, "showcase_asked", milestone=s.number)
    refuse_if(state in {REFUSED, WITHDRAWN}, "showcase_refused", milestone=s.number)


def ask(c: Contract, s: Stone, act: acts.AskShowcase, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.note, "note", WORD_LENGTH)
    return [facts.ShowcaseAsked(s.number, s.snapshot, act.note.hash if act.note else None)]


def may_allow(c: Contract, s: Stone, by: By, now: datetime) -> None:
    _accepted(c, s)
    refuse_if(not show_of(c, s.number).state and in_terms(c) != "yes", "showcase_not_asked", milestone=s.number)


def allow(c: Contract, s: Stone, act: acts.AllowShowcase, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.snapshot != s.snapshot, "snapshot_changed")
    if act.named not in {0, 1} or act.priced not in {0, 1}:
        raise Refusal("choose_one", "named")
    today = day_of(now, c.agreed_plan.zone)
    kept = show_of(c, s.number).from_on  # an earlier consent's day may have come since
    refuse_if(act.from_on < today and act.from_on != kept, "date_past", "from_on", day=act.from_on)
    refuse_if(act.from_on > today + FURTHEST, "date_far", "from_on", day=act.from_on)
    return [facts.ShowcaseAllowed(s.number, s.snapshot, act.named, act.priced, act.from_on)]


def may_refuse(c: Contract, s: Stone, by: By, now: datetime) -> None:
    _accepted(c, s)
    refuse_if(show_of(c, s.number).state != ASKED, "showcase_not_asked", milestone=s.number)


def refuse(c: Contract, s: Stone, act: acts.RefuseShowcase, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", WORD_LENGTH)
    return [facts.ShowcaseRefused(s.number, act.reason.hash if act.reason else None)]


def may_withdraw(c: Contract, s: Stone, by: By, now: datetime) -> None:
    _accepted(c, s)
    refuse_if(consent(c, s.number) is None, "showcase_not_allowed", milestone=s.number)


def withdraw(c: Contract, s: Stone, act: acts.WithdrawShowcase, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", WORD_LENGTH)
    return [facts.ShowcaseWithdrawn(s.number, act.reason.hash if act.reason else None)]


def may_recommend(c: Contract, s: Stone, by: By, now: datetime) -> None:
    _accepted(c, s)


def recommend(c: Contract, s: Stone, act: acts.Recommend, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.words, "words", WORD_LENGTH, missing="text_missing")
    if act.named not in {0, 1}:
        raise Refusal("choose_one", "named")
    return [facts.Recommended(s.number, act.words.hash, act.named)]


def may_unsay(c: Contract, s: Stone, by: By, now: datetime) -> None:
    _accepted(c, s)
    refuse_if(not show_of(c, s.number).word, "nothing_recommended", milestone=s.number)


def unsay(c: Contract, s: Stone, act: acts.WithdrawRecommendation, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.RecommendationWithdrawn(s.number)]


def _with(c: Contract, number: int, **changes: Any) -> Contract:
    others = tuple(show for show in c.shows if show.milestone != number)
    shows = (*others, replace(show_of(c, number), **changes))
    return replace(c, shows=tuple(sorted(shows, key=lambda show: show.milestone)))


def allowed(c: Contract, f: facts.ShowcaseAllowed, by: By, at: datetime) -> Contract:
    return _with(c, f.milestone, state=ALLOWED, named=f.named, priced=f.priced, from_on=f.from_on, at=at)


CLIENT, FREELANCER = ("client",), ("freelancer",)
RULES = [
    Rule(acts.AskShowcase, FREELANCER, may_ask, ask, on_stone=True),
    Rule(acts.AllowShowcase, CLIENT, may_allow, allow, on_stone=True),
    Rule(acts.RefuseShowcase, CLIENT, may_refuse, refuse, on_stone=True),
    Rule(acts.WithdrawShowcase, CLIENT, may_withdraw, withdraw, on_stone=True),
    Rule(acts.Recommend, CLIENT, may_recommend, recommend, on_stone=True),
    Rule(acts.WithdrawRecommendation, CLIENT, may_unsay, unsay, on_stone=True),
]
FOLDS: Folds = {
    facts.ShowcaseAsked: lambda c, f, by, at: _with(c, f.milestone, state=ASKED, at=at),
    facts.ShowcaseAllowed: allowed,
    facts.ShowcaseRefused: lambda c, f, by, at: _with(c, f.milestone, state=REFUSED, at=at),
    facts.ShowcaseWithdrawn: lambda c, f, by, at: _with(c, f.milestone, state=WITHDRAWN, at=at),
    facts.Recommended: lambda c, f, by, at: _with(c, f.milestone, word=f.words, word_named=f.named),
    facts.RecommendationWithdrawn: lambda c, f, by, at: _with(c, f.milestone, word="", word_named=0),
}
