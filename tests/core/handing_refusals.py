"""How the rules say no to handovers: cases of test_refusals.py."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.handover import Access, Place, handover_text
from tests.core.given import DAY, C, F, deliver, said, started
from tests.core.given_handover import acknowledge, acknowledged, complete, hand_over, handed_over


def handing(**changed):
    def run():
        play = started()
        play.do(F, hand_over(play, **changed))

    return run


def ended_long_ago():
    play = started()
    act = hand_over(play)
    play.contract = replace(play.contract, state="ended", ended_at=play.now - 90 * DAY)
    play.do(F, act)


def moved_on():
    play = started()
    act = hand_over(play)
    play.do(F, deliver()).do(F, act)


def accepted_by_word():
    """A handover cannot say that a criterion is accepted which is not."""
    play = started()
    document = complete(play)
    first = document.stages[0]
    claimed = replace(first, criteria=tuple(replace(held, state="accepted") for held in first.criteria))
    play.do(F, acts.HandOver(said(handover_text(replace(document, stages=(claimed, *document.stages[1:]))))))


def older_one():
    play = handed_over()
    act = acknowledge(play)
    play.do(F, hand_over(play, knowing="More.")).do(C, act)


def twice():
    play = acknowledged()
    play.do(C, acknowledge(play))


LOGIN = Access("Hosting", "pass_on", "The password is Tr0ub4dor&3")
CASES = [
    ("too_late_to_hand_over", "", ended_long_ago),
    ("handover_unreadable", "", lambda: started().do(F, acts.HandOver(said("Here you are")))),
    ("handover_unreadable", "", lambda: started().do(F, acts.HandOver(said('{"stages": 1}')))),
    ("text_missing", "knowing", lambda: started().do(F, acts.HandOver(said(" ")))),
    ("handover_moved_on", "", moved_on),
    ("handover_moved_on", "", accepted_by_word),
    ("too_many", "", handing(places=(Place("A", "B"),) * 51)),
    ("secret_in_text", "how.1", handing(access=(LOGIN,))),
    ("secret_in_text", "knowing", handing(knowing="Use ghp_abcdefghijklmnopqrstuvwxyz0123456789")),
    ("secret_in_text", "where.2", handing(places=(Place("A", "B"), Place("Sources", "https://jonas:hunter22@git.example/x")))),
    ("text_too_long", "problems", handing(problems="x " * 10_001)),
    ("text_unreadable", "first", handing(first="a\x00b")),
    ("nothing_handed_over", "", lambda: started().do(C, acts.AcknowledgeHandover("ab"))),
    ("handover_changed", "", older_one),
    ("handover_acknowledged", "", twice),
]
