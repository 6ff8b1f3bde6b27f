"""Each way in which leaving is refused."""

from tallystone.core import acts
from tests.core import exits, given
from tests.core.given import CLOCK, DAY, NOW, C, F, said


def offering(**changed):
    return lambda: exits.offered(given.started(), **changed)


def answered(by, make, play=lambda: exits.offered(given.started())):
    def run():
        told = play()
        return told.do(by, make(told))

    return run


def late(by, make):
    return answered(by, make, lambda: exits.offered(given.started()).at(NOW + 20 * DAY))


def with_notice():
    return exits.offered(given.started(), notice=1).do(C, acts.DeclineExit(said("No")))


def moved_on():
    play = exits.offered(given.delivered())
    return play.do(C, given.accept(play)).do(C, exits.accept(play))


def dearer(play):
    return given.change(play, given.changed(play, m1={"price_minor": 5}))


LEAVING = [
    ("exit_open", "", answered(F, lambda p: acts.Start(2), lambda: exits.offered(given.accepted(funding="after")))),
    ("exit_open_already", "", answered(C, lambda p: exits.offer(p, "client"))),
    ("left_already", "", answered(C, lambda p: exits.offer(p, "client"), lambda: exits.settled(given.started(), boundary=1))),
    ("left_already", "", answered(F, dearer, lambda: exits.settled(given.started(), boundary=1))),
    ("nothing_to_leave", "", lambda: exits.offered(given.accepted(funding="after", prices=(10,)))),
    ("nothing_to_leave", "", lambda: given.accepted(funding="after", prices=(10,)).do(C, acts.EndForCause(said("Late")))),
    ("no_such_boundary", "boundary", offering(boundary=2)),
    ("no_such_boundary", "boundary", offering(boundary=-1)),
    ("amount_negative", "minor", offering(minor=-1)),
    ("settlement_too_large", "minor", offering(minor=35_701)),
    ("text_missing", "note", offering(note=said(" "))),
    ("number_reason_missing", "reason", offering(minor=1, reason=None)),
    ("number_reason_missing", "reason", answered(C, lambda p: exits.counter(p, 5, reason=said("")))),
    ("nothing_changed", "minor", answered(F, lambda p: exits.counter(p, 0))),
    ("no_exit", "", lambda: given.started().do(C, acts.AcceptExit(1, 0))),
    ("exit_over", "", late(C, lambda p: exits.accept(p))),
    ("exit_over", "", late(F, lambda p: acts.WithdrawExit())),
    ("exit_changed", "", answered(C, lambda p: acts.AcceptExit(1, 1))),
    ("exit_changed", "", answered(C, lambda p: exits.counter(p, 5, exit=2))),
    ("exit_moved_on", "", moved_on),
    ("exit_declined", "", answered(C, lambda p: acts.DeclineExit(said("No")), with_notice)),
    ("own_exit", "", answered(F, lambda p: exits.accept(p))),
    ("own_exit", "", answered(F, lambda p: acts.DeclineExit(said("No")))),
    ("not_own_exit", "", answered(C, lambda p: acts.WithdrawExit())),
    ("reason_missing", "reason", answered(C, lambda p: acts.DeclineExit(said("")))),
    ("reason_missing", "reason", lambda: given.started().do(C, acts.EndForCause(said("")))),
    ("not_due", "", answered(CLOCK, lambda p: acts.LapseExit())),
    ("not_due", "", lambda: given.started().do(CLOCK, acts.LapseExit())),
]  # fmt: skip
