"""Handing over: the freelancer leaves what the next person needs, the client says that it arrived; what a clean exit is."""

from dataclasses import replace
from datetime import datetime, timedelta

from tallystone.core import acts, facts
from tallystone.core.guarded import secret_in
from tallystone.core.handover import handover_from, missing, texts
from tallystone.core.recounting import is_record
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state
from tallystone.core.state import By, Contract, HandedOn
from tallystone.core.value import value
from tallystone.core.writing import LINE_LENGTH, PROSE_LENGTH, check_words, unkeepable

STILL = timedelta(days=90)  # after the end, somebody may still hand over, and say that it arrived
IN_TIME = timedelta(days=14)  # a handover this long after the end still belongs to the exit
MOST_ROWS = 50
LONGEST = 2_000_000  # the whole document, record and all
STATES = ("agreed", "leaving", "ended")


def may_hand_over(c: Contract, by: By, now: datetime) -> None:
    need_state(c, *STATES)
    refuse_if(c.ended_at is not None and c.ended_at + STILL <= now, "too_late_to_hand_over")


def hand_over(c: Contract, act: acts.HandOver, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.words, "knowing", LONGEST, missing="text_missing")
    document = handover_from(act.words.text)
    if document is None:
        raise Refusal("handover_unreadable")
    refuse_if(not is_record(c, document), "handover_moved_on")
    refuse_if(max(len(document.places), len(document.access)) > MOST_ROWS, "too_many", most=MOST_ROWS)
    for field, text in texts(document):
        _check(field, text)
    files = tuple(dict.fromkeys(file.hash for stage in document.stages for file in stage.files))
    version = c.handover.version + 1 if c.handover else 1
    return [facts.HandedOver(version, act.words.hash, files, missing(document))]


def _check(field: str, text: str) -> None:
    most = LINE_LENGTH if field.startswith(("what", "access")) else PROSE_LENGTH
    refuse_if(len(text) > most, "text_too_long", field, most=most, given=len(text))
    refuse_if(unkeepable(text), "text_unreadable", field)
    found = secret_in(text)
    refuse_if(bool(found), "secret_in_text", field, piece=found[:4])


def handed_over(c: Contract, fact: facts.HandedOver, by: By, at: datetime) -> Contract:
    since = c.handover.complete_at if c.handover else None
    return replace(c, handover=HandedOn(fact.version, fact.document, at, fact.missing, since or (None if fact.missing else at)))


def may_acknowledge(c: Contract, by: By, now: datetime) -> None:
    need_state(c, *STATES)
    refuse_if(c.handover is None, "nothing_handed_over")
    refuse_if(c.handover is not None and c.handover.acknowledged_at is not None, "handover_acknowledged")


def acknowledge(c: Contract, act: acts.AcknowledgeHandover, by: By, now: datetime) -> list[facts.Fact]:
    given = c.handover
    if given is None or act.document != given.document:
        raise Refusal("handover_changed")
    check_words(act.note, "note")
    return [facts.HandoverAcknowledged(given.version, given.document, act.note.hash if act.note else None)]


def acknowledged(c: Contract, fact: facts.HandoverAcknowledged, by: By, at: datetime) -> Contract:
    return replace(c, handover=replace(c.handover, acknowledged_at=at) if c.handover else None)


@value
class Clean:
    """Whether an exit is a clean one, and where it is not, why: "unfinished" (a milestone was left in the middle),
    "no_handover", "incomplete", "late"."""

    clean: bool
    why: tuple[str, ...] = ()


def clean_exit(c: Contract) -> Clean | None:
    """The public rule: at a boundary between milestones, with a complete handover, in time. None for what is no exit.

    A boundary: every milestone is accepted, or was not begun. In time: at most 14 days after the contract has ended.
    """
    if c.state != "ended" or c.agreed_at is None or c.ended_at is None:
        return None
    why = ["unfinished"] if any(s.work not in {"accepted", "cancelled"} for s in c.stones) else []
    if c.handover is None:
        why.append("no_handover")
    else:
        since = c.handover.complete_at
        why += ["incomplete"] if since is None else ["late"] if since > c.ended_at + IN_TIME else []
    return Clean(not why, tuple(why))


RULES = [
    Rule(acts.HandOver, ("freelancer",), may_hand_over, hand_over),
    Rule(acts.AcknowledgeHandover, ("client",), may_acknowledge, acknowledge),
]
FOLDS: Folds = {
    facts.HandedOver: handed_over,
    facts.HandoverAcknowledged: acknowledged,
}
