"""Terms as numbered clauses, in plain sentences: what both sides read on paper is what the core does."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystone.core.shape import BEFORE, CARRY, Terms
from tallystone.papers.clauses_ending import ENDED
from tallystone.papers.data import Clause, Point
from tallystone.papers.following import following
from tallystone.showing import money


def clauses(terms: Terms, *, freelancer: str, client: str, day: Callable[[date], str]) -> tuple[Clause, ...]:
    """All clauses of the terms, in the active language; `day` shows a date as the reader writes it."""
    names = {"freelancer": freelancer, "client": client}
    said = [
        Clause(key="background", title=_("Background"), text=terms.background),
        Clause(key="in_scope", title=_("In scope"), text=terms.in_scope),
        Clause(key="out_of_scope", title=_("Out of scope"), text=terms.out_of_scope),
        Clause(
            key="duties",
            title=_("What {client} does").format(**names),
            points=tuple(Point(text=duty.text, due=day(duty.due) if duty.due else "") for duty in terms.duties),
        ),
    ]
    ruled = (_order, _payment, _review, _rounds, _changes, *ENDED)
    told = (*(rule(terms, names) for rule in ruled), *following(terms, names))
    return tuple(one for one in said if one.text or one.points) + told


def _order(terms: Terms, names: dict) -> Clause:
    if terms.parallel:
        text = _("Milestones may be worked on at the same time. Each is delivered, reviewed and accepted on its own.")
    else:
        text = _("Milestones follow one another: a milestone is started when the one before it has been accepted.")
    return Clause(key="order", title=_("Order of the work"), text=text)


def _payment(terms: Terms, names: dict) -> Clause:
    if terms.funding == BEFORE:
        when = _(
            "{client} pays for each milestone before its work starts. {freelancer} asks for the money with a deposit invoice, "
            "and the work starts when it has arrived. It is earned when the milestone is accepted."
        )
    else:
        when = _("{freelancer} sends an invoice for each milestone when it has been accepted.")
    within = ngettext(
        "An invoice is due {days} day after its date.", "An invoice is due {days} days after its date.", terms.payment_days
    )
    if terms.payment_days == 0:
        within = _("An invoice is due on its date.")
    text = f"{when.format(**names)} {within.format(days=terms.payment_days)}"
    return Clause(key="payment", title=_("Payment"), text="\n\n".join([text, *_hours(terms, names)]))


def _hours(terms: Terms, names: dict) -> Iterator[str]:
    """How hours are billed and capped, and who sees them; nothing where the terms speak of none."""
    if any(m.rate_minor is not None for m in terms.milestones):
        yield _(
            "A milestone by the hour is invoiced when it has been accepted: the sum of its accepted hours at its rate. The "
            "price in these terms is what its hours at most come to. {client} sees each entry of its hours."
        ).format(**names)
    if any(m.cap_minutes for m in terms.milestones):
        yield _(
            "Where hours at most are named, both sides are told when 50, 75, 90 and 100 % of them are used. Past them work "
            "goes on and is logged, unless the milestone says that not one more is."
        )
    if terms.hours_shown:
        yield _("{client} sees the hours of every milestone.").format(**names)


def _review(terms: Terms, names: dict) -> Clause:
    time = ngettext(
        "{client} has {days} day to review each delivery: until 18:00 ({zone}) of the first day that leaves it whole.",
        "{client} has {days} days to review each delivery: until 18:00 ({zone}) of the first day that leaves them whole.",
        terms.review_days,
    )
    asking = _(
        "Asking for changes ends that time. It names at least one criterion that is not met, and why; a new delivery "
        "starts the time again."
    )
    silence = _(
        "Silence is acceptance: if {client} has been told of the delivery, and reminded, and has neither accepted it nor "
        "asked for changes when the time ends, the milestone counts as accepted."
    )
    part = _(
        "{client} may accept a part: the criteria that are met. The others get a day of their own. Each criterion of a "
        "milestone carries an equal share of its price; what cannot be divided belongs to the last one."
    )
    text = f"{time} {asking}\n\n{silence}\n\n{part}"
    return Clause(key="review", title=_("Review"), text=text.format(**names, days=terms.review_days, zone=terms.zone))


def _rounds(terms: Terms, names: dict) -> Clause:
    if terms.rounds == 0:
        text = _("The price of a milestone includes no round of changes.")
    else:
        text = ngettext(
            "The price of each milestone includes {rounds} round of changes.",
            "The price of each milestone includes {rounds} rounds of changes.",
            terms.rounds,
        ).format(rounds=terms.rounds)
    if any(m.rounds is not None for m in terms.milestones):
        text = f"{text} {_('Where a milestone names its own number of rounds, that one holds.')}"
    if terms.extra_round_minor:
        more = _("A round beyond these is offered for {price}, as a change order that {client} may decline.")
        text = f"{text} {more.format(price=money(terms.extra_round_minor, terms.currency), **names)}"
    return Clause(key="rounds", title=_("Rounds of changes"), text=text)


def _changes(terms: Terms, names: dict) -> Clause:
    text = _("These terms change only when both sides agree to the new text. What has been accepted stays accepted.")
    if terms.surplus == CARRY:
        text += " " + _("Money held for a milestone that a change removes or makes cheaper is held for what comes next.")
    return Clause(key="changes", title=_("Changing these terms"), text=text)
