"""Following: acts of the clock that follow from an entry by rule, each with an id made of the fact that calls for it."""

from datetime import datetime

from tallystone.core import acts, facts
from tallystone.core.changing import with_round
from tallystone.core.shape import terms_from, terms_text
from tallystone.journal import chain, prose
from tallystone.journal.chain import Told
from tallystone.notices import choosing
from tallystone.ops import succeeding
from tallystone.ops.clock import by_clock
from tallystone.ops.descending import descend


def follow(told: Told, code: str, now: datetime) -> None:
    """Ask for what this entry calls for; the rules refuse what no longer fits, and what was done before."""
    descend(told, code, now)
    for fact in told.facts:
        if isinstance(fact, facts.ChangesAsked):
            _price_round(fact, code, now)
        elif isinstance(fact, facts.Proposed):
            succeeding.proposed(code, now)
        elif isinstance(fact, facts.Agreed):
            succeeding.agreed(code, now)
        elif isinstance(fact, facts.SuccessorConsented):
            choosing.tell_chosen(code, fact, told.by, now)


def _price_round(fact: facts.ChangesAsked, code: str, now: datetime) -> None:
    """A round beyond the agreed number is offered as a change order, where the terms name its price."""
    contract = chain.fold(code)
    plan = contract.agreed_plan
    if not plan.extra_round_minor or fact.round <= plan.rounds_of(fact.milestone):
        return
    words = prose.kept(contract.terms)
    if words is None:
        return
    terms = with_round(terms_from(words.text), fact.milestone, fact.round)
    act = acts.PriceRound(fact.milestone, terms, prose.words(terms_text(terms)), words)
    by_clock(code, act, f"round:{code}:{fact.milestone}:{fact.round}", now)
