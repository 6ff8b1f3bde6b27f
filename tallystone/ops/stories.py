"""Stories: whole lives of contracts, written once. The demo plays them through the door, the walk in a real browser."""

from datetime import date, timedelta

from tallystone.core.shape import AFTER, BEFORE, Duty, Milestone, Terms
from tallystone.ops.altering import BLOG, WELSH
from tallystone.ops.caring import care
from tallystone.ops.disputed import orders
from tallystone.ops.exits import exits
from tallystone.ops.negotiating import mark
from tallystone.ops.parted import labels
from tallystone.ops.passing_on import passing_on
from tallystone.ops.story import Step, Story, milestone, paid_after, paid_before


def stories(today: date) -> list[Story]:
    """The demo world, oldest first."""
    return [
        photographs(today),
        website(today),
        booking(today),
        care(today),
        orders(today),
        mark(today),
        labels(today),
        passing_on(today),
        *exits(today),
        articles(today),
    ]


LEA, ISLA = "lea@brandt.example", "isla@kestrel.example"
WEBSITE = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Counter", told={"review_days": 10, "note": "We meet only every second week: ten days for the review."}),
    Step(2, "freelancer", "Agree"),
    *paid_before(2, 1),
    Step(9, "freelancer", "Report", 1, {"percent": 60, "note": "The site map stands; wireframes of three pages are drawn."}),
    Step(12, "freelancer", "Deliver", 1, {"files": ["wireframes.png", "site-map.md"], "note": "Site map and first wireframes."}),
    Step(
        14, "client", "AskChanges", 1,
        {"unmet": {2: "The contact page is only shown for the desktop."}, "note": "The rest is just what we need.",
         "pins": [{"name": "wireframes.png", "page": 1, "x": 500, "y": 780, "text": "Here the contact page is missing.", "criterion": 2},
                  {"name": "site-map.md", "line": 7, "text": "Eleven, please: the pier is no longer shown.", "criterion": 0}]},
    ),
    Step(
        15, "freelancer", "Deliver", 1,
        {"files": ["wireframes-2.png", "site-map-2.md"], "note": "Now with the contact page.",
         "replies": {1: "", 2: "Nine are right: the pier was one of twelve."}},
    ),
    Step(17, "client", "Accept", 1),
    *paid_before(17, 2),
    Step(18, "freelancer", "Ask", 2, {"note": "Shall the projects be sorted by year or by place?", "days": 3}),
    Step(20, "client", "Answer", 2, {"note": "By year, the newest first."}),
    BLOG[0],
    Step(21, "freelancer", "Decide", 2),
    BLOG[1],
    Step(22, "client", "FulfilDuty", 0, {"duty": 1, "note": "All twelve are in the shared folder."}),
    Step(26, "freelancer", "Report", 2, {"percent": 70, "note": "Home and project page are ready; the style sheet is next."}),
    Step(
        32, "freelancer", "Deliver", 2,
        {"files": ["home.png", "project-phone.png", "style-sheet.pdf", "contrast.csv", "pages.zip"],
         "links": ["https://example.com/almada"],
         "captures": [{"kind": "commit", "address": "https://git.example/almada.git", "commit": "5f1d" * 10, "why": "unreachable"}],
         "note": "All five pages, the style sheet, and the measured contrasts."},
    ),
    Step(33, "freelancer", "Ask", 3, {"note": "Who of you will add projects later? Each gets an account.", "days": 4}),
)  # fmt: skip


def _website_milestones(first: date) -> tuple[Milestone, ...]:
    return (
        milestone(
            1, "Structure and wireframes", first + timedelta(days=14), 900, "Site map | Wireframes of the five kinds of page",
            "Each of the twelve projects has its place in the site map | Each wireframe is shown at 390 and 1440 pixels",
        ),
        milestone(
            2, "Visual design", first + timedelta(days=35), 1_800, "Designs of the five kinds of page | Style sheet (PDF)",
            "Home and project page are designed for phone and desktop | All text has a contrast of 4.5 to 1 or more"
            " | The style sheet names every colour and type size",
        ),
        milestone(
            3, "Building", first + timedelta(days=62), 3_200, "The website on a test address | Source code",
            "The twelve projects are shown in both languages | The home page loads in under two seconds on 4G"
            " | A project can be added without a developer, by the guide",
        ),
        milestone(
            4, "Launch and handover", first + timedelta(days=73), 700, "The website at its own address | Guide (PDF)",
            "The site answers at studioalmada.example over https | Two people of the studio have added a project themselves",
        ),
    )  # fmt: skip


def website(today: date) -> Story:
    """Funded before the start; a counter-proposal, one round of changes, the second milestone under review."""
    begun = 34
    first = today - timedelta(days=begun)
    terms = Terms(
        title="A website for Studio Almada",
        background="Studio Almada designs small public buildings. The present site is eight years old, cannot be read on a phone, "
        "and shows none of the work since 2021.",
        in_scope="Structure, design and building of a website with five kinds of page (home, project, projects, studio, contact), in "
        "Portuguese and English, for the twelve projects named in the list of 1 October.",
        out_of_scope="Photography, translation, logo and printed matter. Hosting fees are paid by the client.",
        duties=(
            Duty("Text and pictures of twelve projects, in both languages", first + timedelta(days=20)),
            Duty("One person who answers questions within two working days"),
        ),
        milestones=_website_milestones(first),
        currency="EUR", zone="Europe/Lisbon", funding=BEFORE, tax_bp=0, review_days=7, rounds=2, payment_days=14, notice_days=14,
    )  # fmt: skip
    return Story(
        "website", "maya", begun, terms, WEBSITE, "Twelve projects, five pages, two languages, by the end of the winter."
    )


