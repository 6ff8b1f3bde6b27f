"""How the rules say no to roles, to introducing members, and to handing a contract on: cases of test_refusals.py."""

from tallystone.core import acts
from tallystone.core.state import By
from tests.core.given import F, accept, agreed, delivered, said


def accepted_by(by: By):
    play = delivered()
    return play.do(by, accept(play))


CASES = [
    ("role_may_not", "", lambda: accepted_by(By("client", 3, "bookkeeper"))),
    ("role_may_not", "", lambda: agreed().do(By("freelancer", 3, "member"), acts.AskFunding(1))),
    ("choose_one", "member", lambda: agreed().do(F, acts.HandToMember(0, "member"))),
    ("choose_one", "member", lambda: agreed().do(F, acts.IntroduceMember(5, "intern"))),
    ("already_introduced", "member", lambda: agreed().do(F, acts.IntroduceMember(1, "owner"))),
    ("already_in_hand", "member", lambda: agreed().do(F, acts.HandToMember(1, "owner"))),
    ("guest_reads", "member", lambda: agreed().do(F, acts.HandToMember(5, "guest"))),
    ("text_too_long", "note", lambda: agreed().do(F, acts.HandToMember(5, "member", said("x" * 100_001)))),
]
