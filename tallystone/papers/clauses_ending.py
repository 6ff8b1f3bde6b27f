"""The clauses for an early end and for afterwards: leaving, rights, disputes, others who work on it, samples."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.core.ending import STAY
from tallystone.core.shape import Terms
from tallystone.papers.data import Clause
from tallystone.showing import percent


def leaving(terms: Terms, names: dict[str, str]) -> Clause:
    text = ngettext(
        "Either side may end this contract between two milestones, with notice of {days} day.",
        "Either side may end this contract between two milestones, with notice of {days} days.",
        terms.notice_days,
    ).format(days=terms.notice_days)
    if terms.notice_days == 0:
        text = _("Either side may end this contract between two milestones, without notice.")
    settled = _("What has been accepted is paid; what was paid for and not begun is given back.")
    paragraphs = [f"{text} {settled}", _unreviewed(), _kill_fee(terms, names), _answer(terms)]
    return Clause(key="leaving", title=_("Leaving"), text="\n\n".join(paragraphs))


def _unreviewed() -> str:
    return _(
        "What was handed over and not answered counts in full. Work by the hour that was begun counts with the hours in the "
        "record. Other work that was begun counts with what this clause says, or with what both sides agree."
    )


def _kill_fee(terms: Terms, names: dict[str, str]) -> str:
    if not terms.kill_planned_bp and not terms.kill_started_bp:
        return _("There is no kill fee.")
    return _(
        "If {client} ends it without cause, a kill fee is due: {started} of the price of a milestone that was begun, {planned} "
        "of one that was not. If {freelancer} ends it, there is none."
    ).format(started=percent(terms.kill_started_bp), planned=percent(terms.kill_planned_bp), **names)


def _answer(terms: Terms) -> str:
    days = ngettext(
        "Who is offered an exit has {days} day to answer.", "Who is offered an exit has {days} days to answer.", terms.exit_days
    ).format(days=terms.exit_days)
    if terms.exit_silence == STAY:
        return f"{days} {_('Without an answer the offer lapses, and this contract goes on.')}"
    return f"{days} {_('Without an answer it is settled as the record works it out, whatever number was offered.')}"


def rights(terms: Terms, names: dict[str, str]) -> Clause:
    said = {
        "paid": _("The rights in the work of a milestone pass to {client} when it has been accepted and paid."),
        "accepted": _("The rights in the work of a milestone pass to {client} when it has been accepted."),
        "delivered": _("The rights in the work of a milestone pass to {client} when it has been handed over."),
    }
    until = _("Until then they are {freelancer}’s.")
    return Clause(key="rights", title=_("Rights in the work"), text=f"{said[terms.ownership]} {until}".format(**names))


def disputes(terms: Terms, names: dict[str, str]) -> Clause:
    freezes = _(
        "A dispute stops the money of one milestone and nothing else. Where the numbers of both sides meet, it is settled."
    )
    said = {
        "none": _("Nobody else decides it."),
        "operator": _("If they do not meet, who runs this installation may decide, with a written reason."),
        "person": _("If they do not meet, {mediator} may decide, with a written reason."),
    }
    return Clause(
        key="disputes", title=_("Disputes"), text=f"{freezes} {said[terms.mediator].format(mediator=terms.mediator_name)}"
    )


def others(terms: Terms, names: dict[str, str]) -> Clause:
    said = {
        "consent": _("{freelancer} may give a milestone to somebody else if {client} consents."),
        "free": _("{freelancer} may give a milestone to somebody else."),
        "excluded": _("{freelancer} gives no milestone to anybody else."),
    }
    shown = _("{client} sees who works on it.") if terms.workers_shown else _("{client} does not see who works on it.")
    answers = _("{freelancer} answers for all work as for their own.")
    return Clause(
        key="subcontracting",
        title=_("Who does the work"),
        text=f"{said[terms.subcontracting]} {answers} {shown}".format(**names),
    )


def samples(terms: Terms, names: dict[str, str]) -> Clause:
    said = {
        "ask": _("{freelancer} may show accepted work as a sample if {client} allows it, each time."),
        "yes": _("{freelancer} may show accepted work as a sample."),
        "no": _("{freelancer} does not show this work as a sample."),
    }
    text = said[terms.showcase]
    if terms.embargo_days and terms.showcase != "no":
        text += " " + ngettext(
            "Not before {days} day after its acceptance.", "Not before {days} days after its acceptance.", terms.embargo_days
        )
    return Clause(key="samples", title=_("Samples"), text=text.format(days=terms.embargo_days, **names))


ENDED = (leaving, rights, disputes, others, samples)
