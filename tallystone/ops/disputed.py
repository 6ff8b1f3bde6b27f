"""The story of a dispute: a client finds what was handed over unfit, both say a number, and the terms name a mediator."""

from datetime import date, timedelta

from tallystone.core.ending import PERSON
from tallystone.core.shape import BEFORE, Milestone, Terms
from tallystone.ops.story import Step, Story, milestone, paid_before

BEGUN = 24  # days ago
MEDIATOR = "Helena Prado, helena@mediate.example"

STEPS = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    *paid_before(1, 1),
    Step(6, "freelancer", "Report", 1, {"percent": 40, "note": "The form and the list of roasting days stand; the mail is next."}),
    Step(11, "freelancer", "Deliver", 1, {"files": ["project-phone.png"], "note": "The form, the list and the confirmation by mail."}),
    Step(13, "client", "AskChanges", 1, {"unmet": {2: "On my phone the list of roasting days stays empty."}, "note": "The form is fine."}),
    Step(16, "freelancer", "Deliver", 1, {"files": ["home.png"], "note": "The list loads on phones now."}),
    Step(
        20, "client", "Dispute", 1,
        {"criteria": (2,), "minor": 60_000,
         "note": "On two of three phones the list still stays empty. The form alone is worth half of it to us."},
    ),
    Step(
        22, "freelancer", "OfferSplit", 1,
        {"minor": 95_200, "days": 12,
         "note": "It loads on every phone that we agreed to test on. One of yours is older than that list."},
    ),
)  # fmt: skip


def _milestones(first: date) -> tuple[Milestone, ...]:
    return (
        milestone(
            1, "Orders of cafés", first + timedelta(days=16), 1_000, "A form for orders | A list of roasting days | A mail that confirms",
            "A café orders without help | The list of roasting days loads on the phones of the test list"
            " | The mail arrives within a minute",
        ),
        milestone(
            2, "Reminders and cancelling", first + timedelta(days=40), 600, "A reminder the day before roasting | A link to cancel",
            "The reminder names day, beans and weight | A cancelled order is off the list at once",
        ),
    )  # fmt: skip


def orders(today: date) -> Story:
    """Funded before the start; the first milestone is in dispute, each side has said a number, a mediator can be called."""
    first = today - timedelta(days=BEGUN)
    terms = Terms(
        title="Wholesale orders from cafés",
        background="Cafés order by telephone, and two orders were roasted twice.",
        in_scope="Orders of cafés on the existing site, with a list of roasting days.",
        out_of_scope="Payments. A calendar for the roastery.",
        duties=(),
        milestones=_milestones(first),
        currency="EUR", zone="Europe/London", funding=BEFORE, tax_bp=1_900, review_days=7, rounds=2, payment_days=10, notice_days=7,
        parallel=1, exit_days=10, mediator=PERSON, mediator_name=MEDIATOR,
    )  # fmt: skip
    return Story("orders", "priya", BEGUN, terms, STEPS)
