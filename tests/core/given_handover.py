"""Handovers of the pure core: the record of a play, completed."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.handover import Access, Handover, Place, handover_text
from tallystone.core.recounting import hashes, recount
from tallystone.core.shape import terms_from
from tests.core.given import C, F, Play, said, started


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


def goods(play: Play) -> dict:
    """The acts of handing over, all in order."""
    return {
        acts.HandOver: lambda: hand_over(play),
        acts.AcknowledgeHandover: lambda: acknowledge(play),
    }
