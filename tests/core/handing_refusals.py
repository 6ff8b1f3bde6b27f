"""How the rules say no to handovers: cases of test_refusals.py."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.handover import Access, Place, handover_text
from tests.core.given import CLOCK, DAY, TODAY, C, F, accepted, agreed, deliver, said, started
from tests.core.given_handover import (
    acknowledge,
    acknowledged,
    chosen,
    complete,
    fee,
    hand_over,
    handed_over,
    referred,
)


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


def consenting(play):
    return lambda: play().do(C, acts.ConsentSuccessor(1))


def six():
    play = started()
    for person in range(10, 16):
        play.do(F, acts.Refer(person))


def claimed():
    play = accepted().do(F, acts.AskFunding(2)).do(C, acts.ClaimPaid(2, TODAY))
    play.do(F, acts.Refer(9)).do(C, acts.ConsentSuccessor(1))


def succeeded_in_part():
    """A deposit is owed back yet, so the contract is still there."""
    play = accepted()
    play.do(F, acts.AskFunding(2), acts.ConfirmFunding(2, TODAY), acts.Refer(9))
    return play.do(C, acts.ConsentSuccessor(1)).do(CLOCK, acts.Succeed("Q7K2M4"))


def refer(play=accepted, **told):
    return lambda: play().do(F, acts.Refer(**{"person": 9, **told}))


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
    ("nothing_to_succeed", "", refer(fee)),
    ("too_many_referrals", "", six),
    ("choose_one", "person", refer(person=0)),
    ("works_on_it", "person", refer(person=2)),
    ("referred_already", "person", refer(referred)),
    ("amount_negative", "fee", refer(fee_minor=-1)),
    ("fee_too_large", "fee", refer(fee_minor=20_001)),
    ("text_too_long", "note", refer(note=said("x" * 20_001))),
    ("nobody_named", "", consenting(accepted)),
    ("nobody_named", "", lambda: accepted().do(F, acts.WithdrawReferral(1))),
    ("no_such_referral", "referral", lambda: referred().do(C, acts.ConsentSuccessor(2))),
    ("choose_one", "prices", lambda: referred().do(C, acts.ConsentSuccessor(1, 2))),
    ("work_under_way", "", consenting(lambda: started().do(F, acts.Refer(9)))),
    ("payment_under_way", "", claimed),
    ("successor_chosen", "", lambda: chosen(funding="after").do(F, acts.Start(2))),
    ("successor_chosen", "", lambda: chosen().do(F, acts.AskFunding(2))),
    ("nobody_chosen", "", lambda: referred().do(CLOCK, acts.Succeed("Q7K2M4"))),
    ("succeeded_already", "", lambda: succeeded_in_part().do(F, acts.Refer(11))),
    ("no_referral_fee", "", lambda: agreed(funding="after").do(CLOCK, acts.EarnReferral(1, "Q7K2M4"))),
    ("earned_by_itself", "", lambda: fee().do(F, acts.Start(1))),
]
