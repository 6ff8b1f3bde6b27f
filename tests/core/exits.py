"""Exits of the pure core: how they are offered, answered and settled."""

from dataclasses import replace

from tallystone.core import acts
from tallystone.core.leaving import boundaries
from tallystone.core.settling import figure_minor, most_minor, shares
from tests.core import given
from tests.core.given import DAY, NOW, C, F, Play, said


def figure(play: Play, side: str = "freelancer", boundary: int = 0) -> int:
    """The record's figure."""
    return figure_minor(shares(play.contract, boundary, side)) if play.contract.plan else 0


def offer(play: Play, side: str = "freelancer", boundary: int = 0, **changed) -> acts.OfferExit:
    """An exit for the record's figure, if nothing else is said."""
    whole = acts.OfferExit(boundary, figure(play, side, boundary), said("My time has become short"), said("It is fair"))
    return replace(whole, **changed)


def offered(play: Play, by=F, **changed) -> Play:
    return play.do(by, offer(play, by.side, **changed))


def counter(play: Play, minor: int, **changed) -> acts.CounterExit:
    return replace(
        acts.CounterExit(play.contract.exit.number if play.contract.exit else 0, minor, said("Half is done")), **changed
    )


def accept(play: Play, **changed) -> acts.AcceptExit:
    leaving = play.contract.exit
    return replace(acts.AcceptExit(leaving.number, leaving.stated.minor) if leaving else acts.AcceptExit(0, 0), **changed)


def settled(play: Play, by=F, **changed) -> Play:
    """Offered by one side and accepted by the other."""
    offered(play, by, **changed)
    return play.do(C if by is F else F, accept(play))


def good(play: Play) -> dict:
    """The acts of leaving, all in order."""
    c, leaving = play.contract, play.contract.exit
    after = boundaries(c)[0] if boundaries(c) else 0
    most = most_minor(shares(c, leaving.boundary, leaving.side)) if leaving else 0
    stated = {said_.minor for said_ in (leaving.freelancer, leaving.client) if said_} if leaving else set()
    number = next((n for n in (most // 3, most // 2, most) if n not in stated), most)
    return {
        acts.OfferExit: lambda: acts.OfferExit(after, 0, said("My time has become short"), said("Nothing is done")),
        acts.CounterExit: lambda: counter(play, number),
        acts.AcceptExit: lambda: accept(play),
        acts.DeclineExit: lambda: acts.DeclineExit(said("No")),
        acts.WithdrawExit: lambda: acts.WithdrawExit(),
        acts.LapseExit: lambda: acts.LapseExit(),
        acts.EndForCause: lambda: acts.EndForCause(said("Nobody has paid")),
    }


PLAYS = {
    "exit offered": lambda: offered(given.started(kill_started_bp=2_500)),
    "exit countered": lambda: (p := offered(given.started())).do(C, counter(p, 5_000)),
    "exit too late": lambda: offered(given.started()).at(NOW + 20 * DAY),
    "exit declined": lambda: offered(given.started(), notice=1).do(C, acts.DeclineExit(said("No"))),
    "left": lambda: settled(given.started(kill_started_bp=2_500), C),
    "left after": lambda: settled(given.accepted(funding="after"), C),
    "left later": lambda: settled(given.started(), boundary=1),
    "for cause": lambda: given.delivered().do(C, acts.EndForCause(said("It is not what was agreed"))),
    "ended": lambda: settled(given.agreed(funding="after")),
}  # fmt: skip
OPEN = [
    ("exit offered", "freelancer", ["Report", "Deliver", "OfferChange", "CounterExit", "WithdrawExit"]),
    ("exit offered", "client", ["OfferChange", "CounterExit", "AcceptExit", "DeclineExit"]),
    ("exit offered", "clock", ["FilePaper"]),
    ("exit countered", "freelancer", ["Report", "Deliver", "OfferChange", "CounterExit", "AcceptExit", "WithdrawExit"]),
    ("exit too late", "client", ["OfferChange"]),
    ("exit too late", "clock", ["FilePaper", "LapseExit"]),
    ("exit countered", "client", ["OfferChange", "CounterExit", "DeclineExit"]),
    ("exit declined", "client", ["OfferChange", "CounterExit", "AcceptExit"]),
    ("left", "freelancer", ["Refund"]),
    ("left", "client", []),
    ("left after", "client", ["ClaimPaid"]),
    ("left later", "freelancer", ["Report", "Deliver"]),
    ("ended", "freelancer", []),
    ("ended", "client", []),
]
