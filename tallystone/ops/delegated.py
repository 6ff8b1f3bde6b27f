"""The story of a subcontract: Jonas has promised Maya a film, and Ines films it for him, in a contract one level down."""

from datetime import date, timedelta

from tallystone.core.shape import AFTER, BEFORE, Milestone, Terms
from tallystone.ops.story import Step, Story, milestone, paid_before

BEGUN = 12  # days ago
GIVEN = 6  # days after that Ines gets her terms
CRITERIA = (
    "It runs between 85 and 95 seconds | The studio’s three houses can be seen from outside and from within"
    " | It can be understood without sound"
)

ABOVE = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    *paid_before(1, 1),
    Step(5, "freelancer", "Report", 1, {"percent": 40, "note": "The storyboard stands: six scenes. Filming comes next."}),
    Step(
        5, "freelancer", "AskSubcontract", 1,
        {"note": "She has filmed three houses of friends of yours, and I would edit with her."}, hour=11,
    ),
    Step(5, "client", "ConsentSubcontract", 1, hour=16),
)  # fmt: skip
BELOW = (
    Step(0, "client", "Subcontract", told={"parent": "film", "milestone": 1, "criteria": (1, 2, 3)}),
    Step(1, "freelancer", "Agree"),
    Step(1, "freelancer", "Start", 1, hour=10),
    Step(3, "freelancer", "Report", 1, {"percent": 60, "note": "Both days are filmed. The second house had the better light."}),
    Step(
        5, "freelancer", "Deliver", 1,
        {"files": ["film-stills.png"], "links": ["https://rocha.example/cut/7"], "note": "Stills; the film is at the link."},
    ),
)  # fmt: skip


def film(today: date) -> Story:
    """Above: funded and under way; Maya has consented to Ines."""
    first = today - timedelta(days=BEGUN)
    terms = Terms(
        title="A film about three houses",
        background="The new pages begin with a film; Studio Almada has photographs only.",
        in_scope="A film of a minute and a half for the first page, and two short pieces of it for letters.",
        out_of_scope="Music that has to be licensed. Actors.",
        duties=(),
        milestones=(
            milestone(1, "The film", first + timedelta(days=18), 2_400, "The film (MP4, 1080p) | Its stills", CRITERIA),
            milestone(
                2, "Two short pieces", first + timedelta(days=30), 600, "Two pieces of fifteen seconds",
                "Each of them works without the other | Subtitles in Portuguese and English",
            ),
        ),
        currency="EUR", zone="Europe/Lisbon", funding=BEFORE, tax_bp=0, review_days=7, rounds=2, payment_days=14,
        notice_days=14,
    )  # fmt: skip
    return Story("film", "maya", BEGUN, terms, ABOVE)


def below(today: date) -> Story:
    """Below: Ines has handed the film over, and Jonas can pass it up. Acceptance and payment follow the contract above."""
    due = today + timedelta(days=2)
    cut = Milestone(1, "The film", ("The film (MP4, 1080p)", "Its stills"), _parts(CRITERIA), due, 180_000)
    terms = Terms(
        title="The film", background="", in_scope="- The film (MP4, 1080p)\n- Its stills", out_of_scope="Music. Actors.",
        duties=(), milestones=(cut,), currency="EUR", zone="Europe/Lisbon", funding=AFTER, tax_bp=0, review_days=7, rounds=2,
        payment_days=14, notice_days=14, acceptance_follows=1, payment_follows=1, follow_days=45,
    )  # fmt: skip
    return Story("film-below", "brandt", BEGUN - GIVEN, terms, BELOW, note="Same criteria as mine; the light is yours.")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))
