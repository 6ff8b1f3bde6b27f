"""What handing over, referring and succeeding are told as, in history and letters."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tallystone.core import facts
from tallystone.core.state import By


def _handed_over(fact: facts.HandedOver, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "version": fact.version}
    if not fact.missing:
        return _("%(who)s handed over what the next person needs (handover %(version)s, complete).") % told
    return _("%(who)s handed over what there is so far (handover %(version)s, not complete yet).") % told


def _acknowledged(fact: facts.HandoverAcknowledged, by: By, names: Any) -> str:
    return _("%(who)s says that handover %(version)s has arrived.") % {"who": names.side(by.side), "version": fact.version}


SENTENCES: dict[type[facts.Fact], Callable[[Any, By, Any], str]] = {
    facts.HandedOver: _handed_over,
    facts.HandoverAcknowledged: _acknowledged,
}
