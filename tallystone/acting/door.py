"""The door: the one way by which anything happens to a contract."""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from tallystone.acting import above, numbers, outbox
from tallystone.books import writing as books
from tallystone.core.acts import AcceptChange, Act, Counter, Propose, Subcontract
from tallystone.core.contract import decide, evolve, unsound
from tallystone.core.facts import Fact
from tallystone.core.invoicing import issues_invoice, numbered
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.shape import Terms
from tallystone.core.state import By, Contract
from tallystone.core.value import value
from tallystone.journal import chain, prose
from tallystone.journal.models import Entry
from tallystone.journal.together import together

PERSONS_ID = re.compile(r"[A-Za-z0-9_-]{16,40}")  # the clock's own ids have a colon, so nobody can take one first
SIGNALS: list[Any] = []  # called after a commit, e.g. to wake the worker of this process


@value
class Done:
    """The contract after the act; `repeated` when this very act had been done before."""

    contract: Contract
    facts: tuple[Fact, ...] = ()
    repeated: bool = False


def new_act_id() -> str:
    """The id of an act, made before it is sent, so that it can be sent twice."""
    return secrets.token_urlsafe(18)


def new_code() -> str:
    """A contract's code: six letters and digits that cannot be misread."""
    return "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(6))


def perform(
    code: str,
    act: Act,
    by: By,
    act_id: str,
    seen: int | None = None,
    now: datetime | None = None,
    beside: Callable[[int], None] | None = None,
) -> Done:
    """Do an act, or raise a Refusal and change nothing. `seen` is the entry that the page showed; newer ones are told.

    `beside` is given the new entry's number and writes rows that lie beside the record, in the same transaction.
    """
    refuse_if(bool(by.person) and not PERSONS_ID.fullmatch(act_id), "other_act")
    mark = fingerprint(code, act, by)
    try:
        with transaction.atomic(durable=True):
            done = _perform(code, act, by, act_id, mark, seen, now or datetime.now(UTC))
            if beside:
                beside(done.contract.seq)
    except (Refusal, IntegrityError) as trouble:
        # Looked up only now: what is done twice is rare, and fails by itself (wrong state, or the same id).
        if earlier := _earlier(code, act_id, mark):
            return earlier
        if isinstance(trouble, Refusal):
            raise
        raise Refusal("other_act") from trouble
    transaction.on_commit(lambda: _after(done.contract))
    return done


def _perform(code: str, act: Act, by: By, act_id: str, mark: str, seen: int | None, now: datetime) -> Done:
    before = chain.fold(code, *chain.lock(code))
    refuse_if(seen is not None and seen < before.touched, "stale", seen=seen)
    if isinstance(act, Subcontract):
        above.need_leave(act)
    happened = decide(before, act, by, now)
    # After this point nothing is refused any more.
    if issues_invoice(happened):
        happened = numbered(happened, partial(numbers.next_number, before.freelancer))
    with together():
        prose.keep(code, prose.words_of(act))
        hash_ = chain.append(before, now, by, type(act).__name__, act_id, mark, happened)
        after = evolve(before, happened, by, now, before.seq + 1, hash_)
        if wrong := unsound(after):
            raise RuntimeError(f"{code}: {wrong}")
        books.write(before, after, happened, now, _terms(act))
        outbox.put("entry", f"entry:{code}:{after.seq}", {"code": code, "seq": after.seq}, now)
    return Done(after, tuple(happened))


def _terms(act: Act) -> Terms | None:
    """The terms that an act offers, or puts in force."""
    if isinstance(act, AcceptChange):
        return prose.terms(act.terms)
    return act.terms if isinstance(act, Propose | Counter) else None


def _earlier(code: str, act_id: str, mark: str) -> Done | None:
    """The same answer to the same act; the same id with another act is refused."""
    fingerprint = Entry.objects.filter(act_id=act_id).values_list("fingerprint", flat=True).first()
    if fingerprint is None:
        return None
    refuse_if(not hmac.compare_digest(fingerprint, mark), "other_act")
    return Done(chain.fold(code), repeated=True)


def fingerprint(code: str, act: Act, by: By) -> str:
    """What this act says, keyed so that short words cannot be guessed from it; salts do not count."""
    said = json.dumps([code, by.side, by.person, type(act).__name__, _said(asdict(act))], sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _said(v) for k, v in value.items() if k != "salt"}
    return value


def _after(contract: Contract) -> None:
    chain.remember(contract)
    for signal in SIGNALS:
        signal()