PHOTOGRAPHS = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    Step(6, "freelancer", "Start", 1),
    Step(
        9,
        "freelancer",
        "Deliver",
        1,
        {"files": ["bag-white.png", "bag-in-use.png"], "note": "Six pictures of two products."},
    ),
    Step(11, "client", "Accept", 1),
    *paid_after(14, 1),
    Step(17, "freelancer", "Start", 2),
    Step(22, "freelancer", "Report", 2, {"percent": 50, "note": "Four of eight products are photographed."}),
    Step(29, "freelancer", "Deliver", 2, {"files": ["bag-white.png", "list.csv"], "note": "All 24 pictures."}),
    *(Step(day, "clock", "Tick", hour=20) for day in range(30, 38)),
    *paid_after(42, 2),
)  # fmt: skip


def _photographs_milestones(first: date) -> tuple[Milestone, ...]:
    return (
        milestone(
            1, "Test series", first + timedelta(days=10), 400, "Two products, three pictures each",
            "White ground and use are both shown | Files have at least 3000 pixels on the long side",
        ),
        milestone(
            2, "All products", first + timedelta(days=30), 1_100, "Eight products, three pictures each",
            "24 pictures are delivered | Colours match the test series",
        ),
    )  # fmt: skip


def photographs(today: date) -> Story:
    """Paid on acceptance; the second milestone accepted by silence; complete."""
    begun = 80
    first = today - timedelta(days=begun)
    terms = Terms(
        title="Pictures for the autumn roast",
        background="Kestrel Coffee opens its web shop in autumn and needs pictures that belong together.",
        in_scope="Photographs of eight products on white and in use, retouched, for web and print.",
        out_of_scope="Video. Pictures of people.",
        duties=(Duty("The eight products, two of each", first + timedelta(days=6)),),
        milestones=_photographs_milestones(first),
        currency="EUR", zone="Europe/London", funding=AFTER, tax_bp=1_900, review_days=5, rounds=1, payment_days=10, notice_days=7,
    )  # fmt: skip
    return Story("photographs", "priya", begun, terms, PHOTOGRAPHS)


BOOKING = (
    Step(0, "freelancer", "Propose"),
    Step(2, "client", "Agree"),
    Step(3, "freelancer", "IntroduceMember", told={"who": LEA, "note": "Lea builds the form. Write to her about details."}),
    Step(5, "freelancer", "Start", 1),
    Step(
        12, "freelancer", "Report", 1,
        {"by": LEA, "percent": 40, "note": "The form works; confirmations wait for access to the editor."},
    ),
    Step(14, "client", "HandToMember", told={"who": ISLA, "note": "Isla runs the tastings, so it is hers to review."}),
    Step(16, "client", "Comment", told={"about": "milestone:2", "words": "Could you also put the form on our Welsh page?"}),
    *WELSH,
    Step(17, "client", "Ask", 1, {"note": "Can a tasting be booked for six people at once?", "days": 2}),
)  # fmt: skip


def _booking_milestones(first: date) -> tuple[Milestone, ...]:
    return (
        milestone(
            1, "Form on a test page", first + timedelta(days=18), 750, "The form on a test address",
            "A full tasting cannot be booked | The confirmation arrives within one minute",
        ),
        milestone(
            2, "Form on the site", first + timedelta(days=31), 450, "The form on the site | One page of instructions",
            "A tasting can be moved by the staff | The form can be used by keyboard alone",
        ),
    )  # fmt: skip


def booking(today: date) -> Story:
    """Paid on acceptance; work under way and at risk: access is missing, so the date moves on, and a question is open."""
    begun = 20
    first = today - timedelta(days=begun)
    terms = Terms(
        title="A booking form for tastings",
        background="Tastings are booked by telephone today; half of the calls come outside opening hours.",
        in_scope="A form on the existing site that books one of four weekly tastings and mails a confirmation.",
        out_of_scope="Payment online. Changes to the rest of the site.",
        duties=(Duty("Access to the site's editor", first + timedelta(days=4)),),
        milestones=_booking_milestones(first),
        currency="EUR", zone="Europe/London", funding=AFTER, tax_bp=1_900, review_days=5, rounds=1, payment_days=10, notice_days=7,
    )  # fmt: skip
    return Story("booking", "priya", begun, terms, BOOKING)


def articles(today: date) -> Story:
    """Proposed yesterday: the client has to read and to agree."""
    terms = Terms(
        title="Four articles about small buildings",
        background="The new site opens with four articles, one a month.",
        in_scope="Four articles of 900 to 1,200 words each, in English, on four buildings that the studio names.",
        out_of_scope="Photographs and translation.",
        duties=(Duty("Names of the four buildings, and a person to talk to for each", today + timedelta(days=7)),),
        milestones=tuple(
            milestone(
                n, f"Article {n}", today + timedelta(days=7 + 28 * n), 450, "One article, ready to publish",
                "It has 900 to 1,200 words | Every fact about the building was checked by the person named for it",
            )
            for n in range(1, 5)
        ),
        currency="EUR", zone="Europe/Lisbon", funding=BEFORE, tax_bp=0, review_days=7, rounds=1, payment_days=14, notice_days=14,
    )  # fmt: skip
    return Story("articles", "maya", 1, terms, (Step(0, "freelancer", "Propose"),))
