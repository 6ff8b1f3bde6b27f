"""Work that is given on, in the sentences of history: above it names nobody whom the terms hide, below nobody above."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tallystone.core import delegating_facts, facts
from tallystone.core.state import By
from tallystone.showing import day, moment


def proposed(fact: facts.Proposed, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "until": day(fact.until)}
    if fact.parent:
        return _("%(who)s proposed terms for a part of their own work, open until %(until)s.") % told
    return _("%(who)s proposed terms, open until %(until)s.") % told


def _asked(fact: delegating_facts.SubcontractAsked, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "milestone": names.milestone(fact.milestone)}
    return _("%(who)s asked whether %(milestone)s, or a part of it, may be given to somebody else.") % told


def _consented(fact: delegating_facts.SubcontractConsented, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "other": names.freelancer, "milestone": names.milestone(fact.milestone)}
    return _("%(who)s consented: %(other)s may give %(milestone)s on.") % told


def _refused(fact: delegating_facts.SubcontractRefused, by: By, names: Any) -> str:
    told = {"who": names.side(by.side), "other": names.freelancer, "milestone": names.milestone(fact.milestone)}
    return _("%(who)s would rather have %(other)s do %(milestone)s than somebody else.") % told


def _given_on(fact: delegating_facts.GivenOn, by: By, names: Any) -> str:
    told = {"freelancer": names.freelancer, "milestone": names.milestone(fact.milestone)}
    if fact.who:
        return _("Somebody works on %(milestone)s for %(freelancer)s from now on:") % told
    return _("%(freelancer)s has given %(milestone)s, or a part of it, to somebody who works for them.") % told


def _followed(fact: delegating_facts.ParentFollowed, by: By, names: Any) -> str:
    told = {"client": names.client}
    if fact.kind == "accepted":
        return _("The work above was accepted.")
    if fact.kind == "paid":
        return _("%(client)s was paid for the work above.") % told
    return _("The work above has ended. Nothing here waits for it any more.")


def _bill_moved(fact: delegating_facts.BillMoved, by: By, names: Any) -> str:
    told = {"number": fact.number, "milestone": names.milestone(fact.milestone), "due": day(fact.due)}
    return _("Invoice %(number)s for %(milestone)s is now due on %(due)s.") % told


def _review_moved(fact: delegating_facts.ReviewMoved, by: By, names: Any) -> str:
    told = {"milestone": names.milestone(fact.milestone), "until": moment(fact.until, names.zone)}
    return _("The review time for %(milestone)s now ends on %(until)s.") % told


SENTENCES: dict[type[facts.Fact], Callable[[Any, By, Any], str]] = {
    delegating_facts.SubcontractAsked: _asked,
    delegating_facts.SubcontractConsented: _consented,
    delegating_facts.SubcontractRefused: _refused,
    delegating_facts.GivenOn: _given_on,
    delegating_facts.ParentFollowed: _followed,
    delegating_facts.BillMoved: _bill_moved,
    delegating_facts.ReviewMoved: _review_moved,
}
