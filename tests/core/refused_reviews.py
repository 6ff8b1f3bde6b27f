"""How the rules say no while a delivery is under review: what is too late, and what a part cannot be."""

from tallystone.core import acts
from tests.core.given import CLOCK, DAY, NOW, TODAY, C, F, accept_part, deliver, delivered, logged, noticed, part_accepted, said

PROSE = "x" * 20_001


def played(play, by, make):
    def run():
        now = play()
        now.do(by, make(now))

    return run


def part(*met, **changed):
    return played(delivered, C, lambda p: accept_part(p, *met, **changed))


def part_of_one():
    play = part_accepted().do(F, deliver())
    play.do(C, accept_part(play, 2))


def again_unmet():
    play = part_accepted().do(F, deliver())
    play.do(C, acts.AskChanges(1, play.stone().snapshot, (1, 2), said("Both")))


def answered_too_late(act):
    def late():
        play = noticed().at(NOW + 6 * DAY + 8 * DAY / 24).do(CLOCK, acts.Notice(1, 1, "day"))
        play.at(play.stone().review_until)
        play.do(F if isinstance(act, acts.Retract) else C, act if isinstance(act, acts.Retract) else act(play))

    return late


def late_changes(play):
    return acts.AskChanges(1, play.stone().snapshot, (1,), said("Late"))


CASES = [
    ("review_over", "", answered_too_late(late_changes)),
    ("review_over", "", answered_too_late(accept_part)),
    ("review_over", "", answered_too_late(acts.Retract(1))),
    ("snapshot_changed", "", part(snapshot="0" * 64)),
    ("part_missing", "criteria", part(criteria=())),
    ("part_is_whole", "criteria", part(1, 2, 2)),
    ("no_such_criterion", "criteria", part(3)),
    ("nothing_to_part", "", part_of_one),
    ("part_by_hour", "", played(lambda: logged().do(F, deliver()), C, lambda p: accept_part(p))),
    ("criterion_accepted", "unmet", again_unmet),
    ("date_past", "rest_due", part(rest_due=TODAY - DAY)),
    ("date_far", "rest_due", part(rest_due=TODAY + 367 * DAY)),
    ("text_too_long", "reasons", part(reasons=said(PROSE * 10))),
]
