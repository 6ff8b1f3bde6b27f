"""What leaving is told as, in history and letters."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import facts
from tallystone.core.state import By
from tallystone.showing import day, money

HOW = {
    "accepted": n_("Both sides agreed on a number: what is left comes to %(amount)s."),
    "met": n_("The numbers of both sides met: what is left comes to %(amount)s."),
    "silence": n_("Nobody answered in time, so the record settled it: what is left comes to %(amount)s."),
    "notice": n_("The notice is over, and the record settled it: what is left comes to %(amount)s."),
    "succeeded": n_("A successor goes on with what is left, so nothing is due for it here: it comes to %(amount)s."),
    "cause": n_("The record settled it: what is left comes to %(amount)s."),
}


def _where(boundary: int) -> str:
    return _("after milestone %(number)s") % {"number": boundary} if boundary else _("now")


def _offered(fact: facts.ExitOffered, by: By, names: Any) -> str:
    told = {
        "who": names.side(fact.side), "where": _where(fact.boundary), "amount": money(fact.minor, names.currency),
        "until": day(fact.until), "last": day(fact.last_day),
    }  # fmt: skip
    sentence = _(
        "%(who)s offered to end the contract %(where)s, with %(amount)s for what is left. An answer is due by %(until)s."
    )
    if fact.last_day:
        sentence += " " + _("With notice: its last day is %(last)s.")
    return sentence % told


def _countered(fact: facts.ExitCountered, by: By, names: Any) -> str:
    told = {"who": names.side(fact.side), "amount": money(fact.minor, names.currency), "until": day(fact.until)}
    return _("%(who)s says that what is left comes to %(amount)s. An answer is due by %(until)s.") % told


def _declined(fact: facts.ExitDeclined, by: By, names: Any) -> str:
    if fact.stays:
        return _("%(who)s declined the exit. It ends on the last day of notice all the same.") % {"who": names.side(by.side)}
    return _("%(who)s declined the exit. The contract goes on.") % {"who": names.side(by.side)}


def _settled(fact: facts.ExitSettled, by: By, names: Any) -> str:
    told = _(HOW[fact.how]) % {"amount": money(fact.minor, names.currency)}
    if not fact.fee_minor:
        return told
    return f"{told} {_('%(fee)s of it is kill fee.') % {'fee': money(fact.fee_minor, names.currency)}}"


def _who(template: str) -> Callable[[Any, By, Any], str]:
    return lambda fact, by, names: _(template) % {"who": names.side(by.side)}


SENTENCES: dict[type[facts.Fact], Callable[[Any, By, Any], str]] = {
    facts.ExitOffered: _offered,
    facts.ExitCountered: _countered,
    facts.ExitAccepted: _who(n_("%(who)s agreed to the number of the other side.")),
    facts.ExitDeclined: _declined,
    facts.ExitWithdrawn: _who(n_("%(who)s took the exit back. The contract goes on.")),
    facts.ExitLapsed: lambda fact, by, names: _("Nobody answered the exit in time. It lapsed, and the contract goes on."),
    facts.EndedForCause: _who(n_("%(who)s ended the contract for cause.")),
    facts.ExitSettled: _settled,
    facts.Ended: lambda fact, by, names: _("Every sum is settled. The contract has ended."),
}
