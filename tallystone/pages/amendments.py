"""A change order while it is written: what it would do stands beside it, and what it has to be made from."""

from datetime import UTC, date, datetime
from typing import Any

from tallystone.acting.weighed import Weighed, weighed
from tallystone.core.acts import OfferChange
from tallystone.core.changing import live
from tallystone.core.refusal import Refusal
from tallystone.core.shape import BEFORE, Terms, terms_text
from tallystone.core.state import Contract
from tallystone.core.weighing import weigh
from tallystone.drafting.amending import fixed
from tallystone.drafting.checking import Checked
from tallystone.drafting.differences import differences
from tallystone.drafting.models import Draft
from tallystone.journal import chain, prose


def beside(draft: Draft, checked: Checked) -> dict[str, Any]:
    """What a change would do, and the milestones that stay; nothing where the contract has no terms to change any more."""
    contract, was = chain.fold(draft.code), prose.terms(draft.answers)
    if was is None or contract.state != "agreed":
        return {"effects": [], "fixed": ()}
    return {"effects": effects(contract, checked.reading.terms), "fixed": fixed(was, contract)}


def effects(contract: Contract, terms: Terms, now: datetime | None = None) -> list[Weighed]:
    """What these terms would do if they were accepted now, in sentences."""
    told = weigh(contract, terms.plan(), now or datetime.now(UTC))
    before = prose.terms(contract.terms)
    titles = {m.number: m.title for each in (before, terms) if each for m in each.milestones}
    return weighed(told, terms.currency, contract.agreed_plan.funding == BEFORE, titles)


def moved_on(draft: Draft) -> dict[str, Any]:
    """Whether the terms in force, or the change order that is answered, are others now than when this was begun."""
    contract = chain.fold(draft.code)
    change = live(contract, datetime.now(UTC))
    if (contract.terms, change.terms if change else "") == (draft.answers, draft.replies):
        return {}
    theirs = change is not None and change.offered_by != draft.side
    was = prose.terms(draft.replies or draft.answers)
    now = prose.terms(change.terms if change and theirs else contract.terms)
    own = change is not None and not theirs
    return {"newer": "" if own else contract.terms, "newer_differences": differences(was, now) if was and now else []}


def answering(draft: Draft, terms: Terms, note: str, until: date) -> OfferChange:
    """The act that sends this draft."""
    was = prose.kept(draft.answers)
    if was is None:
        raise Refusal("words_erased")
    said = prose.words(note) if note else None
    return OfferChange(terms, prose.words(terms_text(terms)), was, until, draft.replies, said, draft.grew_from or None)
