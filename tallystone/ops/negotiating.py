"""The story of a negotiation: four versions of the terms, with comments on their clauses, and the freelancer's turn."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tallystone.core.shape import BEFORE, Duty, Milestone, Terms
from tallystone.ops.story import Step, Story, milestone

BEGUN = 4  # days ago


def _milestones(today: date) -> tuple[Milestone, ...]:
    return (
        milestone(
            1, "Three directions", today + timedelta(days=16), 800, "Three sketches, each as stamp and as sign",
            "Each can be told from the others at 12 millimetres | Each is drawn in one colour",
        ),
        milestone(
            2, "The mark", today + timedelta(days=33), 1_200, "The chosen mark as SVG and PDF | Sheet of rules (PDF)",
            "It stamps cleanly on a bag | The sheet shows the least size and the free space",
        ),
    )  # fmt: skip


def _for_the_printer(today: date, number: int, days: int) -> Milestone:
    return milestone(
        number, "Proof for the printer", today + timedelta(days=days), 250, "A print file for the bag (PDF/X-4)",
        "The printer’s check of the file finds no fault",
    )  # fmt: skip


def _steps(today: date) -> tuple[Step, ...]:
    directions, drawn = _milestones(today)
    earlier = replace(drawn, due=drawn.due - timedelta(days=7), criteria=(*drawn.criteria, "It reads on a dark ground"))
    last = replace(earlier, deliverables=("The chosen mark as SVG, PDF and PNG", "Sheet of rules (PDF)"))
    third = (directions, last, _for_the_printer(today, 3, 34))
    fourth = (directions, _for_the_printer(today, 2, 22), replace(last, number=3, price_minor=115_000))
    return (
        Step(0, "freelancer", "Propose"),
        _comment(0, "client", 14, "milestone:2", "Our bags are printed a week before that. Could it be earlier?"),
        Step(0, "freelancer", "Comment", told={"answers": 1, "words": "Yes, if you choose within three days."}, hour=15),
        _counter(1, "client", "Three rounds, please: my partner travels.", rounds=3, milestones=(directions, earlier)),
        Step(1, "client", "ResolveComment", told={"comment": 1}, hour=13),
        _comment(2, "freelancer", 11, "rounds", "Two are enough when both of you look at the same day. I leave the third in."),
        _counter(
            2, "freelancer", "With a proof for the printer, so that nothing is printed twice.", milestones=third,
            out_of_scope="A name. Registration of the mark. Printing itself.",
        ),
        _comment(3, "client", 11, "milestone:3", "Is the proof made before the mark is final, or after?"),
        _counter(3, "client", "Proof first, then the final mark; 50 less for it.", milestones=fourth, review_days=10),
    )  # fmt: skip


def _comment(day: int, side: str, hour: int, about: str, words: str) -> Step:
    return Step(day, side, "Comment", told={"about": about, "words": words}, hour=hour)


def _counter(day: int, side: str, note: str, **changed: Any) -> Step:
    return Step(day, side, "Counter", told={"note": note, **changed}, hour=12)


def mark(today: date) -> Story:
    """Proposed and answered three times, with comments that are open: the freelancer has to answer."""
    terms = Terms(
        title="A mark for Kestrel Coffee",
        background="The present mark cannot be stamped on a bag.",
        in_scope="A mark in one colour, for stamp, sign and screen.",
        out_of_scope="A name. Registration of the mark.",
        duties=(Duty("Three marks that you like, with a sentence each", today + timedelta(days=6)),),
        milestones=_milestones(today),
        currency="EUR", zone="Europe/London", funding=BEFORE, tax_bp=1_900, review_days=7, rounds=2, payment_days=7,
        notice_days=7,
    )  # fmt: skip
    return Story("mark", "priya", BEGUN, terms, _steps(today))
