"""Handovers of the pure core: the record of a play, completed."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.handover import Access, Handover, Place, handover_text
from tallystone.core.recounting import hashes, recount
from tallystone.core.shape import terms_from
from tests.core.given import CLOCK, C, F, Play, accepted, agree, propose, said, started


def record(play: Play) -> Handover:
    """What the record says, with a text for each word that it quotes."""
    c = play.contract
    terms = {h: terms_from(words.text) for h, words in play.said.items() if '"milestones":' in words.text}
    return recount(c, terms, {h: f"text of {h[:4]}" for h in hashes(c)})


def complete(play: Play, **changed) -> Handover:
    """The same with all that makes it complete."""
    known = record(play)
    told = {
        "stages": tuple(replace(stage, standing="The menu is half drawn.") for stage in known.stages),
        "places": (Place("Sources", "In the repository of the studio"),),
        "access": (Access("Hosting", "pass_on", "Maya asks the provider for a new account"),),
        "problems": "The map is slow.", "knowing": "Texts come from Rita.", "first": "Finish the menu.",
    }  # fmt: skip
    return replace(known, **told | changed)


def hand_over(play: Play, **changed) -> acts.HandOver:
    return acts.HandOver(said(handover_text(complete(play, **changed))))


def handed_over(**changed) -> Play:
    play = started(**changed)
    return play.do(F, hand_over(play))


def acknowledge(play: Play, **changed) -> acts.AcknowledgeHandover:
    given = play.contract.handover
    return replace(acts.AcknowledgeHandover(given.document if given else ""), **changed)


def acknowledged(**changed) -> Play:
    play = handed_over(**changed)
    return play.do(C, acknowledge(play, note=said("Thank you")))


def goods(play: Play, number: int = 1) -> dict:
    """The acts of handing over and of referring, all in order."""
    c = play.contract
    named = next((r.number for r in c.referrals if r.state == "named"), 1)
    some = next((r.number for r in c.referrals if r.state in {"named", "chosen"}), 1)
    return {
        acts.Refer: lambda: acts.Refer(max([50, *(r.person for r in c.referrals)]) + 1, 0, said("She is good at it")),
        acts.WithdrawReferral: lambda: acts.WithdrawReferral(some),
        acts.ConsentSuccessor: lambda: acts.ConsentSuccessor(named),
        acts.DeclineSuccessor: lambda: acts.DeclineSuccessor(some),
        acts.Succeed: lambda: acts.Succeed("Q7K2M4"),
        acts.EarnReferral: lambda: acts.EarnReferral(number, "Q7K2M4"),
        acts.HandOver: lambda: hand_over(play),
        acts.AcknowledgeHandover: lambda: acknowledge(play),
    }


def referred(**changed) -> Play:
    """Milestone 1 is accepted; Ines (9) is named for what is left."""
    return accepted(**changed).do(F, acts.Refer(9, 500, said("She knows the trade")))


def chosen(**changed) -> Play:
    return referred(**changed).do(C, acts.ConsentSuccessor(1))


def succeeded(**changed) -> Play:
    return chosen(**changed).do(CLOCK, acts.Succeed("Q7K2M4"))


def fee(minor: int = 500) -> Play:
    """A contract about the fee for a referral: agreed, not earned yet."""
    play = Play(funding="after", prices=(minor,))
    return play.do(F, replace(propose(play.terms), fee_for="K7Q2M4")).do(C, agree(play))
