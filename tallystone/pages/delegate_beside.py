"""What stands beside the terms of a subcontract for the one who gives the work on: what one gets for it, and what is kept."""

from datetime import date
from typing import Any

from tallystone.books.models import Contract as Row
from tallystone.core.parting import worth
from tallystone.core.shape import Terms
from tallystone.core.state import Contract
from tallystone.core.value import value
from tallystone.drafting.delegated import named_above
from tallystone.drafting.models import Draft
from tallystone.drafting.typed import Typed
from tallystone.journal import chain
from tallystone.people import parties
from tallystone.people.models import Business


@value
class Beside:
    """The milestone above beside the terms below it: what one gets, what one gives, what is kept; before tax."""

    code: str
    number: int
    title: str
    above_minor: int
    below_minor: int
    due: date
    last: date | None
    named: list[str]  # names from above that the texts still say
    currency: str

    @property
    def kept_minor(self) -> int:
        return self.above_minor - self.below_minor

    @property
    def share(self) -> int:
        """What is kept, in whole per cent."""
        return round(100 * self.kept_minor / self.above_minor) if self.above_minor else 0

    @property
    def late(self) -> bool:
        return self.last is not None and self.last > self.due


def beside(draft: Draft, terms: Terms, typed: Typed) -> dict[str, Any]:
    """What drafts/_aside.html shows to the one who gives work on; nothing to anybody else."""
    if not draft.parent or draft.side != "client":
        return {}
    parent = chain.fold(draft.parent)
    stone = parent.stone(draft.parent_milestone)
    row = Row.objects.filter(code=draft.parent).first()
    if stone is None or row is None:
        return {}
    criteria = tuple(n for n in draft.parent_criteria if n <= stone.stake.criteria)
    last = max((m.due for m in terms.milestones), default=None)
    return {
        "above": Beside(
            draft.parent, stone.number, row.title, worth(stone.stake, criteria)[0], terms.total_minor, stone.due, last,
            named_above(typed, names_above(parent)), parent.agreed_plan.currency,
        )
    }  # fmt: skip


def names_above(contract: Contract) -> list[str]:
    """What the client above, and their people, are called: no text one level down says it by itself."""
    business = Business.objects.filter(pk=contract.client).first()
    people = [person.name for person in parties.people_of(contract.client)]
    return [name for name in [business.name if business else "", *people] if name]
