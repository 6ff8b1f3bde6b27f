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
    acts.Refer: n_("Name somebody who could take over"),
    acts.WithdrawReferral: n_("Take back a name"),
    acts.ConsentSuccessor: n_("Choose who takes over"),
    acts.DeclineSuccessor: n_("Decline somebody who was named"),
}
BUTTONS: dict[type[acts.Act], str] = {
    acts.HandOver: n_("Hand over to %(other)s"),
    acts.AcknowledgeHandover: n_("Say that the handover has arrived"),
    acts.Refer: n_("Name them to %(other)s"),
    acts.WithdrawReferral: n_("Take this name back"),
    acts.ConsentSuccessor: n_("Let them propose to you"),
    acts.DeclineSuccessor: n_("Decline, and tell %(other)s"),
}
FOLLOWS: dict[type[facts.Fact], str] = {
    facts.HandedOver: n_("%(other)s reads it here and gets it as a PDF, and is asked to say that it has arrived."),
    facts.Referred: n_("%(other)s chooses or declines. Whom you name sees nothing before they are chosen."),
    facts.ReferralWithdrawn: n_("%(other)s can no longer choose them. Nothing else changes."),
    facts.SuccessorConsented: n_(
        "They see the handover and what is left, and propose terms of their own. This contract ends when you have agreed to "
        "them, deposits for what is left are paid back then. Until then nothing of it is begun here; you can change your mind."
    ),
    facts.SuccessorDeclined: n_("%(other)s reads it and may name somebody else. Nothing else changes."),
    facts.HandoverAcknowledged: n_("%(other)s is told. It says that the handover arrived, not that the work is accepted."),
}


def _acknowledging(place: Place) -> acts.Act:
    given = place.contract.handover
    return acts.AcknowledgeHandover(given.document if given else "")


def _number(place: Place, *states: str) -> int:
    return next((r.number for r in place.contract.referrals if r.state in states), 0)


TRIALS: dict[type[acts.Act], Callable[[Place], acts.Act]] = {
    acts.HandOver: lambda place: acts.HandOver(Words(handover_text(handover.draft(place)), "")),
    acts.AcknowledgeHandover: _acknowledging,
    acts.Refer: lambda place: acts.Refer(10**15),
    acts.WithdrawReferral: lambda place: acts.WithdrawReferral(_number(place, "named", "chosen")),
    acts.ConsentSuccessor: lambda place: acts.ConsentSuccessor(_number(place, "named")),
    acts.DeclineSuccessor: lambda place: acts.DeclineSuccessor(_number(place, "named", "chosen")),
}
