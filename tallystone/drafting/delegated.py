"""The draft of a subcontract: prefilled from the contract above, without what is nobody's business one level down."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tallystone.core.money import share
from tallystone.core.parting import worth
from tallystone.core.shape import AFTER, Milestone, Terms
from tallystone.core.state import Stone
from tallystone.core.value import value
from tallystone.drafting.spelling import row_of, spelled
from tallystone.drafting.typed import Typed

WHOLE_BP = 10_000
SHORTEST_NAME = 3  # shorter ones are parts of other words


@value
class Wish:
    """What is given on, and how: criteria by number, the margin that is kept, days earlier, what follows the contract above."""

    criteria: tuple[int, ...]
    margin_bp: int
    days_earlier: int
    acceptance_follows: bool = False
    payment_follows: bool = False
    follow_days: int = 60


def prefilled(terms: Terms, stone: Stone, due: date, wish: Wish, names: Iterable[str], mark: str, today: date) -> Typed:
    """Texts to go on from. The names of the client above stay above; `due` is the date above that counts today."""
    given = terms.milestone(stone.number)
    milestone = _milestone(given, stone, due, wish, today)
    own = replace(
        terms,
        title=given.title, background="", in_scope="\n".join(f"- {line}" for line in given.deliverables), duties=(),
        milestones=(milestone,), funding=AFTER if wish.payment_follows else terms.funding, tax_bp=0,
        acceptance_follows=int(wish.acceptance_follows), payment_follows=int(wish.payment_follows),
        follow_days=_wait(terms, wish), mediator="none", mediator_name="",
    )  # fmt: skip
    typed = {**spelled(own, mark, today), "milestones": [row_of(milestone, terms.currency, mark)]}
    return masked(typed, names)


def _wait(terms: Terms, wish: Wish) -> int:
    """The longest wait, never shorter than the ordinary times."""
    return max(wish.follow_days, terms.review_days, terms.payment_days)


def _milestone(given: Milestone, stone: Stone, due: date, wish: Wish, today: date) -> Milestone:
    """The milestone, or its part, for less and earlier."""
    rate = None if given.rate_minor is None else given.rate_minor - share(given.rate_minor, wish.margin_bp)
    net = worth(stone.stake, wish.criteria)[0] if wish.criteria else given.price_minor
    return replace(
        given,
        number=1,
        criteria=tuple(given.criteria[n - 1] for n in wish.criteria),
        due=max(today, due - timedelta(days=wish.days_earlier)),
        price_minor=net - share(net, wish.margin_bp),
        rate_minor=rate,
    )


def masked(typed: Typed, names: Iterable[str]) -> Typed:
    """The same texts with these names taken out: "the client" stands in their place."""
    said = sorted({name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME}, key=len, reverse=True)
    if not said:
        return typed
    found = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in said), re.IGNORECASE)
    other = _("the client")

    def without(value: object) -> object:
        if isinstance(value, str):
            return found.sub(other, value)
        return [{name: without(text) for name, text in row.items()} for row in value] if isinstance(value, list) else value

    kept = ("zone", "currency", "until", "mark")
    return {name: value if name in kept else without(value) for name, value in typed.items()}


def named_above(typed: Typed, names: Iterable[str]) -> list[str]:
    """Which of these names the texts still say: somebody has typed them."""
    rows = (text for kind in ("milestones", "duties") for row in typed[kind] for text in row.values())
    text = "\n".join([*(typed[name] for name in ("title", "background", "in_scope", "out_of_scope", "note")), *rows])
    wanted = {name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME}
    return sorted(name for name in wanted if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))
