"""What handing over, referring and succeeding are told as, in history and letters."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n_

from tallystone.core import facts
from tallystone.core.state import By
from tallystone.showing import money


def _handed_over(fact: facts.HandedOver, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "version": fact.version}
    if not fact.missing:
        return _("%(who)s handed over what the next person needs (handover %(version)s, complete).") % told
    return _("%(who)s handed over what there is so far (handover %(version)s, not complete yet).") % told


def _acknowledged(fact: facts.HandoverAcknowledged, by: By, names: Any) -> str:
    return _("%(who)s says that handover %(version)s has arrived.") % {"who": names.side(by.side), "version": fact.version}


def _referred(fact: facts.Referred, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "person": names.person(fact.person), "fee": money(fact.fee_minor, names.currency)}
    if fact.fee_minor:
        return _("%(who)s named %(person)s, who could take over what is left, for a fee of %(fee)s between those two.") % told
    return _("%(who)s named %(person)s, who could take over what is left.") % told


def _about(template: str) -> Callable[[Any, By, Any], str]:
    return lambda fact, by, names: _(template) % {"who": names.side(by.side), "person": names.person(fact.person)}


def _succeeded(fact: facts.Succeeded, by: By, names: Any) -> str:
    told = {"client": names.client, "person": names.person(fact.person), "code": fact.by}
    return _("%(client)s and %(person)s have agreed (contract %(code)s), so this one ends.") % told


def _earned(fact: facts.ReferralEarned, by: By, names: Any) -> str:
    return _("The referral has led to an agreement: the fee is earned.")


SENTENCES: dict[type[facts.Fact], Callable[[Any, By, Any], str]] = {
    facts.HandedOver: _handed_over,
    facts.HandoverAcknowledged: _acknowledged,
    facts.Referred: _referred,
    facts.ReferralWithdrawn: _about(n_("%(who)s no longer names %(person)s as somebody who could take over.")),
    facts.SuccessorConsented: _about(n_("%(who)s would like %(person)s to take over what is left, if those two agree.")),
    facts.SuccessorDeclined: _about(n_("%(who)s does not want %(person)s to take over.")),
    facts.Succeeded: _succeeded,
    facts.ReferralEarned: _earned,
}
