"""Leaving: one side offers to end it after a milestone, each states a number, and where they meet the money follows to the last
cent. Nobody has to wait for the other for ever: silence and notice lead on, and either may end it at once for cause."""

from dataclasses import replace
from datetime import datetime, timedelta

from tallystone.core import acts, facts
from tallystone.core.dates import day_of, end_of
from tallystone.core.ending import RECORD
from tallystone.core.exit import Exit, Said
from tallystone.core.left import CAUSE, LEFT, REASON_LENGTH, settled_facts
from tallystone.core.proposing import SIDES
from tallystone.core.refusal import Refusal, refuse_if
from tallystone.core.rule import Folds, Rule, need_state
from tallystone.core.settling import Share, closing, figure_minor, most_minor, shares
from tallystone.core.state import By, Contract
from tallystone.core.words import Words
from tallystone.core.writing import check_words

OTHER = {"freelancer": "client", "client": "freelancer"}


def ends(c: Contract, leaving: Exit) -> datetime:
    """The moment at which an exit on offer leads on by itself."""
    days = [] if leaving.declined else [leaving.until]
    if leaving.last_day:
        recorded = c.agreed_plan.exit_silence == RECORD
        days = [leaving.last_day, *(days if recorded else [])]
    return end_of(min(days), c.agreed_plan.zone)


def may_offer_exit(c: Contract, by: By, now: datetime) -> None:
    need_state(c, "agreed")
    refuse_if(c.left is not None, "left_already")
    refuse_if(c.exit is not None, "exit_open_already")
    refuse_if(not closing(c, 0), "nothing_to_leave")


def offer_exit(c: Contract, act: acts.OfferExit, by: By, now: datetime) -> list[facts.Fact]:
    told = _told(c, act.boundary, by.side)
    refuse_if(act.boundary not in boundaries(c), "no_such_boundary", "boundary")
    most = _check_minor(c, told, act.minor)
    check_words(act.note, "note", REASON_LENGTH, missing="text_missing")
    check_words(act.reason, "reason", REASON_LENGTH, missing="" if act.minor == figure_minor(told) else "number_reason_missing")
    today = day_of(now, c.agreed_plan.zone)
    until, last = today + timedelta(days=c.agreed_plan.exit_days), today + timedelta(days=c.agreed_plan.notice_days)
    return [
        facts.ExitOffered(
            c.exits + 1, by.side, act.boundary, act.minor, most, act.note.hash, until, last if act.notice else None,
            _hash(act.reason),
        )
    ]  # fmt: skip


def boundaries(c: Contract) -> list[int]:
    """After which milestones it can end: now (0), or after one that is still open, as long as others are open after it."""
    unfinished = closing(c, 0)
    return [0, *(s.number for s in unfinished[:-1])] if unfinished else []


def _told(c: Contract, boundary: int, leaver: str) -> list[Share]:
    return shares(c, boundary, leaver)


def _check_minor(c: Contract, told: list[Share], minor: int) -> int:
    most = most_minor(told)
    refuse_if(minor < 0, "amount_negative", "minor")
    refuse_if(minor > most, "settlement_too_large", "minor", most_minor=most, currency=c.agreed_plan.currency)
    return most


def _hash(words: Words | None) -> str | None:
    return words.hash if words and words.text.strip() else None


def offered(c: Contract, fact: facts.ExitOffered, by: By, at: datetime) -> Contract:
    leaving = Exit(fact.number, fact.side, fact.boundary, fact.until, fact.side, fact.last_day)
    return replace(c, exit=_with_number(leaving, fact.side, Said(fact.minor, fact.of_minor)), exits=fact.number)


def _with_number(leaving: Exit, side: str, said: Said) -> Exit:
    return replace(leaving, freelancer=said) if side == "freelancer" else replace(leaving, client=said)


def _open(c: Contract, now: datetime) -> Exit:
    """The exit that can be answered now."""
    need_state(c, "agreed")
    if c.exit is None:
        raise Refusal("no_exit")
    refuse_if(ends(c, c.exit) <= now, "exit_over")
    refuse_if(not closing(c, c.exit.boundary), "nothing_to_leave")
    return c.exit


def may_counter_exit(c: Contract, by: By, now: datetime) -> None:
    _open(c, now)


