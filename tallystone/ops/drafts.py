"""The demo's draft: terms half written, as people write them at first, so that one sees what the scope check finds."""

from datetime import date, timedelta

from tallystone.acting.door import new_act_id
from tallystone.core.shape import AFTER, Duty, Milestone, Terms
from tallystone.drafting.keeping import free_code
from tallystone.drafting.models import Draft
from tallystone.drafting.spelling import spelled
from tallystone.people.models import Business, Person


def newsletter(today: date) -> Terms:
    """Terms with fuzzy words, a gap and a crowded plan."""
    stages = (
        Milestone(
            1, "Design", ("A template for mail programs, etc.",), ("The design looks modern", "It opens in all mail programs"),
            today + timedelta(days=14), 60_000,
        ),
        Milestone(
            2, "First three issues", ("Three issues, ready to send",), ("Each issue has 400 to 600 words",),
            today + timedelta(days=52), 140_000, 2_400,
        ),
    )  # fmt: skip
    return Terms(
        title="A newsletter for Kestrel Coffee",
        background="The shop has 2,300 addresses of people who asked for news, and has never written to them.",
        in_scope="A template and the first three issues of a monthly newsletter, in English. Several pictures are taken from "
        "the archive of the shop. Small corrections are made as needed. If possible, the template also works for invitations.",
        out_of_scope="",
        duties=(Duty("The topics of the three issues"),),
        milestones=stages,
        currency="EUR", zone="Europe/London", funding=AFTER, tax_bp=1_900, payment_days=45,
    )  # fmt: skip


def write(business: Business, client: Business, person: Person, today: date) -> Draft:
    """Keep the draft, to a client that is known already."""
    typed = spelled(newsletter(today), ".", today) | {"client": str(client.pk)}
    told = {"business": business, "person": person, "code": free_code(), "act_id": new_act_id()}
    return Draft.objects.create(typed=typed, **told)
