"""What a clause is called, wherever a comment on it is told."""

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core.commenting import milestone_of


class Called(Protocol):
    """What knows the names of the client and of milestones (telling.Names)."""

    @property
    def client(self) -> str: ...

    def milestone(self, number: int) -> str: ...


LABELS = {
    "terms": n_("the terms as a whole"),
    "background": n_("“Background”"),
    "in_scope": n_("“In scope”"),
    "out_of_scope": n_("“Out of scope”"),
    "duties": n_("“What %(client)s does”"),
    "order": n_("“Order of the work”"),
    "payment": n_("“Payment”"),
    "review": n_("“Review”"),
    "rounds": n_("“Rounds of changes”"),
    "changes": n_("“Changing these terms”"),
    "leaving": n_("“Leaving”"),
    "rights": n_("“Rights in the work”"),
    "disputes": n_("“Disputes”"),
    "subcontracting": n_("“Who does the work”"),
    "samples": n_("“Samples”"),
    "following": n_("“What follows the contract above”"),
    "price": n_("“Price in all”"),
}


def clause_label(about: str, names: Called) -> str:
    """What a comment is about, as it stands within a sentence: “In scope”, milestone 2, “Design”."""
    number = milestone_of(about)
    return names.milestone(number) if number else clause_told(about, names)


def clause_told(about: str, names: Called) -> str:
    """The same, as history tells it: milestones by number alone, since their titles were others in earlier versions."""
    number = milestone_of(about)
    if number:
        return _("milestone %(number)s") % {"number": number}
    return _(LABELS.get(about, LABELS["terms"])) % {"client": names.client}
