"""The change orders of the demo's stories: what was wanted later, and what it cost."""

from dataclasses import replace
from datetime import date, timedelta

from tallystone.core.shape import Terms
from tallystone.ops.story import Step

WEEK = timedelta(days=7)


def _blog(terms: Terms, today: date) -> Terms:
    """One kind of page more: building takes a week longer and costs more, the launch moves with it."""
    first, second, third, fourth = terms.milestones
    criteria = (*third.criteria, "An article can be published with pictures, by the guide")
    building = replace(third, due=third.due + WEEK, price_minor=third.price_minor + 45_000, criteria=criteria)
    stones = (first, second, building, replace(fourth, due=fourth.due + WEEK))
    scope = terms.in_scope.replace("five kinds of page", "six kinds of page").replace(
        "studio, contact)", "studio, contact, articles)"
    )
    return replace(terms, in_scope=scope, milestones=stones, extra_round_minor=15_000)


def _welsh(terms: Terms, today: date) -> Terms:
    """What the client asked for in a comment, with its price and its day."""
    first, second, *others = terms.milestones
    criteria = (*second.criteria, "The form is on the Welsh page too, in Welsh")
    dearer = replace(second, criteria=criteria, price_minor=second.price_minor + 18_000, due=second.due + timedelta(days=4))
    return replace(terms, milestones=(first, dearer, *others))


BLOG = (
    Step(
        20, "client", "OfferChange", told={"make": _blog, "note": "Could you also build a page for the four articles we plan?"}
    ),
    Step(21, "freelancer", "AcceptChange"),
)
WELSH = (
    Step(
        17, "freelancer", "OfferChange",
        told={"make": _welsh, "comment": 1, "note": "Gladly: four days and 180 EUR more, with the texts from your translator."},
    ),
)  # fmt: skip
