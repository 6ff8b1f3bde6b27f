"""The story of care by the hour: one month is accepted and paid, in the next one more is unreviewed than wanted."""

from dataclasses import replace
from datetime import date, timedelta

from tallystone.core.shape import AFTER, Duty, Milestone, Terms
from tallystone.ops.story import Step, Story, milestone, paid_after

CARE = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    Step(1, "freelancer", "Start", 1, hour=11),
    Step(2, "freelancer", "LogHours", 1, {"minutes": 150, "note": "Updates of the shop, tested on a copy"}, hour=13),
    Step(4, "freelancer", "LogHours", 1, {"minutes": 95, "note": "Two product pages, and their redirects"}, hour=15),
    Step(5, "freelancer", "Deliver", 1, {"files": ["work-list.md"], "note": "What was updated, and how it was tested."}),
    Step(6, "client", "Accept", 1),
    *paid_after(8, 1),
    Step(11, "freelancer", "Start", 2),
    Step(11, "freelancer", "LogHours", 2, {"minutes": 165, "note": "Slow checkout: measured, two plugins removed"}, hour=13),
    Step(13, "freelancer", "LogHours", 2, {"minutes": 210, "note": "Subscription page, first draft"}, hour=14),
    Step(14, "freelancer", "LogHours", 2, {"minutes": 155, "note": "Subscription page on the phone"}, hour=14),
    Step(15, "freelancer", "LogHours", 2, {"minutes": 80, "note": "Mails that the shop sends"}, hour=10),
)


def care(today: date) -> Story:
    """By the hour: one month is accepted and paid, in the second more is unreviewed than the freelancer allows himself."""
    begun = 16
    first = today - timedelta(days=begun)

    def month(number: int, title: str, days: int) -> Milestone:
        hours = {"rate_minor": 8_500, "cap_minutes": 12 * 60, "price_minor": 12 * 8_500}
        words = (
            "A list of what was done",
            "Each task names what was changed and how it was tested | The shop takes an order afterwards",
        )
        return replace(milestone(number, title, first + timedelta(days=days), 0, *words), **hours)

    terms = Terms(
        title="Care for the Kestrel shop",
        background="The shop runs; now and then something has to be updated, mended or added.",
        in_scope="Updates, repairs and small changes that Kestrel asks for by mail, at most 12 hours in each month.",
        out_of_scope="New sections of the shop; photographs.", duties=(Duty("Tasks by mail, with what they are for"),),
        milestones=(month(1, "October", 7), month(2, "November", 24)),
        currency="EUR", zone="Europe/London", funding=AFTER, tax_bp=0, review_days=5, rounds=1, payment_days=14, notice_days=14,
    )  # fmt: skip
    return Story("care", "priya", begun, terms, CARE, "As we said: by the hour, and never more than twelve in a month.")
