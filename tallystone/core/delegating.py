"""Delegating: a milestone, or a part of it, is given to a subcontractor, in a contract of its own one level down.

The contract above says whether that is free, needs consent, or is excluded. The contract below knows what it is a part of;
what becomes of it there comes down as facts of the clock, and its acceptance and its payments follow where its terms say so.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tallystone.core import acts, delegating_facts, facts
from tallystone.core.dates import day_of, review_end
from tallystone.core.delivering import consequences
from tallystone.core.ending import CONSENT, EXCLUDED, FREE
from tallystone.core.proposing import check_offer
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_calm, need_state, need_work, stone_of
from tallystone.core.shape import NOWHERE, Parent, Plan
from tallystone.core.state import CLOCK, Above, By, Contract, Given, Request, Stone
from tallystone.core.writing import LINE_LENGTH, check_words

KINDS = ("accepted", "paid", "over")
AT_WORK = ("planned", "started", "changes_asked", "part_accepted")


def leave(plan: Plan) -> str:
    """What these terms say about giving work on: "free", "consent" or "excluded"."""
    return plan.subcontracting


def shows_workers(plan: Plan) -> bool:
    """Does the client see who works on a milestone that was given on?"""
    return plan.workers_shown != 0


def may_subcontract(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "draft")


def subcontract(c: Contract, act: acts.Subcontract, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.freelancer == act.client, "same_party", "client")
    refuse_if(not act.parent.code or not act.parent.criteria, "no_such_criterion", "criteria")
    check_words(act.note, "note")
    check_offer(act.terms, act.until, now, under=True)
    note = act.note.hash if act.note else None
    return [facts.Proposed(act.freelancer, act.client, act.words.hash, act.terms.plan(), act.until, note, parent=act.parent)]


def need_leave(parent: Contract, act: acts.Subcontract, above: frozenset[int]) -> None:
    """Refuse a subcontract that its parent does not allow now. `above` are the businesses of every contract above."""
    need_state(parent, "agreed")
    refuse_if(parent.freelancer != act.client, "not_yours")
    refuse_if(act.freelancer in above, "in_a_circle", "client_email")
    stone = stone_of(parent, act.parent.milestone)
    need_work(stone, *AT_WORK)
    refuse_if(not set(act.parent.criteria) <= set(stone.open_criteria), "criterion_accepted", "criteria")
    refuse_if(leave(parent.agreed_plan) == EXCLUDED, "subcontracting_excluded")
    refuse_if(not allowed(parent, stone.number, act.freelancer), "consent_missing", milestone=stone.number)


def allowed(parent: Contract, milestone: int, worker: int) -> bool:
    """May this milestone be given to this business now, as the terms and what was consented to say?"""
    if leave(parent.agreed_plan) != CONSENT:
        return leave(parent.agreed_plan) == FREE
    shown = shows_workers(parent.agreed_plan)
    given = (r for r in parent.requests if r.milestone == milestone and r.state == "consented")
    return any(not shown or r.worker == worker for r in given)


def may_ask(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, *AT_WORK)
    refuse_if(leave(c.agreed_plan) == EXCLUDED, "subcontracting_excluded")
    refuse_if(leave(c.agreed_plan) == FREE, "subcontracting_free")


def ask(c: Contract, s: Stone, act: acts.AskSubcontract, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.note, "note")
    if not shows_workers(c.agreed_plan):  # whom it is given to is not the client's to know
        return [delegating_facts.SubcontractAsked(s.number, len(c.requests) + 1, note=act.note.hash if act.note else None)]
    check_words(act.who, "who", LINE_LENGTH, missing="worker_missing")
    refuse_if(act.worker < 1, "worker_missing", "who")
    refuse_if(act.worker in {c.client, c.freelancer}, "in_a_circle", "who")
    who, note = act.who.hash if act.who else None, act.note.hash if act.note else None
    return [delegating_facts.SubcontractAsked(s.number, len(c.requests) + 1, act.worker, who, note)]


def asked(c: Contract, fact: delegating_facts.SubcontractAsked, by: By, at: datetime) -> Contract:
    """A request takes the place of the open one on the same milestone."""
    kept = tuple(replace(r, state="replaced") if _open(r, fact.milestone) else r for r in c.requests)
    made = Request(fact.request, fact.milestone, fact.worker or 0, fact.who or "", fact.note or "", at)
    return replace(c, requests=(*kept, made))


def _open(r: Request, milestone: int) -> bool:
    return r.milestone == milestone and r.state == "open"


def request_of(c: Contract, milestone: int) -> Request | None:
    """The request on this milestone that waits for an answer."""
    return next((r for r in c.requests if _open(r, milestone)), None)


def may_answer_request(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(request_of(c, s.number) is None, "no_request", milestone=s.number)


def _shown(c: Contract, s: Stone, number: int) -> Request:
    """The open request, which has to be the one that the page showed."""
    found = request_of(c, s.number)
    if found is None or found.number != number:
        raise Refusal("request_changed")
    return found


def consent(c: Contract, s: Stone, act: acts.ConsentSubcontract, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(_shown(c, s, act.request).who != act.who, "request_changed")
    return [delegating_facts.SubcontractConsented(s.number, act.request)]


def refuse(c: Contract, s: Stone, act: acts.RefuseSubcontract, by: By, now: datetime) -> list[facts.Fact]:
    _shown(c, s, act.request)
    check_words(act.reason, "reason", missing="reason_missing")
    return [delegating_facts.SubcontractRefused(s.number, act.request, act.reason.hash)]


def answered(state: str) -> Any:
    def fold(c: Contract, fact: Any, by: By, at: datetime) -> Contract:
        return replace(c, requests=tuple(replace(r, state=state) if r.number == fact.request else r for r in c.requests))

    return fold


def may_give_on(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")


def give_on(c: Contract, s: Stone, act: acts.GiveOn, by: By, now: datetime) -> list[facts.Fact]:
    if not shows_workers(c.agreed_plan):
        return [delegating_facts.GivenOn(s.number)]
    return [delegating_facts.GivenOn(s.number, act.worker or None, act.who.hash if act.who else None)]


def given_on(c: Contract, fact: delegating_facts.GivenOn, by: By, at: datetime) -> Contract:
    return replace(c, given=(*c.given, Given(fact.milestone, fact.worker or 0, fact.who or "", at)))


def became(parent: Contract, p: Parent) -> tuple[str, ...]:
    """What became of a milestone that was given on, as its contract stands: some of KINDS."""
    s = parent.stone(p.milestone)
    if s is None:
        return ()
    done = s.work == "accepted" or set(p.criteria) <= set(s.met)
    if not done:
        return ("over",) if s.work in {"settled", "cancelled", "handed_over"} or parent.state != "agreed" else ()
    whole = s.work == "accepted"
    paid = s.money in {"released", "paid"} if whole else not s.bills
    return ("accepted", "paid") if paid else ("accepted",)


def may_follow(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(c.above is None, "nothing_above")
    refuse_if(not unfollowed(c), "not_due")


def unfollowed(c: Contract) -> list[str]:
    """What may still become of the milestone above."""
    a = c.above
    if a is None or a.over_at or (a.accepted_at and a.paid_at):
        return []
    return [kind for kind, at in zip(KINDS, (a.accepted_at, a.paid_at, a.accepted_at), strict=True) if at is None]


def follow(c: Contract, act: acts.FollowParent, by: By, now: datetime) -> list[facts.Fact]:
    refuse_if(act.kind not in unfollowed(c), "not_due")
    moved = delegating_facts.ParentFollowed(act.kind, act.entry, act.at)
    bills = _bills(c, act.at, now) if act.kind in {"paid", "over"} else ()
    reviews = _reviews(c, act.at, now) if act.kind == "over" else ()
    return [moved, *bills, *reviews]


def _bills(c: Contract, at: datetime, now: datetime) -> Iterator[facts.Fact]:
    """Open invoices that waited for money from above are due so many days after it, never later than they were."""
    plan = c.agreed_plan
    if not plan.payment_follows:
        return
    due = max(day_of(at, plan.zone) + timedelta(days=plan.payment_days), day_of(now, plan.zone))
    for s in c.stones:
        bills = () if s.dispute else s.bills  # the money of a dispute stands still
        yield from (delegating_facts.BillMoved(s.number, bill.number, due) for bill in bills if due < bill.due)


def _reviews(c: Contract, at: datetime, now: datetime) -> Iterator[facts.Fact]:
    """Nothing is accepted above any more, so reviews end as if there were nothing above; never later than they did."""
    plan = c.agreed_plan
    if not plan.acceptance_follows:
        return
    for s in c.stones:
        until = review_end(max(at, now), plan.review_days, plan.zone)
        if s.work == "delivered" and not s.dispute and s.review_until and until < s.review_until:
            yield delegating_facts.ReviewMoved(s.number, until)


def followed(c: Contract, fact: delegating_facts.ParentFollowed, by: By, at: datetime) -> Contract:
    above = c.above or Above(NOWHERE)
    if fact.kind == "accepted":
        return replace(c, above=replace(above, accepted_at=fact.at))
    paid = fact.kind == "paid"
    return replace(c, above=replace(above, paid_at=fact.at) if paid else replace(above, over_at=fact.at))


def calls(child: Contract, parent: Contract, entry: str, at: datetime) -> list[acts.FollowParent]:
    """What the clock is to tell a subcontract, as its parent stands after this entry; nothing that it knows already."""
    if child.above is None:
        return []
    wanted = unfollowed(child)
    return [acts.FollowParent(kind, entry, at) for kind in became(parent, child.above.parent) if kind in wanted]


def along(child: Contract, now: datetime) -> list[acts.AcceptAlong]:
    """What was handed over before the milestone above was accepted, and is accepted with it."""
    found = []
    for s in child.stones:
        try:
            may_accept_along(child, s, CLOCK, now)
        except Refusal:
            continue
        found.append(acts.AcceptAlong(s.number))
    return found


def bill_moved(c: Contract, fact: delegating_facts.BillMoved, by: By, at: datetime) -> Contract:
    s = stone_of(c, fact.milestone)
    bills = tuple(replace(b, due=fact.due) if b.number == fact.number else b for b in s.bills)
    return c.with_stone(s.number, bills=bills, pay_by=bills[0].due if bills else s.pay_by)


def may_accept_along(c: Contract, s: Stone, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    need_work(s, "delivered")
    need_calm(s)
    at = c.above.accepted_at if c.above and c.agreed_plan.acceptance_follows else None
    refuse_if(at is None or s.delivered_at is None or s.delivered_at > at, "not_due")


def accept_along(c: Contract, s: Stone, act: acts.AcceptAlong, by: By, now: datetime) -> list[facts.Fact]:
    return [facts.Accepted(s.number, s.snapshot), *consequences(c, s, now)]


RULES = [
    Rule(acts.Subcontract, ("client",), may_subcontract, subcontract),
    Rule(acts.AskSubcontract, ("freelancer",), may_ask, ask, on_stone=True),
    Rule(acts.ConsentSubcontract, ("client",), may_answer_request, consent, on_stone=True),
    Rule(acts.RefuseSubcontract, ("client",), may_answer_request, refuse, on_stone=True),
    Rule(acts.GiveOn, ("clock",), may_give_on, give_on, on_stone=True),
    Rule(acts.FollowParent, ("clock",), may_follow, follow),
    Rule(acts.AcceptAlong, ("clock",), may_accept_along, accept_along, on_stone=True),
]
FOLDS: Folds = {
    delegating_facts.SubcontractAsked: asked,
    delegating_facts.SubcontractConsented: answered("consented"),
    delegating_facts.SubcontractRefused: answered("refused"),
    delegating_facts.GivenOn: given_on,
    delegating_facts.ParentFollowed: followed,
    delegating_facts.BillMoved: bill_moved,
    delegating_facts.ReviewMoved: lambda c, f, by, at: c.with_stone(f.milestone, review_until=f.until),
}
