"""Recounting: what the record alone says of a contract, as a handover that the freelancer completes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tallystone.core.dates import day_of
from tallystone.core.handover import Asked, Handover, Held, Promised, Settled, Stage, state_of
from tallystone.core.manifest import Manifest, manifest_from
from tallystone.core.moving import promise
from tallystone.core.shape import Milestone, Terms
from tallystone.core.state import Contract, Stone


def hashes(c: Contract) -> list[str]:
    """The words that a handover quotes: snapshots, questions, answers."""
    said = [h for q in c.questions for h in (q.note, q.answer)]
    return [h for h in (*(s.snapshot for s in c.stones), *said) if h]


def recount(c: Contract, terms: Mapping[str, Terms], texts: Mapping[str, str]) -> Handover:
    """The record of this contract. `terms` by their hash: those in force, and those that cancelled milestones had last;
    `texts` are the words of `hashes`, where they are still there."""
    now = terms.get(c.terms)
    return Handover(
        stages=tuple(_stage(c, s, terms, texts) for s in c.stones),
        questions=tuple(
            Asked(q.number, q.milestone, q.by, texts.get(q.note, ""), texts.get(q.answer, ""))
            for q in c.questions if q.state in {"open", "answered"}
        ),
        decisions=tuple(
            Settled(q.number, q.milestone, texts.get(q.note, ""), texts.get(q.answer, ""), _day(c, q.decided_at))
            for q in c.questions if q.state == "decided"
        ),
        duties=tuple(
            Promised(n, duty.text, duty.due.isoformat() if duty.due else "", promise(c, n).done_at is not None)
            for n, duty in enumerate(now.duties if now else (), 1)
        ),
    )  # fmt: skip


def _stage(c: Contract, s: Stone, terms: Mapping[str, Terms], texts: Mapping[str, str]) -> Stage:
    m = _milestone(terms.get(s.last_terms or c.terms), s.number)
    handed = manifest_from(texts.get(s.snapshot))
    return Stage(
        number=s.number,
        title=m.title if m else "",
        work=s.work,
        due=s.due.isoformat(),
        percent=s.percent,
        round=s.round,
        snapshot=s.snapshot,
        on=_day(c, s.delivered_at) if s.snapshot else "",
        note=handed.note,
        deliverables=m.deliverables if m else (),
        criteria=_criteria(s, m, handed) if s.work != "cancelled" else (),
        files=handed.files,
        links=handed.links,
    )


def _criteria(s: Stone, m: Milestone | None, handed: Manifest) -> tuple[Held, ...]:
    words = dict(enumerate(m.criteria if m else (), 1))
    seen = {each.number: each.evidence for each in handed.criteria}
    return tuple(Held(n, words.get(n, ""), state_of(s, n), seen.get(n, "")) for n in range(1, s.stake.criteria + 1))


def _milestone(terms: Terms | None, number: int) -> Milestone | None:
    return next((m for m in terms.milestones if m.number == number), None) if terms else None


def _day(c: Contract, at: datetime | None) -> str:
    return day_of(at, c.agreed_plan.zone).isoformat() if at else ""


def completed_with(record: Handover, added: Handover) -> Handover:
    """What the record says now, with what was written to it before: where each begun milestone stands, and the rest."""
    standing = {stage.number: stage.standing for stage in added.stages}
    stages = tuple(replace(stage, standing=standing.get(stage.number, "")) for stage in record.stages)
    kept = {name: getattr(added, name) for name in ("places", "access", "problems", "knowing", "first", "none")}
    return replace(record, stages=stages, **kept)


def is_record(c: Contract, document: Handover) -> bool:
    """Does this document say of each milestone, criterion and question what the record says?"""
    stones = [(s.number, s.work, s.round, s.snapshot, _states(s)) for s in c.stones]
    told = [(s.number, s.work, s.round, s.snapshot, tuple((h.number, h.state) for h in s.criteria)) for s in document.stages]
    waiting = [q.number for q in c.questions if q.state in {"open", "answered"}]
    decided = [q.number for q in c.questions if q.state == "decided"]
    same = [q.number for q in document.questions] == waiting and [q.number for q in document.decisions] == decided
    return stones == told and same


def _states(s: Stone) -> tuple[tuple[int, str], ...]:
    return () if s.work == "cancelled" else tuple((n, state_of(s, n)) for n in range(1, s.stake.criteria + 1))
