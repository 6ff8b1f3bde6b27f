"""An answer whose ground moved: the other side, or a colleague, has offered newer terms since it was begun."""

from typing import Any

from django.db.models import F

from tallystone.core.shape import Terms
from tallystone.core.state import Contract
from tallystone.core.writing import Fault
from tallystone.drafting.checking import check, today_in
from tallystone.drafting.differences import differences
from tallystone.drafting.merging import Written, merged
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.drafting.typed import cut, whole
from tallystone.journal import chain, prose
from tallystone.pages.draft_forms import form_name, where
from tallystone.people.parties import names_of


def moved_on(draft: Draft) -> dict[str, Any]:
    """Whether newer terms are on offer than those that this draft answers, whose they are, and what differs in them; and,
    after their changes were taken over, the fields that both had changed."""
    if not draft.counters:
        return {}
    told: dict[str, Any] = {"clashes": _clashes(draft)}
    contract = chain.fold(draft.code)
    if contract.terms == draft.answers:
        return told
    was, now = prose.terms(draft.answers), prose.terms(contract.terms)
    told["newer_differences"] = differences(was, now) if was and now else []
    if contract.state == "proposed" and now:
        parties = {"freelancer": contract.freelancer, "client": contract.client}
        business = parties[contract.offered_by]
        told |= {"newer": contract.version, "newer_by": names_of([business])[business].name}
    return told


def rebase(draft: Draft, contract: Contract, keep_mine: bool) -> None:
    """Make the draft an answer to the terms that are on offer now. Nothing that was typed is lost."""
    was, now = prose.terms(draft.answers), prose.terms(contract.terms)
    typed, clashes = whole(draft.typed), list[str]()
    if was and now and not keep_mine:
        mine = Written(typed, check(typed, counters=True).reading.terms)
        found = merged(_written(was, typed["mark"]), _written(now, typed["mark"]), mine)
        typed, clashes = found.typed, found.clashes
    kept = {**cut(typed), "window": draft.typed.get("window", ""), "clashes": clashes}
    changed = {"answers": contract.terms, "typed": kept, "revision": F("revision") + 1}
    Draft.objects.filter(pk=draft.pk, sent=None, revision=draft.revision).update(**changed)


def _written(terms: Terms, mark: str) -> Written:
    return Written(spelled(terms, mark, today_in(terms.zone)), terms)


def _clashes(draft: Draft) -> list[tuple[str, str]]:
    """The fields that both had changed, each with its name in the form."""
    fields = (draft.typed or {}).get("clashes") or []
    return [(form_name(Fault(field, "")), where(field)) for field in fields]
