"""The story of a project that somebody else goes on with: a boundary reached, handed over, a successor named in the open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tallystone.core import acts
from tallystone.core.handover import PASS_ON, RETURN, Access, Place, handover_text
from tallystone.core.recounting import hashes, recount
from tallystone.core.shape import AFTER, Duty, Terms, terms_from
from tallystone.journal import prose
from tallystone.ops.story import Step, Story, milestone, paid_after
from tallystone.people.models import Business, Member, Person, Tie

NADIA = ("nadia@costa.example", "Nadia Costa", "Europe/Lisbon")
DUARTE = {
    "name": "Nadia Costa", "address": "Rua do Almada 210\n4050-032 Porto", "country": "PT", "currency": "EUR",
    "account_holder": "Nadia Costa", "iban": "PT50000201231234567890154", "zone": "Europe/Lisbon", "freelance": True,
}  # fmt: skip
PASSING_ON = (
    Step(0, "freelancer", "Propose"),
    Step(1, "client", "Agree"),
    Step(2, "freelancer", "Start", 1),
    Step(5, "freelancer", "Ask", 1, {"note": "One code for all tables, or one for each?", "days": 3}),
    Step(6, "client", "Answer", 1, {"note": "One for each table, so that orders can name it later."}),
    Step(6, "freelancer", "Decide", 1, hour=11),
    Step(
        12,
        "freelancer",
        "Deliver",
        1,
        {"files": ["bag-white.png", "list.csv"], "note": "The card for one table, and the list of all."},
    ),
    Step(14, "client", "Accept", 1),
    *paid_after(16, 1),
    Step(20, "freelancer", "HandOver", told={"problems": "The code on dark card is read badly by older phones."}),
    Step(21, "client", "AcknowledgeHandover", told={"note": "Thank you, that is all we need."}),
    Step(
        21, "freelancer", "Refer", told={"fee": 60, "note": "Nadia has set menus for years and is free in this month."}, hour=15
    ),
)


def passing_on(today: date) -> Story:
    """Paid on acceptance; one stage is done, then the freelancer has no time: handed over, Nadia named, the client chooses."""
    begun = 23
    first = today - timedelta(days=begun)
    terms = Terms(
        title="Menu cards with a code",
        background="Each table gets a card with a code that opens the menu of the day.",
        in_scope="A card for twelve tables, the page behind the code, and a guide by which the staff changes the menu.",
        out_of_scope="Printing. Ordering and paying online.",
        duties=(Duty("The menu of one week", first + timedelta(days=4)),),
        milestones=(
            milestone(
                1, "One card", first + timedelta(days=14), 300, "The card for one table | The list of all tables",
                "The code opens the menu on a phone | The card can be read at arm’s length",
            ),
            milestone(
                2, "All tables", today + timedelta(days=12), 420, "Twelve cards, ready to print",
                "Each code names its table | The printer has accepted the files",
            ),
            milestone(
                3, "The page behind it", today + timedelta(days=30), 640, "The page on the site | A guide (PDF)",
                "The menu of the day is there before ten | Two people of the staff have changed it by the guide",
            ),
        ),
        currency="EUR", zone="Europe/London", funding=AFTER, tax_bp=0, review_days=5, rounds=1, payment_days=10, notice_days=7,
    )  # fmt: skip
    return Story("passing-on", "priya", begun, terms, PASSING_ON, "Small cards, one for each table.")


def hand_over(player: Any, step: Step, now: datetime) -> acts.Act:
    """The record, completed as Jonas would."""
    c = player.contract
    texts = prose.read([c.terms, *hashes(c)])
    document = replace(
        recount(c, {c.terms: terms_from(texts[c.terms])}, texts),
        places=(Place("Sources of the card", "In the shared folder of Kestrel, under Menu / Sources"),),
        access=(
            Access("The site’s editor", PASS_ON, "Priya makes an account for the next person"),
            Access("The shared folder", RETURN, "Priya takes the access back on the last day"),
        ),
        problems=step.told["problems"],
        knowing="The menu of the day is written by Tess, before ten. She needs it to be one field, not more.",
        first="Take the card for table 1 and make the others from the list.",
    )
    return acts.HandOver(prose.words(handover_text(document)))


def acknowledge(player: Any, step: Step, now: datetime) -> acts.Act:
    return acts.AcknowledgeHandover(player.contract.handover.document, prose.words(step.told["note"]))


def refer(player: Any, step: Step, now: datetime) -> acts.Act:
    return acts.Refer(Person.objects.get(email=NADIA[0]).pk, step.told["fee"] * 100, prose.words(step.told["note"]))


PLAYS: dict[str, Callable[[Any, Step, datetime], acts.Act]] = {
    "HandOver": hand_over, "AcknowledgeHandover": acknowledge, "Refer": refer,
}  # fmt: skip


def circle(own: Business) -> None:
    """Nadia, a freelancer with an account of her own; she and Jonas vouch for each other."""
    email, name, zone = NADIA
    nadia = Person.objects.create_user(email, name=name, locale="en-GB", zone=zone)
    theirs = Business.objects.create(**DUARTE)
    Member.objects.create(person=nadia, business=theirs)
    jonas = Member.objects.filter(business=own, role=Member.OWNER).order_by("id")[0].person
    now = timezone.now()
    Tie.objects.create(
        business=own, person=nadia, does="Menus, books, type", word="Three menus together, all on time.", vouched=now
    )
    Tie.objects.create(business=theirs, person=jonas, does="Websites", word="He hands over so that one can begin.", vouched=now)
