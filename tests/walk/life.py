"""The life of one contract as a story: paid before the start, with a counter-proposal, a round of changes and a silence."""

from datetime import date, timedelta

from tallystone.core.shape import BEFORE, Duty, Terms
from tallystone.ops.stories import Step, Story, milestone, paid_before

AGAIN = {
    "files": ["wireframes-2.png", "site-map.md"], "note": "Now with the contact page.",
    "replies": {1: "", 2: "Nine are right."},
}  # fmt: skip
LAUNCH = {"files": ["list.csv"], "links": ["https://example.com/almada"], "note": "It is live."}
CHANGES = {
    "unmet": {2: "The contact page is only shown for the desktop."}, "note": "The rest is just what we need.",
    "pins": [{"name": "wireframes.png", "page": 1, "x": 500, "y": 780, "text": "Here it is missing.", "criterion": 2},
             {"name": "site-map.md", "line": 7, "text": "Eleven, please."}],
}  # fmt: skip


def terms(first: date) -> Terms:
    return Terms(
        title="A website for Studio Almada",
        background="Studio Almada designs small public buildings. The present site cannot be read on a phone.",
        in_scope="Design and building of a website with five kinds of page, in Portuguese and English.",
        out_of_scope="Photography and translation.",
        duties=(Duty("Text and pictures of twelve projects", first + timedelta(days=6)), Duty("One person who answers")),
        milestones=(
            milestone(
                1, "Structure and wireframes", first + timedelta(days=9), 900, "Site map | Wireframes",
                "Each project has its place in the site map | Each wireframe is shown at 390 and 1440 pixels",
            ),
            milestone(
                2, "Visual design", first + timedelta(days=15), 1_800, "Designs | Style sheet (PDF)",
                "All text has a contrast of 4.5 to 1 or more | The style sheet names every colour",
            ),
            milestone(3, "Launch", first + timedelta(days=29), 3_200, "The website", "It answers over https"),
        ),
        currency="EUR", zone="Europe/Lisbon", funding=BEFORE, tax_bp=1_900,
        review_days=7, rounds=2, payment_days=14, notice_days=14,
    )  # fmt: skip


def whole_life(first: date) -> Story:
    """Begun on this day; complete four weeks later."""
    files = ["wireframes.png", "style-sheet.pdf", "site-map.md"]
    steps = (
        Step(0, "freelancer", "Propose"),
        Step(1, "client", "Counter", told={"review_days": 5, "note": "We meet every Friday: five days are enough."}),
        Step(2, "freelancer", "Agree"),
        *paid_before(2, 1),
        Step(6, "freelancer", "Report", 1, {"percent": 60, "note": "The site map stands."}),
        Step(7, "freelancer", "Deliver", 1, {"files": files, "note": "Site map and first wireframes."}),
        Step(8, "client", "AskChanges", 1, CHANGES),
        Step(9, "freelancer", "Deliver", 1, AGAIN),
        Step(10, "client", "Accept", 1),
        *paid_before(10, 2),
        Step(11, "freelancer", "Ask", 2, {"note": "By year or by place?", "days": 3}),
        Step(12, "client", "Answer", 2, {"note": "By year, the newest first."}),
        Step(12, "freelancer", "Decide", 2, hour=11),
        Step(13, "client", "FulfilDuty", 0, {"duty": 1, "note": "In the shared folder."}),
        Step(14, "freelancer", "Deliver", 2, {"files": ["home.png", "contrast.csv"], "note": "All five pages."}),
        *(Step(day, "clock", "Tick", hour=20) for day in range(17, 21)),
        *paid_before(21, 3),
        Step(26, "freelancer", "Deliver", 3, LAUNCH),
        Step(27, "client", "Accept", 3),
    )  # fmt: skip
    return Story("whole life", "maya", 0, terms(first), steps, "Twelve projects, two languages, by the end of the month.")