def counter_exit(c: Contract, act: acts.CounterExit, by: By, now: datetime) -> list[facts.Fact]:
    leaving = _open(c, now)
    refuse_if(act.exit != leaving.number, "exit_changed")
    told = _told(c, leaving.boundary, leaving.side)
    most = _check_minor(c, told, act.minor)
    refuse_if(leaving.said(by.side) == Said(act.minor, most), "nothing_changed", "minor")
    check_words(act.reason, "reason", REASON_LENGTH, missing="number_reason_missing")
    until = day_of(now, c.agreed_plan.zone) + timedelta(days=c.agreed_plan.exit_days)
    stated = facts.ExitCountered(leaving.number, by.side, act.minor, most, act.reason.hash, until)
    met = leaving.said(OTHER[by.side]) == Said(act.minor, most)
    return [stated, *(settled_facts(c, leaving, told, act.minor, "met", now) if met else [])]


def countered(c: Contract, fact: facts.ExitCountered, by: By, at: datetime) -> Contract:
    leaving = replace(_exit(c), until=fact.until, by=fact.side, declined=False)
    return replace(c, exit=_with_number(leaving, fact.side, Said(fact.minor, fact.of_minor)))


def may_accept_exit(c: Contract, by: By, now: datetime) -> None:
    refuse_if(_open(c, now).by == by.side, "own_exit")


def accept_exit(c: Contract, act: acts.AcceptExit, by: By, now: datetime) -> list[facts.Fact]:
    leaving = _open(c, now)
    told = _told(c, leaving.boundary, leaving.side)
    refuse_if((act.exit, act.minor) != (leaving.number, leaving.stated.minor), "exit_changed")
    refuse_if(leaving.stated.of_minor != most_minor(told), "exit_moved_on")
    return [facts.ExitAccepted(leaving.number, act.minor), *settled_facts(c, leaving, told, act.minor, "accepted", now)]


def may_decline_exit(c: Contract, by: By, now: datetime) -> None:
    leaving = _open(c, now)
    refuse_if(leaving.side == by.side, "own_exit")
    refuse_if(leaving.declined, "exit_declined")


def decline_exit(c: Contract, act: acts.DeclineExit, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", REASON_LENGTH, missing="reason_missing")
    leaving = _exit(c)
    return [facts.ExitDeclined(leaving.number, act.reason.hash, 1 if leaving.last_day else 0)]


def declined(c: Contract, fact: facts.ExitDeclined, by: By, at: datetime) -> Contract:
    return replace(c, exit=replace(_exit(c), declined=True) if fact.stays else None)


def may_withdraw_exit(c: Contract, by: By, now: datetime) -> None:
    refuse_if(_open(c, now).side != by.side, "not_own_exit")


def withdraw_exit(c: Contract, act: acts.WithdrawExit, by: By, now: datetime) -> list[facts.Fact]:
    check_words(act.reason, "reason", REASON_LENGTH)
    return [facts.ExitWithdrawn(_exit(c).number, _hash(act.reason))]


def may_lapse_exit(c: Contract, by: By, now: datetime) -> None:
    if c.state != "agreed" or c.exit is None:
        raise Refusal("not_due")
    refuse_if(ends(c, c.exit) > now and bool(closing(c, c.exit.boundary)), "not_due")


def lapse_exit(c: Contract, act: acts.LapseExit, by: By, now: datetime) -> list[facts.Fact]:
    leaving = _exit(c)
    told = _told(c, leaving.boundary, leaving.side)
    silent = not leaving.declined and c.agreed_plan.exit_silence == RECORD and end_of(leaving.until, c.agreed_plan.zone) <= now
    if not closing(c, leaving.boundary) or not (silent or leaving.last_day):
        return [facts.ExitLapsed(leaving.number)]
    return settled_facts(c, leaving, told, figure_minor(told), "silence" if silent else "notice", now)


def _exit(c: Contract) -> Exit:
    if c.exit is None:
        raise Refusal("no_exit")
    return c.exit


def _over(c: Contract, fact: facts.Fact, by: By, at: datetime) -> Contract:
    return replace(c, exit=None)


def _as_it_is(c: Contract, fact: facts.Fact, by: By, at: datetime) -> Contract:
    return c


RULES = [
    CAUSE,
    Rule(acts.OfferExit, SIDES, may_offer_exit, offer_exit),
    Rule(acts.CounterExit, SIDES, may_counter_exit, counter_exit),
    Rule(acts.AcceptExit, SIDES, may_accept_exit, accept_exit),
    Rule(acts.DeclineExit, SIDES, may_decline_exit, decline_exit),
    Rule(acts.WithdrawExit, SIDES, may_withdraw_exit, withdraw_exit),
    Rule(acts.LapseExit, ("clock",), may_lapse_exit, lapse_exit),
]
FOLDS: Folds = {
    facts.ExitOffered: offered,
    facts.ExitCountered: countered,
    facts.ExitAccepted: _as_it_is,
    facts.ExitDeclined: declined,
    facts.ExitWithdrawn: _over,
    facts.ExitLapsed: _over,
    **LEFT,
}
