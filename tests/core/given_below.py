"""Given subcontracts: played as tests.core.given plays contracts."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.delegating import request_of, unfollowed
from tallystone.core.shape import Parent, Terms, terms_text
from tests.core.given import CLOCK, DAY, TODAY, C, F, Play, agree, agreed, deliver, said

PARENT = Parent("ABCDEF", 1, (1, 2))


def subcontract(whole: Terms, **changed) -> acts.Subcontract:
    """Terms that the client, a freelancer above, puts to a subcontractor."""
    return replace(acts.Subcontract(7, 8, whole, said(terms_text(whole)), TODAY + 14 * DAY, parent=PARENT), **changed)


def below(**changed) -> Play:
    """A subcontract that is agreed; acceptance and payment follow the contract above if nothing else is said."""
    play = Play(**{"funding": "after", "acceptance_follows": 1, "payment_follows": 1, **changed})
    play.do(C, subcontract(play.terms))
    return play.do(F, agree(play))


def below_delivered(**changed) -> Play:
    return below(**changed).do(F, acts.Start(1), deliver())


def followed(play: Play, kind: str) -> Play:
    """The clock tells what became of the milestone above."""
    return play.do(CLOCK, acts.FollowParent(kind, "e" * 64, play.now))


def requested(**changed) -> Play:
    """The freelancer has asked to give milestone 1 on."""
    return agreed(**changed).do(F, acts.AskSubcontract(1, 77, said("Ines Rocha"), said("She films")))


def goods(number: int, play: Play) -> dict:
    """The acts of subcontracts, all in order."""
    request = request_of(play.contract, number)
    open_now = (request.number, request.who) if request else (99, "")
    return {
        acts.Subcontract: lambda: subcontract(play.terms),
        acts.AskSubcontract: lambda: acts.AskSubcontract(number, 77, said("Ines")),
        acts.ConsentSubcontract: lambda: acts.ConsentSubcontract(number, *open_now),
        acts.RefuseSubcontract: lambda: acts.RefuseSubcontract(number, open_now[0], said("No")),
        acts.GiveOn: lambda: acts.GiveOn(number, 77, said("Ines")),
        acts.FollowParent: lambda: acts.FollowParent([*unfollowed(play.contract), "paid"][0], "e" * 64, play.now),
    }


PLAYS = {
    "request": requested,
    "below": below,
    "below delivered": below_delivered,
    "below followed": lambda: followed(below_delivered(), "accepted"),
}
OPEN = [
    ("draft", "client", ["Subcontract"]),
    ("request", "client", ["OfferChange", "ConsentSubcontract", "RefuseSubcontract"]),
    ("below", "clock", ["FilePaper", "FollowParent"]),
    ("below delivered", "clock", ["Notice", "FilePaper", "FollowParent"]),
    ("below followed", "clock", ["Notice", "FilePaper", "FollowParent", "AcceptAlong"]),
]
