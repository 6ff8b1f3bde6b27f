"""The story of a part: two of three criteria are accepted and paid, the third has a day of its own and notes to mend."""

from datetime import date, timedelta

from tallystone.core.shape import BEFORE, Duty, Milestone, Terms
from tallystone.ops.story import Step, Story, milestone, paid_before

BEGUN = 19  # days ago

STEPS = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    *paid_before(1, 1),
    Step(4, "client", "FulfilDuty", told={"duty": 1, "note": "Checked by our lawyer; they are in the folder."}, hour=14),
    Step(9, "freelancer", "Report", 1, {"percent": 70, "note": "Two labels are drawn; the third follows their grid."}),
    Step(13, "freelancer", "Deliver", 1, {"files": ["labels.png", "label-texts.md"], "note": "All three labels, and their texts."}),
    Step(
        16, "client", "AcceptPart", 1,
        {"met": [1, 2], "rest_in": 12, "unmet": {3: "The allergen line is too small, and in one language only."},
         "note": "The first two are printed this week. Thank you.",
         "pins": [{"name": "labels.png", "page": 1, "x": 833, "y": 740, "text": "This line: 1.2 mm at least.", "criterion": 3},
                  {"name": "label-texts.md", "line": 9, "text": "In German as well, please.", "criterion": 3}]},
    ),
)  # fmt: skip


def _milestones(first: date) -> tuple[Milestone, ...]:
    return (
        milestone(
            1, "Three labels", first + timedelta(days=15), 900, "Print files of three labels (PDF) | Their texts",
            "Each label can be told from two metres away | The weight stands where the law wants it"
            " | The allergen line can be read and is in two languages",
        ),
        milestone(
            2, "Labels of the other nine", first + timedelta(days=45), 1_500, "Print files of nine labels (PDF)",
            "They follow the grid of the first three | The printer’s check finds no fault",
        ),
    )  # fmt: skip


def labels(today: date) -> Story:
    """Funded before the start; a part of the first milestone accepted, the rest due in some days, with notes on it."""
    first = today - timedelta(days=BEGUN)
    terms = Terms(
        title="Labels for twelve coffees",
        background="Each bag has a label of its own time; customers cannot find the same coffee twice.",
        in_scope="Labels of twelve coffees in one grid, ready to print.",
        out_of_scope="Printing. The mark. Photographs.",
        duties=(Duty("The texts that the law asks for, checked", first + timedelta(days=4)),),
        milestones=_milestones(first),
        currency="EUR", zone="Europe/London", funding=BEFORE, tax_bp=1_900, review_days=7, rounds=2, payment_days=10, notice_days=7,
    )  # fmt: skip
    return Story("labels", "priya", BEGUN, terms, STEPS)
