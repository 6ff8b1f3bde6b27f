"""The stories of leaving: one exit is on offer with the numbers of both sides, another contract has ended early."""

from datetime import date, timedelta

from tallystone.core.shape import AFTER, BEFORE, Terms
from tallystone.ops.story import Step, Story, milestone, paid_before

OFFERED, ENDED = 24, 40  # days ago that they began


def exits(today: date) -> list[Story]:
    """An exit on offer, and one that was settled."""
    return [guide(today), film(today)]


GUIDE = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    *paid_before(1, 1),
    Step(10, "freelancer", "Deliver", 1, {"files": ["route.png"], "note": "The route, and the texts of nine stops."}),
    Step(12, "client", "Accept", 1),
    *paid_before(12, 2),
    Step(19, "freelancer", "Report", 2, {"percent": 40, "note": "Four of nine stops are drawn."}),
    Step(
        22, "client", "OfferExit", 0,
        {"after": 0, "note": "The town has put off the festival by a year, so we do not need the guide this season.",
         "reason": "It is what our terms say."},
    ),
    Step(
        23, "freelancer", "CounterExit", 0,
        {"minor": 119_000, "reason": "Four of the nine drawings are finished; they can be used next year."},
    ),
)  # fmt: skip

FILM = (
    Step(0, "freelancer", "Propose"),
    Step(2, "client", "Agree"),
    Step(3, "freelancer", "Start", 1),
    Step(12, "freelancer", "Deliver", 1, {"files": ["frames.png"], "note": "The story in twelve frames."}),
    Step(14, "client", "Accept", 1),
    Step(16, "client", "ClaimPaid", 1),
    Step(18, "freelancer", "ConfirmPayment", 1),
    Step(19, "freelancer", "Start", 2),
    Step(
        25, "freelancer", "OfferExit", 0,
        {"after": 0, "more": 35_700, "note": "I have to be with my family for some months, and cannot say how long.",
         "reason": "The first of three scenes is cut and yours to use."},
    ),
    Step(27, "client", "AcceptExit"),
    Step(29, "client", "ClaimPaid", 2),
    Step(31, "freelancer", "ConfirmPayment", 2),
)  # fmt: skip


def guide(today: date) -> Story:
    """Funded before the start; the client wants to leave in the middle, and both have stated a number."""
    first = today - timedelta(days=OFFERED)
    terms = Terms(
        title="An illustrated walk through Almada",
        background="Visitors of the festival walk through the old town by themselves.",
        in_scope="A folded guide with nine stops, drawn by hand, in two languages.", out_of_scope="Printing.", duties=(),
        milestones=(
            milestone(1, "Route and texts", first + timedelta(days=12), 800, "Route | Texts of nine stops",
                      "The walk takes ninety minutes at most | Each stop has a text of at most eighty words"),
            milestone(2, "Drawings", first + timedelta(days=34), 2_400, "Nine drawings (PDF)",
                      "Each drawing shows its stop from the street | They can be printed in two colours"),
            milestone(3, "Layout", first + timedelta(days=48), 900, "Print file (PDF)",
                      "It folds to the size of a pocket | Both languages are complete"),
        ),
        currency="EUR", zone="Europe/Lisbon", funding=BEFORE, tax_bp=1_900, kill_started_bp=3_000, kill_planned_bp=1_000,
        exit_days=10, notice_days=14,
    )  # fmt: skip
    return Story("guide", "maya", OFFERED, terms, GUIDE)


def film(today: date) -> Story:
    """Paid on acceptance; the freelancer had to leave, both agreed on a number, it was paid, and the contract has ended."""
    first = today - timedelta(days=ENDED)
    terms = Terms(
        title="A short film about the roast", background="New customers ask how the coffee comes to its taste.",
        in_scope="A film of two minutes with a voice.", out_of_scope="Music rights.", duties=(),
        milestones=(
            milestone(1, "Story", first + timedelta(days=14), 600, "Twelve frames", "The story can be told in one sentence"),
            milestone(2, "Film", first + timedelta(days=38), 2_100, "The film (MP4)",
                      "It lasts two minutes | The voice can be understood on a phone"),
        ),
        currency="EUR", zone="Europe/London", funding=AFTER, tax_bp=1_900,
    )  # fmt: skip
    return Story("roast", "priya", ENDED, terms, FILM)
