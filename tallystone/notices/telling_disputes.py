"""Disputes in plain sentences, for the history."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import facts
from tallystone.core.state import By
from tallystone.showing import day, money


def _told(fact: Any, by: By, names: Any) -> dict[str, str]:
    told = {"who": names.side(by.side), "milestone": names.milestone(fact.milestone), "freelancer": names.freelancer}
    if hasattr(fact, "minor"):
        told["amount"] = money(fact.minor, names.currency)
    return told


def _says(template: str) -> Callable[[Any, By, Any], str]:
    return lambda fact, by, names: _(template) % _told(fact, by, names)


def _disputed(fact: facts.Disputed, by: By, names: Any) -> str:
    told = {**_told(fact, by, names), "who": names.side(fact.side), "criteria": ", ".join(map(str, fact.criteria))}
    if by.side != fact.side:
        return _("%(milestone)s is in dispute: its money stands still until both sides agree.") % told
    return _("%(who)s put %(milestone)s in dispute: criterion %(criteria)s. Its money stands still.") % told


def _offered(fact: facts.SplitOffered, by: By, names: Any) -> str:
    told = {**_told(fact, by, names), "until": day(fact.until)}
    return _("%(who)s would settle %(milestone)s with %(amount)s for %(freelancer)s, until %(until)s.") % told


def _called(fact: facts.MediatorCalled, by: By, names: Any) -> str:
    told = _told(fact, by, names)
    if fact.who is None:
        return _("%(who)s called the operator to decide the dispute about %(milestone)s.") % told
    if fact.named:
        return _("%(who)s called the mediator whom the terms name to decide the dispute about %(milestone)s.") % told
    return _("%(who)s named a mediator for the dispute about %(milestone)s.") % told


SETTLED = {
    "met": n_("The numbers met: %(milestone)s is settled with %(amount)s for %(freelancer)s."),
    "accepted": n_("%(who)s took the other side’s number: %(milestone)s is settled with %(amount)s for %(freelancer)s."),
    "silence": n_("Nobody answered in time: %(milestone)s is settled with %(amount)s for %(freelancer)s, as the terms say."),
    "mediated": n_("The mediator decided: %(milestone)s is settled with %(amount)s for %(freelancer)s."),
}


def _settled(fact: facts.DisputeSettled, by: By, names: Any) -> str:
    return _(SETTLED[fact.how]) % _told(fact, by, names)


def _charged_back(fact: facts.ChargedBack, by: By, names: Any) -> str:
    told = {**_told(fact, by, names), "client": names.client, "on": day(fact.on)}
    if fact.kind == "refund":
        return _("%(amount)s for %(milestone)s went back to %(client)s from the payment side on %(on)s.") % told
    return _("%(amount)s for %(milestone)s was charged back on %(on)s.") % told


SENTENCES: dict[type[facts.Fact], Callable[[Any, By, Any], str]] = {
    facts.Disputed: _disputed,
    facts.SplitOffered: _offered,
    facts.SplitNoticed: lambda fact, by, names: "",
    facts.SplitLapsed: _says(n_("The day of a number for %(milestone)s passed without an answer. It no longer stands.")),
    facts.MediatorCalled: _called,
    facts.MediatorAgreed: _says(n_("%(who)s agreed to the mediator for %(milestone)s.")),
    facts.DisputeSettled: _settled,
    facts.DisputeWithdrawn: _says(n_("%(who)s withdrew the dispute about %(milestone)s. All goes on where it was.")),
    facts.ChargedBack: _charged_back,
}
