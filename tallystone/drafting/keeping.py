"""Drafts in the database: found within reach, made once, saved without losing what another window wrote."""

import re
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tallystone.acting.door import new_act_id, new_code
from tallystone.books.models import Contract
from tallystone.core.state import Contract as State
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import Typed
from tallystone.people.reach import businesses_kept, contract_for

ACT_ID = re.compile(r"[A-Za-z0-9_-]{20,40}")
KEPT_AFTER_DELETING = timedelta(days=30)


def within_reach(person) -> QuerySet[Draft]:
    """Drafts of the businesses whose terms this person may write, and their own answers as a client: none of a client left."""
    mine = businesses_kept(person, "drafts")
    contracts = Contract.objects.filter(client_id__in=mine).values("code")
    own = Q(business__isnull=True, person_id=person.pk, code__in=contracts)
    return Draft.objects.filter(own | Q(business_id__in=mine))


def draft_for(person, number: int) -> Draft:
    """This draft, or Http404 where it is out of reach, its contract included."""
    draft = within_reach(person).select_related("business").filter(pk=number).first()
    if draft is None:
        raise Http404
    if draft.counters and contract_for(person, draft.code)[1] != draft.side:
        raise Http404
    return draft


def above(contract: State) -> dict[str, Any]:
    """The columns by which terms of a subcontract name what they are a part of."""
    if contract.above is None:
        return {}
    parent = contract.above.parent
    return {"parent": parent.code, "parent_milestone": parent.milestone, "parent_criteria": list(parent.criteria)}


def open_drafts(person) -> QuerySet[Draft]:
    """What is neither sent nor deleted, the latest first."""
    return within_reach(person).filter(sent=None, deleted=None).order_by("-updated", "-pk")


def free_code() -> str:
    """A contract's code that no contract and no draft has."""
    while True:
        code = new_code()
        if not Contract.objects.filter(code=code).exists() and not Draft.objects.filter(code=code).exists():
            return code


def known(person, act_id: str, code: str = "") -> Draft | None:
    """The draft that this very form has made before, e.g. when the answer to it was lost; `code`: an answer about this one."""
    found = within_reach(person).select_related("business").filter(act_id=act_id)
    found = found.filter(code=code).exclude(answers="") if code else found.filter(answers="")
    return found.first() if ACT_ID.fullmatch(act_id) else None


def keep(draft: Draft, typed: Typed, revision: int, window: str) -> bool:
    """Store what was typed; False where another window has saved since. A new draft is made here."""
    typed = {**typed, "window": window}
    if draft.pk is None:
        return _make(draft, typed, window)
    changed = {"typed": typed, "revision": F("revision") + 1, "updated": timezone.now(), "answers": draft.answers}
    unchanged = Q(revision=revision) | Q(typed__window=window)
    done = Draft.objects.filter(unchanged, pk=draft.pk, sent=None).update(**changed)
    if done:
        draft.refresh_from_db()
    return bool(done)


def finish(draft: Draft) -> None:
    """The draft was sent: its words now lie with the contract."""
    Draft.objects.filter(pk=draft.pk).update(sent=timezone.now(), typed={})


def delete(draft: Draft) -> None:
    """Out of sight, for thirty days to be brought back; what was deleted longer ago goes for good."""
    Draft.objects.filter(pk=draft.pk, sent=None).update(deleted=timezone.now())
    Draft.objects.filter(person_id=draft.person_id, deleted__lt=timezone.now() - KEPT_AFTER_DELETING).delete()


def bring_back(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(deleted=None)


def _make(draft: Draft, typed: Typed, window: str) -> bool:
    draft.typed = typed
    draft.code = draft.code or free_code()
    draft.act_id = draft.act_id or new_act_id()
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        made = Draft.objects.filter(act_id=draft.act_id, person_id=draft.person_id, answers=draft.answers, sent=None).first()
        if made is None and not Draft.objects.filter(Q(act_id=draft.act_id) | Q(code=draft.code, answers="")).exists():
            raise
        if made is None:  # an id or a code that is taken elsewhere says nothing about this draft
            draft.act_id, draft.code = new_act_id(), draft.code if draft.answers else ""
            return _make(draft, typed, window)
        draft.pk = made.pk  # the same form at the same moment
        return keep(draft, typed, made.revision, window)
    return True
