"""Each way in which the rules say no to hours; a part of the table in `test_refusals`."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.logging_hours import need_open
from tallystone.core.sheet import Sheet
from tests.core import given
from tests.core.given import DAY, NOW, C, F, accepted, deliver, logged, said, started, working

PROSE = "x" * 20_001


def log(play, *entries, **changed):
    play.do(F, acts.LogHours(1, given.sheet(*entries), **changed))


def logged_at(entry, **changed):
    def run():
        play = working(**changed)
        log(play, entry(play))

    return run


def corrected(play, now, was=30):
    play.do(F, acts.CorrectHours(1, given.sheet(given.hours(play, now), was=given.hours(play, was))))


def raw_sheet(text):
    return lambda: working().do(F, acts.LogHours(1, said(text)))


def many(count):
    return lambda: (play := working()) and log(play, *[given.hours(play, 1)] * count)


CASES = [
    ("not_yours", "", lambda: working().do(C, acts.LogHours(1, said("")))),
    ("hours_private", "", lambda: started().do(F, acts.LogHours(1, said("")))),
    ("milestone_not_ready", "", lambda: log(logged().do(F, deliver()))),
    ("milestone_not_ready", "", lambda: corrected(given.billed(), 10)),
    ("hours_missing", "minutes", lambda: log(working())),
    ("hours_missing", "", lambda: corrected(working(), 10)),
    ("hours_missing", "minutes", lambda: logged().do(F, acts.CorrectHours(1, said("{}")))),
    ("hours_missing", "minutes", lambda: corrected(logged(90), 10, was=101)),
    (
        "hours_missing",
        "minutes",
        lambda: (
            (play := logged()) and play.do(F, acts.LogHours(1, given.sheet(given.hours(play, 1), was=given.hours(play, 1))))
        ),
    ),
    ("hours_unreadable", "minutes", raw_sheet("hours")),
    ("hours_unreadable", "minutes", raw_sheet("[]")),
    ("hours_unreadable", "minutes", raw_sheet('{"now":[["k",1,"yesterday",5,"x"]]}')),
    ("hours_unreadable", "minutes", raw_sheet('{"now":[["k",1]]}')),
    ("hours_out_of_day", "minutes", logged_at(lambda p: given.hours(p, 0))),
    ("hours_out_of_day", "minutes", logged_at(lambda p: given.hours(p, -5))),
    ("hours_out_of_day", "minutes", logged_at(lambda p: given.hours(p, 24 * 60 + 1))),
    ("text_too_long", "note", logged_at(lambda p: given.hours(p, 5, note="x" * 501))),
    ("text_unreadable", "note", logged_at(lambda p: given.hours(p, 5, note="a\x00b"))),
    ("too_many", "minutes", many(2_001)),
    ("hours_future", "start", logged_at(lambda p: replace(given.hours(p, 5), start=p.now + DAY / 1440))),
    ("hours_before", "start", logged_at(lambda p: replace(given.hours(p, 5), start=NOW - 10 * DAY / 24 - DAY / 86_400))),
    (
        "hours_settled",
        "",
        lambda: (play := accepted()) and need_open(play.contract, play.stone(), Sheet((given.hours(play, 5),)), F, play.now),
    ),
    ("hours_under_review", "minutes", lambda: corrected(logged().do(F, deliver()), 91, was=90)),
    ("cap_passed", "minutes", logged_at(lambda p: given.hours(p, 601), kind="hard")),
    ("cap_passed", "minutes", lambda: corrected(logged(500, kind="hard"), 601, was=500)),
    (
        "text_too_long",
        "reason",
        lambda: (
            (play := logged())
            and play.do(F, acts.CorrectHours(1, given.sheet(given.hours(play, 1), was=given.hours(play, 2)), said(PROSE)))
        ),
    ),
]
