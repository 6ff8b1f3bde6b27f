"""What the pages of handing over, referring and succeeding say: titles, buttons, what follows, and the acts tried for it."""

from collections.abc import Callable

from django.utils.translation import gettext_noop as n_

from tallystone.core import acts, facts
from tallystone.core.handover import handover_text
from tallystone.core.words import Words
from tallystone.pages import handover
from tallystone.pages.place import Place

TITLES: dict[type[acts.Act], str] = {
    acts.HandOver: n_("Hand over"),
    acts.AcknowledgeHandover: n_("Acknowledge the handover"),
}
BUTTONS: dict[type[acts.Act], str] = {
    acts.HandOver: n_("Hand over to %(other)s"),
    acts.AcknowledgeHandover: n_("Say that the handover has arrived"),
}
FOLLOWS: dict[type[facts.Fact], str] = {
    facts.HandedOver: n_("%(other)s reads it here and gets it as a PDF, and is asked to say that it has arrived."),
    facts.HandoverAcknowledged: n_("%(other)s is told. It says that the handover arrived, not that the work is accepted."),
}


def _acknowledging(place: Place) -> acts.Act:
    given = place.contract.handover
    return acts.AcknowledgeHandover(given.document if given else "")


TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    acts.HandOver: lambda place: acts.HandOver(Words(handover_text(handover.draft(place)), "")),
    acts.AcknowledgeHandover: _acknowledging,
}
