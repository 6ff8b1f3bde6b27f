"""Books: what lists, sums and searches read, written in the transaction of the entry that it copies."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.db.models import F

from tallystone.books.models import Contract, Duty, Invoice, Milestone, Paper, Referral, Transfer
from tallystone.books.rows import change
from tallystone.books.showing import write_shown
from tallystone.core import delegating_facts, facts
from tallystone.core import state as core
from tallystone.core.invoicing import comes_to
from tallystone.core.keeping_silent import silent_at
from tallystone.core.leaving import ends
from tallystone.core.ledger import transfers
from tallystone.core.moving import Moving, movings, promise
from tallystone.core.reminding import next_at
from tallystone.core.shape import Plan, Stake, Terms
from tallystone.core.waiting import Wait, waits
from tallystone.core.watching import Risk, risks

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
OFFERS = (facts.Proposed, facts.Countered)
STONE_COLUMNS = (
    "work", "money", "round", "percent", "held_minor", "received_minor", "next_on", "pay_by", "accepted_at", "paid_on",
    "review_until", "started_at", "handed_at", "due", "billed_minor", "owed_back_minor", "refunded_minor", "moved_from",
    "minutes", "looked_at",
)  # fmt: skip


def write(
    before: core.Contract, after: core.Contract, happened: Sequence[facts.Fact], at: datetime, terms: Terms | None
) -> None:
    """Bring the copies from `before` to `after`. `terms` are given with facts that offer new ones, or put them in force."""
    if any(isinstance(fact, OFFERS) for fact in happened):
        _write_offer(after, at, terms)
    else:
        talked = any(isinstance(fact, facts.TALK) for fact in happened)
        change(Contract, _moving(after, at, talked), code=after.code)
        if any(isinstance(fact, facts.ChangeAccepted) for fact in happened):
            _write_change(before, after, terms)
        _write_stones(before, after)
        write_shown(before, after)
    _write_transfers(after, happened, at)
    if before.referrals != after.referrals:
        _write_referrals(before, after)
    for fact in happened:
        _write_fact(before, after, fact, at)


def _write_referrals(before: core.Contract, after: core.Contract) -> None:
    known = {r.number: r for r in before.referrals}
    for r in after.referrals:
        columns = {"person_id": r.person, "state": r.state, "prices": bool(r.prices)}
        if r.number not in known:
            Referral.objects.create(code=after.code, number=r.number, **columns)
        elif known[r.number] != r:
            change(Referral, columns, code=after.code, number=r.number)


def _write_offer(c: core.Contract, at: datetime, terms: Terms | None) -> None:
    plan = c.agreed_plan
    titles = {m.number: m.title for m in terms.milestones} if terms else {}
    columns = {
        "freelancer_id": c.freelancer,
        "client_id": c.client,
        "title": terms.title if terms else "",
        "currency": plan.currency,
        "zone": plan.zone,
        "funding": plan.funding,
        "parent": c.above.parent.code if c.above else "",
        "parent_milestone": c.above.parent.milestone if c.above else 0,
        "net_minor": sum(s.price_minor for s in plan.milestones),
        "tax_minor": sum(s.tax_minor for s in plan.milestones),
        **_moving(c, at),
    }
    Contract.objects.update_or_create(code=c.code, defaults=columns, create_defaults={**columns, "begun": at})
    Milestone.objects.filter(code=c.code).delete()
    Milestone.objects.bulk_create(_row(c.code, plan, s, titles.get(s.number, "")) for s in plan.milestones)
    if terms:
        _write_duties(c, terms)


def _row(code: str, plan: Plan, s: Stake, title: str) -> Milestone:
    """A milestone as it is agreed."""
    return Milestone(
        code=code, number=s.number, title=title, due=s.due, price_minor=s.price_minor,
        tax_minor=s.tax_minor, work="planned", money=plan.money_at_first(s), rate_minor=s.rate_minor,
        cap_minutes=s.cap_minutes, cap_kind=s.cap_kind or "", comes_to_minor=s.gross_minor, moved_due=s.due,
    )  # fmt: skip


def _write_duties(c: core.Contract, terms: Terms) -> None:
    """The duties of the terms in force; what was done already stays done."""
    Duty.objects.filter(code=c.code).delete()
    Duty.objects.bulk_create(
        Duty(code=c.code, number=n, text=duty.text, due=duty.due, done_at=promise(c, n).done_at)
        for n, duty in enumerate(terms.duties, 1)
    )


def _write_change(before: core.Contract, after: core.Contract, terms: Terms | None) -> None:
    """What a change order changes besides the stones themselves: sums, titles, duties, milestones that are new.

    Written by itself: the columns that move go into the same rows, and one statement writes a row once (journal/together.py).
    """
    plan, known = after.agreed_plan, {s.number for s in before.stones}
    sums = {"net_minor": sum(s.price_minor for s in plan.milestones), "tax_minor": sum(s.tax_minor for s in plan.milestones)}
    Contract.objects.filter(code=after.code).update(**sums, **({"title": terms.title} if terms else {}))
    titles = {m.number: m.title for m in terms.milestones} if terms else {}
    for number in sorted(known & titles.keys()):
        Milestone.objects.filter(code=after.code, number=number).update(title=titles[number])
    added = [stake for stake in plan.milestones if stake.number not in known]
    Milestone.objects.bulk_create(_row(after.code, plan, stake, titles.get(stake.number, "")) for stake in added)
    if terms:
        _write_duties(after, terms)


def _moving(c: core.Contract, at: datetime, talked: bool = False) -> dict[str, Any]:
    """The columns that any act may change."""
    waiting = waits(c)
    columns = {
        "state": c.state,
        "until": c.until,
        "change_until": c.change.until if c.change else None,
        "exit_until": ends(c, c.exit) if c.exit else None,
        "agreed_at": c.agreed_at,
        "ended_at": c.ended_at,
        "freelancer_until": _first(waiting, "freelancer"),
        "client_until": _first(waiting, "client"),
        "freelancer_lead": c.lead("freelancer"),
        "client_lead": c.lead("client"),
        "waits": [_told(wait) for wait in waiting],
        "risks": [_named(risk) for risk in risks(c)],
        "seq": c.seq,
    }
    return {**columns, "moved_at": at} if talked or c.touched == c.seq else columns


def _first(waiting: list[Wait], side: str) -> datetime | None:
    return min((w.until or NEVER for w in waiting if w.side == side), default=None)


def _told(wait: Wait) -> dict[str, Any]:
    until = wait.until.isoformat() if wait.until else None
    told = {"side": wait.side, "act": wait.act, "milestone": wait.milestone, "until": until}
    told |= {"about": wait.about} if wait.about else {}
    return told if wait.minor is None else {**told, "minor": wait.minor}


def _named(risk: Risk) -> dict[str, Any]:
    told = {**asdict(risk), "at": risk.at.isoformat(), "day": risk.day.isoformat() if risk.day else None}
    return {name: value for name, value in told.items() if value}


def _write_stones(before: core.Contract, after: core.Contract) -> None:
    known, were, are = {s.number: s for s in before.stones}, movings(before), movings(after)
    zone = after.agreed_plan.zone
    for stone in after.stones:
        was, dated, dates = known.get(stone.number), were.get(stone.number), are[stone.number]
        if was == stone and dated == dates:
            continue
        columns = _columns(stone, dates, zone) | _disputed(after, stone)
        old = _columns(was, dated, zone) | _disputed(before, was) if was and dated else {}
        changed = {name: value for name, value in columns.items() if name not in old or old[name] != value}
        if changed:
            change(Milestone, changed, code=after.code, number=stone.number)


def _columns(s: core.Stone, dates: Moving, zone: str) -> dict[str, Any]:
    """The columns of a milestone that acts change."""
    stake = s.stake
    return {name: getattr(s, name) for name in STONE_COLUMNS} | {
        "price_minor": stake.price_minor, "tax_minor": stake.tax_minor, "rate_minor": stake.rate_minor,
        "cap_minutes": stake.cap_minutes, "cap_kind": stake.cap_kind or "", "comes_to_minor": comes_to(s),
        "remind_at": next_at(s, zone), "moved_due": dates.base, "rests_on": dates.rests_on,
    }  # fmt: skip


def _disputed(c: core.Contract, s: core.Stone) -> dict[str, Any]:
    """What stands still in a dispute, and from when silence has an effect there."""
    if s.dispute is None:
        return {"disputed": False, "split_at": None}
    silent = [at for split in s.dispute.splits if (at := silent_at(c, split))]
    return {"disputed": True, "split_at": min(silent, default=None), "review_until": None}


def _write_transfers(c: core.Contract, happened: Sequence[facts.Fact], at: datetime) -> None:
    rows = [
        Transfer(
            code=c.code, seq=c.seq, line=line, business_id=c.freelancer, currency=c.agreed_plan.currency, at=at, **asdict(t)
        )
        for line, t in enumerate(transfers(c, happened), 1)
    ]  # fmt: skip
    if rows:
        Transfer.objects.bulk_create(rows)


def _write_fact(before: core.Contract, c: core.Contract, fact: facts.Fact, at: datetime) -> None:
    if isinstance(fact, facts.InvoiceIssued):
        _write_invoice(c, fact, at)
    elif isinstance(fact, facts.FundingConfirmed):
        stone = before.stone(fact.milestone)
        for deposit in [deposit for deposit in stone.deposits if deposit.open_minor] if stone else []:
            change(Invoice, {"paid_on": fact.on}, number=deposit.number)
    elif isinstance(fact, facts.PaymentConfirmed):
        which = {"number": fact.number} if fact.number else {"milestone": fact.milestone, "kind": "final"}
        change(Invoice, {"paid_on": fact.on, "owed_minor": 0}, code=c.code, **which)
    elif isinstance(fact, delegating_facts.BillMoved):
        change(Invoice, {"due": fact.due}, number=fact.number)
    elif isinstance(fact, facts.ChargedBack):
        _write_charged_back(before, c, fact)
    elif isinstance(fact, facts.DutyFulfilled | facts.DutyReopened):
        change(Duty, {"done_at": promise(c, fact.duty).done_at}, code=c.code, number=fact.duty)
    elif isinstance(fact, facts.PaperFiled):
        Paper.objects.get_or_create(code=c.code, kind=fact.kind, about=fact.about, defaults={"file": fact.file, "at": at})


def _write_charged_back(before: core.Contract, c: core.Contract, fact: facts.ChargedBack) -> None:
    """Invoices that count as open again."""
    was, now = before.stone(fact.milestone), c.stone(fact.milestone)
    if was is None or now is None:
        return
    for bill in set(now.bills) - set(was.bills):
        change(Invoice, {"paid_on": None, "owed_minor": bill.minor}, number=bill.number)
    for deposit in set(now.deposits) - set(was.deposits):
        change(Invoice, {"paid_on": None}, number=deposit.number)


def _write_invoice(c: core.Contract, fact: facts.InvoiceIssued, at: datetime) -> None:
    stone = c.stone(fact.milestone)
    paid = stone.paid_on if stone and not fact.open_minor and fact.kind != "credit" else None
    if fact.corrects:
        gross = fact.net_minor + fact.tax_minor
        taken = {"taken_back_minor": F("taken_back_minor") + gross, "owed_minor": F("owed_minor") - fact.open_minor}
        Invoice.objects.filter(number=fact.corrects).update(**taken)
    Invoice.objects.create(
        number=fact.number, business_id=c.freelancer, code=c.code, milestone=fact.milestone, kind=fact.kind,
        currency=c.agreed_plan.currency, net_minor=fact.net_minor, tax_minor=fact.tax_minor,
        open_minor=fact.open_minor, due=fact.due, issued_at=at, paid_on=paid, corrects=fact.corrects or "",
        owed_minor=fact.open_minor if fact.kind in {"part", "final"} else 0,
    )  # fmt: skip
