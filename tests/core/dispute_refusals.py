"""How the rules say no in disputes: cases of test_refusals.py."""

from tallystone.core import acts
from tests.core import given
from tests.core.given import CLOCK, DAY, NOW, TODAY, C, F, M, said


def called(**changed) -> given.Play:
    """Maya has called the person whom the terms name, or has named one."""
    play = given.disputed(**{"mediator": "person", "mediator_name": "Ines Duarte", **changed})
    return play.do(C, call(play))


def call(play: given.Play, who: str = "ines@mediate.example") -> acts.CallMediator:
    return acts.CallMediator(1, said(who), play.in_force)


def again(play: given.Play, minor: int, **changed) -> given.Play:
    return play.do(F, given.split(play, minor, **changed))


def over() -> given.Play:
    """Silence has answered the review, and the clock has not come by yet."""
    return given.noticed().at(NOW + 30 * DAY).do(CLOCK, acts.Notice(1, 1, "day")).later(days=30)


def back(minor: int, **changed) -> given.Play:
    return given.funded().do(F, acts.Chargeback(1, minor, changed.pop("on", TODAY), **changed))


CASES = [
    ("in_dispute", "", lambda: given.disputed().do(F, given.dispute())),
    ("in_dispute", "", lambda: (p := given.disputed()).do(C, given.accept(p))),
    ("review_over", "", lambda: over().do(C, given.dispute())),
    ("nothing_at_stake", "", lambda: given.agreed().do(C, given.dispute())),
    ("disputed_missing", "criteria", lambda: given.delivered().do(C, acts.Dispute(1, (), said("No"), 0))),
    ("no_such_criterion", "criteria", lambda: given.delivered().do(C, given.dispute(1, 0, 3))),
    ("why_missing", "note", lambda: given.delivered().do(C, acts.Dispute(1, (1,), said(" "), 0))),
    ("amount_negative", "minor", lambda: given.delivered().do(C, given.dispute(1, -1))),
    ("split_too_large", "minor", lambda: given.delivered().do(C, given.dispute(1, 11_901))),
    ("no_dispute", "", lambda: (p := given.delivered()).do(F, given.split(p, 1))),
    ("no_dispute", "", lambda: given.delivered().do(M, acts.Mediate(1, 1, said("So")))),
    ("split_too_large", "minor", lambda: again(given.disputed(), 11_901)),
    ("date_soon", "until", lambda: again(given.disputed(), 9_000, until=TODAY + 6 * DAY)),
    ("date_far", "until", lambda: again(given.disputed(), 9_000, until=TODAY + 91 * DAY)),
    ("text_too_long", "note", lambda: again(given.disputed(), 9_000, note=said("x" * 20_001))),
    ("no_split", "", lambda: (p := given.disputed()).do(C, given.accept_split(p, "client"))),
    ("split_changed", "", lambda: given.disputed().do(F, acts.AcceptSplit(1, 1, 3_001))),
    ("split_changed", "", lambda: given.disputed().do(CLOCK, acts.NoticeSplit(1, 7, "offer"))),
    ("not_due", "", lambda: given.disputed().do(CLOCK, acts.NoticeSplit(1, 1, "reminder"))),
    ("not_due", "", lambda: given.disputed().do(CLOCK, acts.LapseSplit(1, 1))),
    ("not_own_dispute", "", lambda: given.disputed().do(F, acts.WithdrawDispute(1))),
    ("no_mediator", "", lambda: (p := given.disputed()).do(C, call(p))),
    ("mediator_called", "", lambda: called(mediator="operator").do(F, acts.CallMediator(1))),
    ("mediator_missing", "who", lambda: (p := called()).do(F, acts.CallMediator(1, None, p.in_force))),
    ("mediator_missing", "who", lambda: (p := called()).do(F, call(p, "Ines"))),
    ("mediator_other", "who", lambda: (p := called(mediator_name="Ines <i@a.example>")).do(F, call(p))),
    ("terms_changed", "", lambda: called().do(F, acts.CallMediator(1, said("i@a.example"), said("{}")))),
    ("no_mediator_named", "", lambda: given.disputed().do(F, acts.AgreeMediator(1, "ab"))),
    ("own_mediator", "", lambda: called().do(C, acts.AgreeMediator(1, "ab"))),
    ("mediator_changed", "", lambda: called().do(F, acts.AgreeMediator(1, "ab"))),
    ("not_called", "", lambda: called().do(M, acts.Mediate(1, 1, said("So")))),
    ("reason_missing", "reason", lambda: called(mediator="operator").do(M, acts.Mediate(1, 1, said(" ")))),
    ("split_too_large", "minor", lambda: called(mediator="operator").do(M, acts.Mediate(1, 11_901, said("So")))),
    ("nothing_received", "", lambda: given.agreed().do(F, acts.Chargeback(1, 1, TODAY))),
    ("amount_missing", "minor", lambda: back(0)),
    ("charged_too_much", "minor", lambda: back(11_901)),
    ("choose_one", "kind", lambda: back(1, kind="gift")),
    ("date_future", "on", lambda: back(1, on=TODAY + 2 * DAY)),
]
