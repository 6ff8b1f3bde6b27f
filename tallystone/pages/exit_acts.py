"""What the pages of leaving say: titles, buttons, what follows, the acts tried for it, and the figures beside the form."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import acts, facts
from tallystone.core.leaving import boundaries, ends
from tallystone.core.standing import Outcome, outcome
from tallystone.core.words import Words
from tallystone.pages.exit_numbers import numbers
from tallystone.pages.place import Place
from tallystone.showing import day, money

ANY = Words("?", "")
ACTS = (
    "OfferExit",
    "CounterExit",
    "AcceptExit",
    "DeclineExit",
    "WithdrawExit",
    "EndForCause",
)  # done where the figures are read
KINDS: set[type[acts.Act]] = {acts.ACTS[name] for name in ACTS}
TOLD = (facts.ExitOffered, facts.ExitCountered, facts.ExitDeclined, facts.ExitWithdrawn, facts.ExitSettled, facts.Ended)
TITLES: dict[type[acts.Act], str] = {
    acts.OfferExit: n_("Offer to end the contract"),
    acts.CounterExit: n_("State your own number"),
    acts.AcceptExit: n_("Agree to the number"),
    acts.DeclineExit: n_("Decline the exit"),
    acts.WithdrawExit: n_("Take the exit back"),
    acts.EndForCause: n_("End it for cause"),
}
BUTTONS: dict[type[acts.Act], str] = {
    acts.OfferExit: n_("Offer this to %(other)s"),
    acts.CounterExit: n_("State this number"),
    acts.AcceptExit: n_("Agree to %(stated)s and end it"),
    acts.DeclineExit: n_("Decline the exit"),
    acts.WithdrawExit: n_("Take the exit back and go on"),
    acts.EndForCause: n_("End it now, with %(cause)s for what is left"),
}


def told(place: Place, kind: type[acts.Act]) -> dict[str, str]:
    """The numbers that buttons name."""
    if kind is acts.AcceptExit and place.contract.exit:
        return {"stated": money(place.contract.exit.stated.minor, place.currency)}
    if kind is acts.EndForCause:
        return {"cause": money(worked_out(place, kind).figure_minor, place.currency)}
    return {}


def after(place: Place) -> int:
    """The milestone after which it is to end, as the address or the form says; now, where neither does."""
    typed = place.request.POST.get("boundary") or place.request.GET.get("after") or "0"
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    return number if number in boundaries(place.contract) else 0


def worked_out(place: Place, kind: type[acts.Act]) -> Outcome:
    """What leaving comes to: for the number that is answered, else by the record."""
    c, leaving = place.contract, place.contract.exit
    if kind is acts.EndForCause:
        return outcome(c, 0, place.side, place.now, cause=True)
    if leaving is None or kind is acts.OfferExit:
        return outcome(c, after(place), place.side, place.now)
    stated = leaving.stated
    fresh = outcome(c, leaving.boundary, leaving.side, place.now)
    if kind is acts.AcceptExit and stated.of_minor == fresh.most_minor:
        return outcome(c, leaving.boundary, leaving.side, place.now, stated.minor)
    return fresh


def beside(place: Place, form: Any) -> dict[str, Any]:
    """The figures that the act's page shows."""
    kind = form.kind
    leaving = place.contract.exit
    return {
        "outcome": worked_out(place, kind) if place.contract.state == "agreed" else None,
        "leaving": leaving,
        "said": numbers(place, leaving) if leaving else [],
        "boundary_title": place.titles.get(after(place) if leaving is None else leaving.boundary, ""),
    }


def _offered(fact: facts.ExitOffered, place: Place) -> str:
    told = {"other": place.other, "until": day(fact.until), "last": day(fact.last_day)}
    sentence = _("%(other)s has until %(until)s to agree, to state another number, or to decline. Work goes on until then.")
    if place.plan.exit_silence == "record":
        sentence += " " + _("Without an answer the record settles it.")
    else:
        sentence += " " + _("Without an answer all stays as it is.")
    return sentence % told


def _countered(fact: facts.ExitCountered, place: Place) -> str:
    told = {"other": place.other, "until": day(fact.until)}
    return (
        _("%(other)s has until %(until)s to agree or to state another number. Where your numbers meet, it is settled.") % told
    )


def _declined(fact: facts.ExitDeclined, place: Place) -> str:
    if fact.stays and place.contract.exit:
        last = ends(place.contract, place.contract.exit)
        return _("%(other)s has given notice: it ends on %(day)s all the same, settled as the record works it out.") % {
            "other": place.other, "day": day(place.contract.exit.last_day or last.date()),
        }  # fmt: skip
    return _("The contract goes on as it is. %(other)s reads your reason.") % {"other": place.other}


FOLLOWS: dict[type[facts.Fact], Callable[[Any, Place], str]] = {
    facts.ExitOffered: _offered,
    facts.ExitCountered: _countered,
    facts.ExitDeclined: _declined,
    facts.ExitWithdrawn: lambda fact, place: _("The contract goes on as it is."),
    facts.ExitSettled: lambda fact, place: _(
        "What is not accepted ends unfinished, and the money follows as above. This cannot be taken back."
    ),
    facts.Ended: lambda fact, place: _("Nothing is left to pay: the contract has ended, and both get its closing statement."),
}


def _answering(place: Place) -> acts.Act:
    leaving = place.contract.exit
    return acts.AcceptExit(leaving.number, leaving.stated.minor) if leaving else acts.AcceptExit(0, 0)


def _countering(place: Place) -> acts.Act:
    leaving = place.contract.exit
    if leaving is None:
        return acts.CounterExit(0, 0, ANY)
    known = {said.minor for said in (leaving.freelancer, leaving.client) if said}
    return acts.CounterExit(leaving.number, next(n for n in range(4) if n not in known), ANY)


TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    acts.OfferExit: lambda place: acts.OfferExit(after(place), 0, ANY, ANY),
    acts.CounterExit: _countering,
    acts.AcceptExit: _answering,
    acts.DeclineExit: lambda place: acts.DeclineExit(ANY),
    acts.WithdrawExit: lambda place: acts.WithdrawExit(),
    acts.EndForCause: lambda place: acts.EndForCause(ANY),
}
