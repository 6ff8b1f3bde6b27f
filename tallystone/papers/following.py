"""The clause of a subcontract that follows the contract above it: what waits for what, and for how long at the most."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.core.shape import Terms
from tallystone.papers.data import Clause


def following(terms: Terms, names: dict[str, str]) -> Iterator[Clause]:
    """Nothing where the terms follow nothing."""
    if terms.acceptance_follows or terms.payment_follows:
        text = "\n\n".join(_said(terms, names))
        yield Clause(key="following", title=_("What follows the contract above"), text=text)


def _said(terms: Terms, names: dict[str, str]) -> Iterator[str]:
    told = {**names, "days": terms.follow_days, "own": terms.review_days, "pay": terms.payment_days}
    yield _("This is a subcontract: {client} has promised this work to somebody else, in the contract above.").format(**told)
    if terms.acceptance_follows:
        text = _(
            "Acceptance follows: what {freelancer} has delivered counts as accepted as soon as {client}’s own client has "
            "accepted that work. {client} may accept it, or ask for changes, at any time before. While nothing is decided "
            "above, the time to review is {days} days in place of {own}; after that silence is acceptance, as everywhere."
        )
        yield text.format(**told)
    if terms.payment_follows:
        text = ngettext(
            "Payment follows: an invoice is due {pay} day after {client} has been paid for the work above, and at the latest "
            "{days} days after its date, whether that money came or not.",
            "Payment follows: an invoice is due {pay} days after {client} has been paid for the work above, and at the latest "
            "{days} days after its date, whether that money came or not.",
            terms.payment_days,
        )
        yield text.format(**told)
    yield _("If the work above ends without being accepted, nothing waits for it any more: the ordinary times hold.")
