"""What the pages of a dispute say: titles, buttons, what follows from each act, and the acts tried for it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import acts, facts
from tallystone.core.charging_back import received
from tallystone.core.disputing import answer_day, standing
from tallystone.core.splitting import at_stake
from tallystone.core.state import Split, other
from tallystone.core.words import Words
from tallystone.pages.place import Place
from tallystone.showing import day, money

TITLES: dict[type[acts.Act], str] = {
    acts.Dispute: n_("Raise a dispute"),
    acts.OfferSplit: n_("Say your number"),
    acts.AcceptSplit: n_("Settle at their number"),
    acts.WithdrawDispute: n_("Withdraw the dispute"),
    acts.CallMediator: n_("Call the mediator"),
    acts.AgreeMediator: n_("Agree to the mediator"),
    acts.Chargeback: n_("Record that money was taken back"),
}
BUTTONS: dict[type[acts.Act], str] = {
    acts.Dispute: n_("Raise the dispute about milestone %(number)s"),
    acts.OfferSplit: n_("Say this number to %(other)s"),
    acts.AcceptSplit: n_("Settle at their number"),
    acts.WithdrawDispute: n_("Withdraw the dispute"),
    acts.CallMediator: n_("Call the mediator"),
    acts.AgreeMediator: n_("Agree that they decide"),
    acts.Chargeback: n_("Record it, and open the dispute"),
}
FINAL = {acts.AcceptSplit}
ANY = Words("?", "")


def theirs(place: Place) -> Split | None:
    """The number by which the other side stands."""
    return standing(place.contract, place.stone, other(place.side), place.now)


def settle_button(place: Place) -> str:
    """E.g. "Settle: 300.00 EUR to Studio Almada, 900.00 EUR to Maya Serrano"."""
    split = theirs(place)
    if split is None:
        return _(BUTTONS[acts.AcceptSplit])
    told = {
        "amount": money(split.minor, place.currency), "freelancer": place.names.freelancer, "client": place.names.client,
        "rest": money(at_stake(place.stone) - split.minor, place.currency),
    }  # fmt: skip
    return _("Settle: %(amount)s for %(freelancer)s, %(rest)s for %(client)s") % told


def _accepting(place: Place) -> acts.Act:
    split = theirs(place)
    return acts.AcceptSplit(place.number, split.number if split else 0, split.minor if split else 0)


TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    acts.Dispute: lambda place: acts.Dispute(place.number, (1,), ANY, 0),
    acts.OfferSplit: lambda place: acts.OfferSplit(place.number, _apart(place), answer_day(place.contract, place.now)),
    acts.AcceptSplit: _accepting,
    acts.WithdrawDispute: lambda place: acts.WithdrawDispute(place.number),
    acts.CallMediator: lambda place: acts.CallMediator(place.number),
    acts.AgreeMediator: lambda place: acts.AgreeMediator(
        place.number, place.stone.dispute.mediator if place.stone.dispute else ""
    ),
    acts.Chargeback: lambda place: acts.Chargeback(place.number, received(place.stone), place.today),
}


def _apart(place: Place) -> int:
    """A number that does not meet the other side's."""
    return at_stake(place.stone) if place.side == "freelancer" else 0


def _told(place: Place) -> dict[str, Any]:
    return {
        "other": place.other, "freelancer": place.names.freelancer, "client": place.names.client,
        "answer": day(answer_day(place.contract, place.now)),
    }  # fmt: skip


def _says(template: str) -> Callable[[Any, Place], str]:
    return lambda fact, place: _(template) % _told(place)


def _refund(fact: facts.RefundOwed, place: Place) -> str:
    told = {**_told(place), "amount": money(fact.minor, place.currency), "due": day(fact.due)}
    return _("%(freelancer)s sends %(amount)s back to %(client)s by %(due)s.") % told


def _settled(fact: facts.DisputeSettled, place: Place) -> str:
    told = {**_told(place), "amount": money(fact.minor, place.currency)}
    if place.stone.work in {"accepted"}:
        return _("The dispute ends: %(amount)s of what is open stays to be paid to %(freelancer)s.") % told
    return _("The dispute ends, and the milestone with it: %(amount)s for %(freelancer)s.") % told


SENTENCES: dict[type[facts.Fact], Callable[[Any, Place], str]] = {
    facts.Disputed: _says(
        n_("The money and the review of this milestone stand still. Work and all other milestones go on. You can withdraw it.")
    ),
    facts.SplitOffered: _says(n_("%(other)s gets a letter, and has until %(answer)s to answer.")),
    facts.DisputeSettled: _settled,
    facts.RefundOwed: _refund,
    facts.DisputeWithdrawn: _says(
        n_("All goes on exactly where it was: the review and the days to pay have as much time left as before.")
    ),
    facts.MediatorCalled: _says(n_("%(other)s is told. You can both still settle it yourselves until it is decided.")),
    facts.MediatorAgreed: _says(n_("The mediator gets a link that shows this milestone, and decides with a written reason.")),
    facts.ChargedBack: _says(n_("The money no longer counts as received, and the books say so. %(client)s is told.")),
}
