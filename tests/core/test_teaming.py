"""Who works on a contract: the first has it in their hands, everybody else is introduced, and it can be handed on."""

import pytest

from tallystone.core import acts, facts
from tallystone.core.refusal import Refusal
from tallystone.core.state import By
from tests.core.given import C, F, accept, agreed, completed, delivered, proposed, said, started

LEA, RUI = By("freelancer", 5, "member"), By("client", 6, "manager")


def test_the_first_of_each_side_has_it_in_their_hands_and_is_not_introduced():
    play = agreed()
    assert (play.contract.lead("freelancer"), play.contract.lead("client")) == (1, 2)
    assert "MemberIntroduced" not in play.names()


def test_the_client_has_it_in_nobodys_hands_before_somebody_acts():
    assert (proposed().contract.lead("client"), proposed().contract.team("client")) == (0, ())


def test_who_acts_for_the_first_time_is_introduced_by_that_very_act_and_only_then():
    play = started().do(LEA, acts.Deliver(1, said("snapshot"), (), (1, 2)))
    assert play.names() == ["Delivered", "MemberIntroduced"]
    assert play.then[-1] == facts.MemberIntroduced(5, "member")
    assert (play.contract.team("freelancer"), play.contract.lead("freelancer")) == ((1, 5), 1)
    assert play.do(LEA, acts.Retract(1)).names() == ["Retracted"]
    assert play.contract.team("client") == (2,)


def test_the_clock_is_introduced_to_nobody():
    from tests.core.given import CLOCK

    assert delivered().do(CLOCK, acts.Notice(1, 1, "delivered")).names() == ["Noticed"]


def test_somebody_can_be_introduced_before_they_act():
    play = agreed().do(F, acts.IntroduceMember(5, "member", said("Lea draws the pages")))
    assert play.then == [facts.MemberIntroduced(5, "member", said("Lea draws the pages").hash)]
    assert play.contract.team("freelancer") == (1, 5)
    play.do(F, acts.AskFunding(1), acts.ConfirmFunding(1, play.now.date()))
    assert play.do(LEA, acts.Start(1)).names() == ["Started"]


def test_it_is_handed_from_one_to_another_who_need_not_be_known():
    play = agreed().do(F, acts.HandToMember(5, "member", said("I am away in May")))
    assert play.names() == ["MemberHanded"]
    assert (play.contract.lead("freelancer"), set(play.contract.team("freelancer"))) == (5, {1, 5})
    assert play.contract.lead("client") == 2
    play.do(F, acts.HandToMember(1, "owner"))
    assert (play.contract.lead("freelancer"), set(play.contract.team("freelancer"))) == (1, {1, 5})


def test_who_takes_it_into_their_own_hands_is_not_introduced_twice():
    play = agreed().do(RUI, acts.HandToMember(6, "manager"))
    assert play.names() == ["MemberHanded"]
    assert (play.contract.lead("client"), set(play.contract.team("client"))) == (6, {2, 6})


def test_a_stranger_who_hands_it_on_is_introduced_as_well():
    play = agreed().do(RUI, acts.HandToMember(9, "member"))
    assert play.then[1:] == [facts.MemberIntroduced(6, "manager")]
    assert (play.contract.lead("client"), set(play.contract.team("client"))) == (9, {2, 6, 9})


def test_before_a_client_has_acted_their_owner_may_hand_it_on():
    play = proposed().do(C, acts.HandToMember(6, "manager"))
    assert (play.contract.lead("client"), set(play.contract.team("client"))) == (6, {2, 6})
    assert play.contract.offered_by == "freelancer"


def test_handing_it_on_changes_neither_work_nor_money():
    play = delivered()
    before = play.contract.stones
    play.do(F, acts.HandToMember(5, "member")).do(C, acts.IntroduceMember(6, "manager"))
    assert play.contract.stones == before
    play.do(RUI, accept(play))
    assert play.stone().work == "accepted"


@pytest.mark.parametrize("play", [completed, lambda: proposed().do(F, acts.Withdraw())])
def test_what_is_over_is_in_nobodys_way(play):
    with pytest.raises(Refusal, match="not_now"):
        play().do(F, acts.HandToMember(5, "member"))


def test_members_hand_on_only_what_is_in_their_own_hands():
    play = started()
    with pytest.raises(Refusal, match="role_may_not"):
        play.do(LEA, acts.HandToMember(6, "member"))
    play.do(F, acts.HandToMember(LEA.person, "member")).do(LEA, acts.HandToMember(6, "member"))
    assert play.contract.lead("freelancer") == 6
    with pytest.raises(Refusal, match="role_may_not"):
        play.do(LEA, acts.HandToMember(LEA.person, "member"))
